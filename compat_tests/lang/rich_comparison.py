# rich comparison methods, reflection, fallback to __cmp__ and to identity
class R(object):
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        print 'eq',
        return self.v == getattr(o, 'v', o)
    def __lt__(self, o):
        print 'lt',
        return self.v < getattr(o, 'v', o)
print R(1) == R(1), R(1) == 1, 1 == R(1), R(1) < 2, 2 > R(1)
print R(1) != R(1)
class C(object):
    def __init__(self, v):
        self.v = v
    def __cmp__(self, o):
        print 'cmp',
        return cmp(self.v, getattr(o, 'v', o))
print C(1) == C(1), C(1) < C(2), C(1) >= 2, 3 > C(1), cmp(C(1), C(2)), C(2) != 2
class NI(object):
    def __eq__(self, o):
        return NotImplemented
    def __cmp__(self, o):
        return 0
print NI() == 5
a = NI()
class Z(object): pass
x, y = Z(), Z()
print x == x, x == y, x != y, (x < y) != (y < x), cmp(x, x)
class BadCmp(object):
    def __cmp__(self, o):
        return 'x'
try:
    BadCmp() == 1
except TypeError as e:
    print e
print [1, 2] < [1, 3], (1, 'a') < (1, 'b'), [1] < [1, 0], 'a' < u'b', [R(1)] == [1]
