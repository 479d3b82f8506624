# == and != of classes leave it to a metaclass's __cmp__; what __cmp__ returns must fit; a failing metaclass says so
class Equal(type):
    def __cmp__(cls, other): return 0
    def __hash__(cls): return 7
class A(object):
    __metaclass__ = Equal
class B(object):
    __metaclass__ = Equal
print A == B, A != B, A < B, cmp(A, B), {A: 1}.get(B)
print (A == int, int == A)
class Huge(object):
    def __cmp__(self, other): return 2 ** 100
for act in (lambda: Huge() < 1, lambda: cmp(Huge(), 1)):
    try:
        print act()
    except OverflowError, e:
        print e
try:
    class C:
        __metaclass__ = 5
except TypeError, e:
    print e
data = bytearray('abcde')
data[::2] = ()
print data
for act in (lambda: object().__getattribute__(1), lambda: float('inf') ** 1j):
    try:
        act()
    except Exception, e:
        print type(e).__name__, e
