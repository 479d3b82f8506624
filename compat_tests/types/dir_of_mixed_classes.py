# dir() of a new-style class with old-style bases names the attributes of both
class Old:
    a = 1
class Older(Old):
    b = 1
class Base(object):
    c = 1
class First(Base, Older):
    d = 1
class Last(Older, Base):
    e = 1
for value in (First, Last, First(), Last(), Older, Older()):
    print [name for name in dir(value) if name[0] != '_']
