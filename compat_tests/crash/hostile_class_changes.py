# hostile mro(), __bases__ and __class__ assignments; descriptors on wrong objects (CPython 2.7 crashes on some)
import gc, sys, types
def t(f):
    try: f()
    except Exception: pass
class A(object): pass
class B(A): pass
class C(B): pass
# mro
class M(type):
    def mro(cls): return M.result(cls)
for res in [lambda c: None, lambda c: 1, lambda c: [], lambda c: [c], lambda c: [1,2], lambda c: [object], lambda c: [c, c], lambda c: (c, object), lambda c: [int, object], lambda c: [c, dict, list, object], lambda c: iter([c, object]), lambda c: [c, A, object]*1000, lambda c: 1/0, lambda c: [c, types.ClassType('x', (), {}), object], lambda c: type.mro(c) + [object], lambda c: (gc.collect(), type.mro(c))[1]]:
    M.result = staticmethod(res)
    def mk():
        X = M('X', (object,), {'f': 1})
        x = X(); x.f; x.a = 1; x.__class__; repr(x); hash(x); X.__mro__; X.__subclasses__(); isinstance(x, X); super(X, x).__init__()
        class Y(X): pass
        Y().f
    t(mk)
M.result = staticmethod(lambda c: type.mro(c))
class P(object):
    __metaclass__ = M
class Q(P): pass
calls = []
def evil(c):
    calls.append(c)
    if len(calls) < 20:
        try: P.__bases__ = (A,)
        except TypeError: pass
        try: Q.__bases__ = (B,)
        except TypeError: pass
    return type.mro(c)
M.result = staticmethod(evil)
t(lambda: setattr(P, '__bases__', (A,)))
t(lambda: setattr(Q, '__bases__', (P, A)))
t(lambda: Q().x)
# bases cycles
t(lambda: setattr(A, '__bases__', (A,)))
t(lambda: setattr(A, '__bases__', (B,)))
t(lambda: setattr(A, '__bases__', (C,)))
t(lambda: setattr(B, '__bases__', ()))
t(lambda: setattr(B, '__bases__', (int,)))
t(lambda: setattr(B, '__bases__', (A, A)))
t(lambda: setattr(B, '__bases__', [A]))
t(lambda: setattr(B, '__bases__', (1,)))
t(lambda: setattr(B, '__bases__', (object, A)))
t(lambda: setattr(int, '__bases__', (A,)))
t(lambda: setattr(object, '__bases__', (A,)))
t(lambda: delattr(B, '__bases__'))
class Old: pass
class Old2(Old): pass
t(lambda: setattr(Old, '__bases__', (Old2,)))
t(lambda: setattr(Old, '__bases__', (Old,)))
t(lambda: setattr(Old, '__bases__', (int,)))
t(lambda: setattr(Old, '__bases__', 1))
t(lambda: setattr(Old, '__dict__', 1))
t(lambda: setattr(Old, '__name__', 1))
t(lambda: Old().foo)
t(lambda: isinstance(Old(), Old2))
t(lambda: issubclass(Old2, Old))
class X(Old, Old2): pass
t(lambda: X().y)
# __class__
class S1(object): __slots__ = 'a', 'b'
class S2(object): __slots__ = 'a', 'b'
class S3(object): __slots__ = 'a'
class I(int): pass
class J(int): __slots__ = ()
class L1(list): pass
class L2(list): pass
class D1(dict): pass
objs = [A(), B(), C(), S1(), S2(), S3(), I(3), J(3), L1(), L2(), D1(), 1, 'a', [], {}, (), None, Old(), Old2(), A, Old, M, type, int, sys, t, t.__code__, len, ValueError(), NotImplemented, iter([]), xrange(3), 1.5, 1j, u'x', slice(1), property(), gc, set(), frozenset(), object()]
for o in objs:
    for k in [A, B, S1, S2, S3, I, J, L1, L2, D1, int, list, object, type, Old, Old2, M, 1, None, ValueError, types.ModuleType, types.FunctionType]:
        try: o.__class__ = k
        except TypeError: pass
        except Exception: pass
        try: repr(o); str(o); hash(o); o == o; getattr(o, 'a', 0); isinstance(o, A); dir(o)
        except Exception: pass
        try: o.zzz = 1
        except Exception: pass
        try: o.__dict__ = {'q': 1}
        except Exception: pass
        try: o.__dict__ = 1
        except Exception: pass
        try: del o.__dict__
        except Exception: pass
        try: del o.__class__
        except Exception: pass
gc.collect()
s = S1(); s.a = s; s.b = []
try: s.__class__ = S2
except TypeError: pass
print s.a is s
# slots descriptors on wrong objects
for d in [S1.a, S1.__dict__['b'], types.FunctionType.func_code, types.FunctionType.__dict__['func_globals'], type.__dict__['__mro__'], type.__dict__['__dict__'], A.__dict__.get('__dict__'), A.__dict__.get('__weakref__'), property.__dict__['fget'], types.GeneratorType.__dict__['gi_frame'], file.__dict__['closed'], BaseException.__dict__['args'], object.__dict__['__class__'], complex.__dict__['real'], slice.__dict__['start'], types.CodeType.__dict__['co_code']]:
    for o in objs[:40] + [None]:
        for f in (lambda: d.__get__(o), lambda: d.__set__(o, 1), lambda: d.__delete__(o), lambda: d.__get__(o, type(o)), lambda: d.__get__(None, type(o))):
            try: f()
            except Exception: pass
print 'descriptors'
