# copy and deepcopy of built-in types and classes with the pickle protocols
import copy
for v in (1, 'a', u'b', 1.5, None, (1, [2]), [1, [2]], {'k': [1]}, set([1]), frozenset([1]), xrange(3), 10L, 1j, bytearray('x'), slice(1) if 0 else 0, len, int, Ellipsis):
    c, d = copy.copy(v), copy.deepcopy(v)
    print c == v, d == v,
print
l = [[1]]; c = copy.copy(l); d = copy.deepcopy(l); l[0].append(2); print c, d
class A(object):
    def __init__(self): self.x = [1]
a = A(); b = copy.copy(a); c = copy.deepcopy(a); print b.x is a.x, c.x is a.x, type(c).__name__
class Old:
    def __init__(self): self.y = [1]
o = Old(); print copy.copy(o).y is o.y, copy.deepcopy(o).y is o.y
class S(object):
    __slots__ = ('p',)
s = S(); s.p = [5]; print copy.copy(s).p, copy.deepcopy(s).p is s.p
class C(object):
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print copy.copy(C()), copy.deepcopy(C())
class G(object):
    def __getstate__(self): return {'st': 1}
    def __setstate__(self, s): self.got = s
print copy.copy(G()).got
class L(list): pass
x = L([1]); x.attr = [2]; y = copy.deepcopy(x); print y, y.attr, type(y).__name__, y.attr is x.attr
r = [1]; r.append(r); z = copy.deepcopy(r); print z[1] is z
class D(dict): pass
q = D(a=1); q.z = 5; w = copy.copy(q); print w, w.z
class R(object):
    def __reduce__(self): return (list, ((1, 2),))
print copy.copy(R())
try:
    copy.copy(iter([1])) if 0 else copy.deepcopy((i for i in ()))
except TypeError as e:
    print e
