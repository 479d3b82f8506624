# D11: __class__ assignment works where CPython 2.5 allowed it, and is a TypeError elsewhere
class A(object):
    def who(self):
        return 'A'
class B(object):
    def who(self):
        return 'B'
a = A()
a.x = 1
a.__class__ = B
print a.who(), a.x, isinstance(a, A)
class Old: pass
class Old2: pass
o = Old()
o.__class__ = Old2
print o.__class__.__name__
class I(int): pass
for target, cls in ((A(), int), (5, A), (A(), 'x'), (I(1), A), ([], A)):
    try:
        target.__class__ = cls
        print 'worked'
    except TypeError:
        print 'TypeError'
