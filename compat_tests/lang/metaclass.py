# metaclasses: __metaclass__ in body, module and bases; __new__, __init__, __call__, attribute lookup
log = []
class M(type):
    def __new__(m, name, bases, d):
        log.append(('new', name, [b.__name__ for b in bases], sorted(k for k in d if k[0] != '_')))
        return type.__new__(m, name, bases, d)
    def __init__(cls, name, bases, d):
        log.append(('init', name))
    def __call__(cls, *a):
        log.append(('call', cls.__name__, a))
        return type.__call__(cls, *a)
    def meth(cls):
        return 'meth of ' + cls.__name__
    x = 'meta x'
class A(object):
    __metaclass__ = M
    y = 1
class B(A):
    pass
B()
for l in log:
    print l
print A.meth(), B.x, hasattr(B(), 'meth'), type(B).__name__
try:
    B().x
except AttributeError as e:
    print e
def fmeta(name, bases, d):
    return (name, len(bases), sorted(d))
class F:
    __metaclass__ = fmeta
    z = 1
print F
class M2(type): pass
class C2(object):
    __metaclass__ = M2
try:
    class Both(A, C2):
        pass
except TypeError as e:
    print e
class Sub(M): pass
S = Sub('S', (A,), {})
class T(S): pass
print type(T).__name__
print M('Dyn', (), {}).__mro__[1].__name__
__metaclass__ = type
class G: pass
print type(G).__name__
