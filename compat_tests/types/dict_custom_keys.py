# dict lookup: hash before eq, identity before eq, exceptions
class K(object):
    def __init__(self, n, h):
        self.n, self.h = n, h
    def __hash__(self):
        return self.h
    def __eq__(self, o):
        print 'eq(%s,%s)' % (self.n, getattr(o, 'n', o)),
        return isinstance(o, K) and self.n == o.n
a, b, c = K('a', 1), K('b', 1), K('a', 1)
d = {a: 1}
print d[a]
print b in d
print d[c]
d[c] = 2
print len(d), d.keys()[0] is a
print K('a', 2) in d
class E(K):
    def __eq__(self, o):
        raise ValueError('eq failed')
    __hash__ = K.__hash__
try:
    E('x', 1) in d
except ValueError as e:
    print e
class H(object):
    def __hash__(self):
        raise KeyError('hash failed')
try:
    {}[H()]
except KeyError as e:
    print e
