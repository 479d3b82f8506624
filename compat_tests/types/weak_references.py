# weakref: references, proxies, callbacks, comparison, hash
import gc
import weakref
def t(f):
    try:
        text = repr(f())
    except BaseException as e:
        text = type(e).__name__ + ': ' + str(e)
    print ' '.join('0x' if '0x' in word else word for word in text.split(' '))

class C(object):
    def method(self, x):
        return x
class Old:
    pass
class Number(object):
    def __add__(self, other):
        return ('add', other)
    def __radd__(self, other):
        return ('radd', other)
    def __iadd__(self, other):
        return ('iadd', other)
    def __neg__(self):
        return 'neg'
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return ('item', i)
    def __contains__(self, x):
        return x == 1
    def __iter__(self):
        return iter('abc')
    def __nonzero__(self):
        return False
    def __str__(self):
        return 'S'
    def __call__(self, *args):
        return args

c = C()
r = weakref.ref(c)
t(lambda: r() is c)
t(lambda: weakref.ref(c) is r)
t(lambda: weakref.ref(c, None) is r)
t(lambda: weakref.ref(c, len) is r)
# (The one with a callback dies at once only where references are counted.)
t(lambda: weakref.getweakrefcount(c) in (1, 2))
t(lambda: weakref.getweakrefs(c)[0] is r)
t(lambda: hash(r) == hash(c))
t(lambda: c.__weakref__ is r)
for value in [1, 1.5, 'a', (), [], {}, None, object(), 1L, u'a', slice(1), len, property()]:
    t(lambda: weakref.ref(value))
for value in [set(), frozenset(), C.method, c.method, t, Old, Old(), C, t.func_code, (x for x in '')]:
    t(lambda: weakref.ref(value)() is value)
t(lambda: weakref.ref())
t(lambda: weakref.ref(1, 2, 3))
t(lambda: r(1))
t(lambda: weakref.ref(c) == weakref.ref(c, len))
t(lambda: weakref.ref(c) != weakref.ref(C()))
t(lambda: r < 1 or True)

p = weakref.proxy(c)
t(lambda: weakref.proxy(c) is p)
t(lambda: type(p))
t(lambda: p.__class__)
t(lambda: isinstance(p, C))
t(lambda: p.method(4))
t(lambda: setattr(p, 'x', 5))
t(lambda: c.x)
t(lambda: hash(p))
n = Number()
q = weakref.proxy(n)
t(lambda: type(q))
t(lambda: q + 1)
t(lambda: 1 + q)
t(lambda: -q)
t(lambda: len(q))
t(lambda: q[2])
t(lambda: 1 in q)
t(lambda: list(q))
t(lambda: bool(q))
t(lambda: str(q))
t(lambda: q(1, 2))
t(lambda: ~q)
q2 = q
q2 += 2
print q2
t(lambda: weakref.proxy(3))

class Sub(weakref.ref):
    def __new__(cls, value, callback=None, tag=None):
        return weakref.ref.__new__(cls, value, callback)
    def __init__(self, value, callback=None, tag=None):
        weakref.ref.__init__(self, value, callback)
        self.tag = tag
s = Sub(c, tag='T')
t(lambda: (s.tag, s() is c, s == r))
t(lambda: Sub(c) is Sub(c))

log = []
def make(n):
    kept = []
    def inner():
        x = C()
        kept.append(weakref.ref(x, lambda ref: log.append((n, ref() is None, ref is kept[0]))))
        kept.append(weakref.proxy(x))
        hash(kept[0])
    inner()
    return kept
kept = [make(i) for i in range(3)]
def deep(n):
    return n and deep(n - 1)
deep(50)
gc.collect()
gc.collect()
print sorted(log)
t(lambda: [k[0]() for k in kept])
t(lambda: kept[0][1].method(1))
t(lambda: kept[0][0] == kept[1][0])
t(lambda: kept[0][0] == kept[0][0])
t(lambda: isinstance(hash(kept[0][0]), int))
