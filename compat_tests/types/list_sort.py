# list.sort: stability, mixed numbers, key, reverse, errors leave the list whole
import random
l = [3, 1.5, 2L, True, -1]
l.sort(); print l
l.sort(reverse=True); print l
l = ['b', 'A', 'a', 'B']
l.sort(key=str.lower); print l
l.sort(None, str.upper, True); print l
l.sort(cmp=lambda a, b: -cmp(a, b)); print l
r = random.Random(7)
for n in (0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 5000):
    for kind in range(5):
        if kind == 0: l = [r.random() for _ in range(n)]
        elif kind == 1: l = [r.randrange(10) for _ in range(n)]
        elif kind == 2: l = range(n)
        elif kind == 3: l = range(n, 0, -1)
        else: l = range(n); l[n // 2:n // 2 + 3] = [5, 1, 9]
        m = [(x, i) for i, x in enumerate(l)]
        s = sorted(m, key=lambda p: p[0])
        if not all(s[i][0] < s[i + 1][0] or s[i][0] == s[i + 1][0] and s[i][1] < s[i + 1][1] for i in range(len(s) - 1)):
            print 'bad', n, kind
        t = sorted(m, key=lambda p: p[0], reverse=True)
        if not all(t[i][0] > t[i + 1][0] or t[i][0] == t[i + 1][0] and t[i][1] < t[i + 1][1] for i in range(len(t) - 1)):
            print 'bad reverse', n, kind
        if sorted(l) != [p[0] for p in s]:
            print 'bad plain'
class X(object):
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return 'X%d' % self.v
print sorted([X(3), X(1), X(2)]), sorted([(2, 'b'), (1, 'z'), (2, 'a')]), sorted([[2], [1, 5], [1]]), sorted('hello'), sorted([u'b', 'a', 'c'])
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print calls
class Bad(object):
    def __lt__(self, o): raise ValueError('lt')
l = [Bad(), Bad()]
try:
    l.sort()
except ValueError as e:
    print e, len(l)
