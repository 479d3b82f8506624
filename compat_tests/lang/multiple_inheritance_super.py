# cooperative super through a diamond with keyword arguments, and mixins
class Base(object):
    def __init__(self, **kw):
        print 'Base', sorted(kw)
class A(Base):
    def __init__(self, a=0, **kw):
        print 'A', a
        super(A, self).__init__(**kw)
class B(Base):
    def __init__(self, b=0, **kw):
        print 'B', b
        super(B, self).__init__(**kw)
class C(A, B):
    def __init__(self, **kw):
        super(C, self).__init__(**kw)
C(a=1, b=2, c=3)
class Loud(object):
    def speak(self): return super(Loud, self).speak().upper()
class Dog(object):
    def speak(self): return 'woof'
class LoudDog(Loud, Dog): pass
print LoudDog().speak(), [k.__name__ for k in LoudDog.__mro__]
class X(object):
    def f(self): return 'X'
class Y(X): pass
class Z(Y):
    def f(self): return super(Y, self).f() + super(Z, self).f()
print Z().f()
del X.f
try:
    Z().f()
except AttributeError as e:
    print e
X.f = lambda self: 'new'
print Z().f()
