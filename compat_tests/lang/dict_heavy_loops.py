# dicts that grow, shrink and change the kinds of their keys
d = {}
for i in xrange(5000): d[i] = i * 2
print len(d), d[4999], sum(d.itervalues())
for i in xrange(0, 5000, 2): del d[i]
print len(d), 1 in d, 2 in d, sum(d)
d['str'] = 's'; d[1.5] = 'f'; d[(1, 2)] = 't'; d[None] = 'n'; d[2 ** 70] = 'L'; d[u'\xe9'] = 'u'
print len(d), d['str'], d[1.5], d[1, 2], d[None], d[2L ** 70], d[u'\xe9'], d[1.0], d[True], d.get(3L)
e = dict((str(i), i) for i in range(1000))
print len(e), e['999'], e[u'500'], '1000' in e, sum(e[k] for k in e)
for k in list(e):
    if int(k) % 3: e.pop(k)
print len(e), sorted(e)[:3]
e.clear(); e['again'] = 1; print e
c = {}
for w in ('the quick the lazy the dog quick').split(): c[w] = c.get(w, 0) + 1
print sorted(c.items())
g = {}
for i in range(20): g.setdefault(i % 3, []).append(i)
print sorted(g.items())
n = {}
for i in range(50): n[i, str(i)] = {i: [i]}
print n[7, '7'][7], len(n)
class K(object): pass
ks = [K() for _ in range(100)]
o = dict((k, i) for i, k in enumerate(ks))
print all(o[k] == i for i, k in enumerate(ks)), K() in o
x = {0: 'int'}; x[0.0] = 'float'; x[False] = 'bool'; print x, x.keys()[0] is 0
