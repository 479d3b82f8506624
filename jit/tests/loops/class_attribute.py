# Data of the class and of another class by name.
class Base(object):
    step = 3

class Thing(Base):
    pass

def loop(t, n):
    total = 0
    for i in xrange(n):
        total += t.step + Base.step
    return total

result = loop(Thing(), 120)
