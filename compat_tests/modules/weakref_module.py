# weak references, proxies, dictionaries; dead after collection
import weakref, gc
class A(object):
    def m(self): return 'm'
a = A()
log = []
r = weakref.ref(a, lambda ref: log.append('dead'))
p = weakref.proxy(a)
q = weakref.ref(a)
print r() is a, p.m(), weakref.getweakrefcount(a), r == q, hash(r) == hash(a), isinstance(p, A), type(p).__name__, len(weakref.getweakrefs(a))
d = weakref.WeakValueDictionary(); d['k'] = a
k = weakref.WeakKeyDictionary(); k[a] = 1
s = weakref.WeakSet([a])
print len(d), len(k), len(s), 'k' in d, a in k
del a
gc.collect(); gc.collect()
print r(), log, len(d), len(k), len(s), d.get('k')
try:
    p.m()
except ReferenceError as e:
    print e
for v in (5, 'a', [], {}, (), None):
    try:
        weakref.ref(v)
        print 'ok'
    except TypeError as e:
        print e
print weakref.ref(A) () is A, weakref.ref(set([1])) is not None, callable(r), repr(r).startswith('<weakref at')
