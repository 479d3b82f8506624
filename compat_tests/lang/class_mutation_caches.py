# changing classes and modules after their attributes were used many times
class A(object):
    def m(self): return 1
    x = 'cls'
class B(A): pass
b = B()
def loop():
    return sum(b.m() for _ in range(50)), b.x
print loop()
A.m = lambda self: 2
print loop()
B.m = lambda self: 3
print loop()
b.m = lambda: 4
print loop()
del b.m; del B.m
print loop()
B.x = 'sub'; print b.x; b.x = 'inst'; print b.x; del b.x; del B.x; print b.x
class P(A):
    @property
    def x(self): return 'prop'
b.__class__ = P
print b.x
def g(): return helper()
def helper(): return 'h1'
print [g() for _ in range(20)][-1]
def helper(): return 'h2'
print g()
len_ = len
def n(): return len('abc')
print n()
def len(x): return 'shadow'
print n()
del len
print n()
import __builtin__
old = __builtin__.abs
__builtin__.abs = lambda x: 'patched'
print abs(-1)
__builtin__.abs = old
print abs(-1)
import math
f = lambda: math.floor(2.5)
print f()
of = math.floor
math.floor = lambda x: 'mathpatched'
print f()
math.floor = of
print f()
