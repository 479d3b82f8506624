# old-style classes: attributes, methods, special methods on instances, inheritance order
class A:
    x = 'A'
    def m(self):
        return 'A.m'
class B(A):
    pass
class C(A):
    x = 'C'
    def m(self):
        return 'C.m'
class D(B, C):
    pass
d = D()
print d.x, d.m(), D.__bases__ == (B, C), D.__name__, d.__class__ is D
print type(d).__name__, type(D).__name__, isinstance(d, A), issubclass(D, A)
class E:
    def __getattr__(self, n):
        if n.startswith('__'):
            raise AttributeError(n)
        return 'dyn ' + n
e = E()
print e.foo, E.__module__
e.__len__ = lambda: 7
print len(e)
e.__call__ = lambda *a: ('called', a)
print e(1, 2)
e.__add__ = lambda o: 'add'
print e + 1
try:
    e - 1
except TypeError as x:
    print x
class F:
    def __del__(self): pass
    def __coerce__(self, o):
        return 10, o
print F() + 5, 5 * F(), F() == 10
print str(F), repr(F).startswith('<class __main__.F at 0x')
try:
    F().nothing
except AttributeError as x:
    print x
try:
    F.nothing
except AttributeError as x:
    print x
F.__bases__ = (A,)
print F().x
i = A()
i.__class__ = C
print i.x
i.__dict__ = {'x': 'dict'}
print i.x
