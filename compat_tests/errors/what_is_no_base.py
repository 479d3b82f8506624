# only a class statement says that the metaclass was being called
import types
class A(object): pass
for bases in (types.FunctionType,), (A, types.FunctionType), (bool,):
    try: type('x', bases, {})
    except TypeError, e: print e
try:
    class B(A, bool): pass
except TypeError, e: print e
class C(object): __slots__ = 'x'
a = A()
try: a.__class__ = C
except TypeError, e: print e
