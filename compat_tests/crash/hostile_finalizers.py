# finalizers and callbacks of weak references that collect, raise, resurrect, and make more of themselves
import gc, weakref, sys
sys.setrecursionlimit(100)
class D(object):
    log = []
    def __init__(self, f): self.f = f
    def __del__(self): self.f(self)
L = []
D(lambda s: L.append(s)); gc.collect(); del L[:]; gc.collect()
def chain(n):
    def f(s):
        if n: D(chain(n-1)); gc.collect()
    return f
D(chain(50)); gc.collect(); print 'chain'
D(lambda s: gc.collect()); gc.collect(); print 'rec'
def boom(s): raise ValueError('x')
class W(object):
    def write(self, s): pass
err = sys.stderr
sys.stderr = W()
D(boom); gc.collect()
sys.stderr = None
D(boom); gc.collect()
class W2(object):
    def write(self, s): raise KeyError
sys.stderr = W2()
D(boom); gc.collect()
class W3(object):
    def write(self, s): D(boom); gc.collect()
sys.stderr = W3()
D(boom)
try: gc.collect()
except RuntimeError: pass
del sys.stderr
D(boom); gc.collect()
sys.stderr = err
# weakref callbacks that collect, that create weakrefs, that raise
class A(object): pass
refs = []
def cb(r):
    gc.collect(); a = A(); refs.append(weakref.ref(a, cb2)); del a; gc.collect()
def cb2(r): refs[:] = []
a = A(); r = weakref.ref(a, cb); del a; gc.collect(); gc.collect()
wd = weakref.WeakKeyDictionary(); wv = weakref.WeakValueDictionary(); ws = weakref.WeakSet()
for i in range(200):
    a = A(); a.me = a; a.x = [a]; wd[a] = i; wv[i] = a; ws.add(a); a.r = weakref.ref(a, lambda r: gc.collect())
    a.p = weakref.proxy(a)
del a
gc.collect()
# proxies to dead objects
a = A(); p = weakref.proxy(a); del a; gc.collect()
for f in [lambda: p.x, lambda: str(p), lambda: p+1, lambda: p(), lambda: len(p), lambda: p[0], lambda: p == 1, lambda: bool(p), lambda: iter(p), lambda: p in p, lambda: cmp(p, 1), lambda: setattr(p, 'a', 1), lambda: isinstance(p, A), lambda: p.__class__, lambda: unicode(p), lambda: int(p), lambda: hash(p), lambda: repr(p)[:10], lambda: type(p)]:
    try: f()
    except Exception: pass

# resurrect in many ways
class R(object):
    keep = []
    def __del__(self): R.keep.append(self); self.__class__ = R2
class R2(object):
    def __del__(self): R.keep.append(self)
for i in range(100): x = R(); x.x = x
del x
gc.collect(); R.keep = []; gc.collect(); gc.collect()
# generators with finally
def g():
    try: yield 1
    finally:
        gc.collect(); L.append(1)
def h():
    try: yield 1
    except GeneratorExit: yield 2
x = g(); x.next(); del x; gc.collect()
sys.stderr = W()
x = h(); x.next(); del x; gc.collect()
def selfref():
    me = yield
    try: yield
    finally:
        try: me.next()
        except ValueError: pass
        try: me.close()
        except ValueError: pass
x = selfref(); x.next(); x.send(x); del x; gc.collect()
sys.stderr = err
# __del__ on old style, del via getattr
class O:
    def __del__(self): L.append(self)
o = O(); o.o = o; del o; gc.collect()
class O2:
    def __getattr__(self, n): gc.collect(); raise AttributeError(n)
o = O2(); o.o = o; del o; gc.collect()
for i in range(300): D(lambda s: [D(lambda t: None) for j in range(3)])
gc.collect(); gc.collect(); print 'end'
