# __class__ assignment between classes with the same slots keeps what lies in them
class A(object): __slots__ = ['a', 'b']
class B(object): __slots__ = ['b', 'a']
class C(A): __slots__ = ['c']
class D(A): __slots__ = ['c']
class E(B): __slots__ = ['c']
class F(object): __slots__ = ['a']
def attempt(value, cls):
    try:
        value.__class__ = cls
        print type(value).__name__, [getattr(value, name, None) for name in 'abc']
    except TypeError as e:
        print e
x = A()
x.a, x.b = 1, 2
attempt(x, B)
attempt(x, A)
attempt(x, F)
attempt(x, C)
y = C()
y.a, y.b, y.c = 1, 2, 3
attempt(y, D)
attempt(y, E)
