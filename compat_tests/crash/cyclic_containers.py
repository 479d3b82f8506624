# containers that contain themselves: repr, compare, json-free printing
l = []
l.append(l)
d = {}
d['d'] = d
t = ([],)
t[0].append(t)
print l, d, t, repr([d, l])
m = []
m.append(m)
for f in (lambda: l == m, lambda: d == {'d': d}, lambda: cmp(l, m), lambda: hash(t)):
    try:
        print f(),
    except (RuntimeError, TypeError) as e:
        print type(e).__name__,
print
class A(object): pass
a = A(); a.self = a
s = set([frozenset([1])]); print s
from collections import deque, defaultdict, OrderedDict
q = deque(); q.append(q); print q
dd = defaultdict(list); dd['x'] = dd; print repr(dd) == repr(dd)
o = OrderedDict(); o['o'] = o; print o
