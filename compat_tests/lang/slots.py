# __slots__: no __dict__, inheritance, name mangling, errors
class A(object):
    __slots__ = ('x', '__priv')
    def set(self):
        self.__priv = 5
        return self.__priv
a = A()
a.x = 1
print a.x, a.set(), hasattr(a, '__dict__'), sorted(n for n in A.__dict__ if not n.startswith('__'))
try:
    a.y = 1
except AttributeError as e:
    print e
try:
    A().x
except AttributeError as e:
    print e
del a.x
try:
    del a.x
except AttributeError as e:
    print e
class B(A):
    pass
b = B()
b.y = 2
b.x = 3
print b.__dict__, b.x
class C(A):
    __slots__ = ['z', '__dict__']
c = C()
c.any = 1
c.z = 2
print c.__dict__
for bad in ("__slots__ = '1x'", "__slots__ = (1,)", "x = 1; __slots__ = 'x'", "__slots__ = ('__dict__', '__dict__')"):
    try:
        exec 'class X(object):\n    ' + bad
    except (TypeError, ValueError) as e:
        print e
try:
    class D(A, int):
        __slots__ = 'q'
except TypeError as e:
    print e
print A.x.__get__(b), type(A.x).__name__, A.x.__name__
class W(object):
    __slots__ = '__weakref__', 'v'
import weakref
w = W()
print weakref.ref(w)() is w
try:
    weakref.ref(a)
except TypeError as e:
    print e
