# A class call makes the instance and pushes __init__, whose None is dropped.
class Pair(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b

def loop(n):
    total = 0
    for i in xrange(n):
        p = Pair(i, total)
        total = p.b + p.a
    return total, p.a, p.b

result = loop(120)
