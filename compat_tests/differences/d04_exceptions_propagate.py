# D4: exceptions from comparison, hashing and hooks are not swallowed
class E(object):
    def __init__(self, h=1):
        self.h = h
    def __hash__(self):
        return self.h
    def __eq__(self, o):
        raise ValueError('eq')
def t(f):
    try:
        return f()
    except Exception as e:
        return '%s: %s' % (type(e).__name__, e)
d = {E(): 1}
print t(lambda: d[E()]), t(lambda: E() in d), t(lambda: d.get(E())), t(lambda: d.has_key(E())), t(lambda: d.setdefault(E(), 1)), t(lambda: d.pop(E(), 0)), t(lambda: d.update({E(): 2}))
s = set([E()])
print t(lambda: E() in s), t(lambda: s.add(E())), t(lambda: s.discard(E())), t(lambda: [E()] == [E()]), t(lambda: E() in [E()]), t(lambda: [1].index(E())), t(lambda: [E()].remove(5)), t(lambda: (E(),) == (E(),)), t(lambda: [E()].count(1))
class C(object):
    def __cmp__(self, o):
        raise KeyError('cmp')
print t(lambda: C() == 1), t(lambda: C() < 1), t(lambda: cmp(C(), 1)), t(lambda: sorted([C(), C()])), t(lambda: max(C(), C()))
class H(object):
    def __hash__(self):
        raise IndexError('hash')
print t(lambda: {H(): 1}), t(lambda: H() in {}), t(lambda: set([H()])), t(lambda: hash((1, H())))
class M(type):
    def __instancecheck__(cls, o):
        raise OSError('ic')
    def __subclasscheck__(cls, c):
        raise OSError('sc')
class K(object):
    __metaclass__ = M
print t(lambda: isinstance(1, K)), t(lambda: issubclass(int, K))
class A(object):
    def __getattr__(self, n):
        raise ValueError(n)
print hasattr(A(), 'x')
