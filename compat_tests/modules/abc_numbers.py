# abstract base classes: registration, abstract methods, numbers
import abc, collections, numbers
class A(object):
    __metaclass__ = abc.ABCMeta
    @abc.abstractmethod
    def f(self): pass
    @abc.abstractproperty
    def p(self): pass
try:
    A()
except TypeError as e:
    print e
class B(A):
    def f(self): return 'f'
    p = 5
print B().f(), sorted(A.__abstractmethods__), B.__abstractmethods__
class V(object): pass
A.register(V); print isinstance(V(), A), issubclass(V, A), isinstance(5, A)
class H(object):
    __metaclass__ = abc.ABCMeta
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, 'quack') or NotImplemented
class D(object):
    def quack(self): pass
print issubclass(D, H), isinstance(D(), H), issubclass(int, H)
for t in (list, tuple, str, unicode, dict, set, frozenset, xrange, int, bytearray, type(iter([]))):
    print t.__name__, [n for n in ('Hashable', 'Iterable', 'Iterator', 'Sized', 'Container', 'Callable', 'Set', 'MutableSet', 'Mapping', 'MutableMapping', 'Sequence', 'MutableSequence') if issubclass(t, getattr(collections, n))]
print [n for n in ('Number', 'Complex', 'Real', 'Rational', 'Integral') if isinstance(5, getattr(numbers, n))], isinstance(1.5, numbers.Rational), isinstance(1j, numbers.Complex), isinstance(True, numbers.Integral), isinstance(10L, numbers.Integral)
class M(collections.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m['a'] = 1; m.update(b=2); print sorted(m.items()), m.get('z'), 'a' in m, m.pop('a'), m.setdefault('q', 9), len(m), m == {'b': 2, 'q': 9}
import os
print isinstance(os.environ, collections.Mapping), isinstance(os.environ, collections.MutableMapping)
