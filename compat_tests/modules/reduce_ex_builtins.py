# __reduce__ and __reduce_ex__ of built-in types and instances
import copy_reg
class A(object):
    pass
class S(object):
    __slots__ = ('p', 'q')
class L(list): pass
class D(dict): pass
class I(int): pass
class N(object):
    def __new__(cls, *a): return object.__new__(cls)
    def __getnewargs__(self): return (1, 2)
a = A(); a.x = 1
s = S(); s.p = 1
l = L([1]); l.y = 2
def show(r):
    return tuple(getattr(x, '__name__', x) if not isinstance(x, tuple) else tuple(getattr(y, '__name__', y) for y in x) if x else x for x in r)
print show(a.__reduce_ex__(2)), show(a.__reduce_ex__(0)), show(s.__reduce_ex__(2)), show(N().__reduce_ex__(2)), show(I(5).__reduce_ex__(2)), show(I(5).__reduce_ex__(0))
r = l.__reduce_ex__(2); print show(r[:3]), list(r[3]), r[4]
r = D(k=1).__reduce_ex__(2); print show(r[:3]), r[3], list(r[4])
try:
    s.__reduce_ex__(0)
except TypeError as e:
    print e
print set([1]).__reduce__()[0].__name__, frozenset([1]).__reduce__()[1], bytearray('a').__reduce__()[0].__name__, xrange(1, 5, 2).__reduce__()[1], Exception(1, 2).__reduce__()[1], (5).__reduce_ex__(2)[1:], ValueError('x').__reduce_ex__(2)[1]
for v in (iter([]), (i for i in ()), len, sum.__class__, open('/dev/null'), lambda: 0):
    try:
        r = v.__reduce_ex__(2)
        print type(v).__name__, type(r).__name__
    except TypeError as e:
        print type(v).__name__, '->', e
