# objects changed by their own callbacks
class E(object):
    def __init__(self, l): self.l = l
    def __eq__(self, o):
        del self.l[:]
        return False
    def __cmp__(self, o):
        del self.l[:]
        return 1
    __hash__ = None
for op in ('l.index(1)', 'l.remove(1)', 'l.count(1)', '1 in l', 'l == l2', 'l.sort()', 'max(l)', 'cmp(l, l2)', 'l < l2', 'sorted(l)'):
    l = []
    l.extend([E(l) for _ in range(10)])
    l2 = [E(l) for _ in range(10)]
    try:
        eval(op)
    except ValueError:
        pass
class K(object):
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, o):
        self.d.clear()
        return False
d = {}
for i in range(5):
    d[K(d)] = i
d.update(dict((K(d), i) for i in range(5)))
class It(object):
    def __init__(self, l): self.l = l
    def __iter__(self):
        for i in range(5):
            del self.l[:]
            yield i
l = range(10)
l[2:4] = It(l)
l.extend(It(l))
b = bytearray('abc')
class Idx(object):
    def __index__(self):
        del b[:]
        return 0
try:
    b[0:2] = b
    b[Idx()] = 5
except IndexError as e:
    print e
class S(object):
    def __repr__(self):
        del m[:]
        return 'S'
m = [S(), S(), S()]
print repr(m)
print ''.join(str(x) for x in [1]), 'alive'
