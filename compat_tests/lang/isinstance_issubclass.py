# isinstance and issubclass: tuples, old classes, hooks, errors
class A(object): pass
class B(A): pass
class Old: pass
class OldB(Old): pass
print isinstance(B(), A), isinstance(B(), (int, (str, A))), isinstance(1, bool), isinstance(True, int), isinstance(OldB(), Old)
print issubclass(B, A), issubclass(A, (B, object)), issubclass(OldB, Old), issubclass(bool, int), issubclass(int, A)
for bad in ('isinstance(1, 5)', 'issubclass(1, int)', 'issubclass(A, 5)', 'isinstance(1, [int])', 'isinstance(1)'):
    try:
        eval(bad)
    except TypeError as e:
        print e
class Meta(type):
    def __instancecheck__(cls, i):
        return i == 42
    def __subclasscheck__(cls, c):
        return c is int
class H(object):
    __metaclass__ = Meta
print isinstance(42, H), isinstance(41, H), issubclass(int, H), issubclass(str, H), isinstance(42, (str, H))
class Fake(object):
    __class__ = int
print isinstance(Fake(), int), type(Fake()).__name__
