# conditions: truth of every kind of object, elif chains, conditional expressions
class T0(object):
    def __nonzero__(self):
        return False
class T1(object):
    def __len__(self):
        return 0
class T2(object):
    pass
class T3:
    def __len__(self):
        return 3
for v in (0, 1, 0L, 2L, 0.0, -0.5, 0j, 1j, '', 'a', u'', u'b', (), (0,), [], [0], {}, {1: 2}, set(), frozenset([1]),
          None, True, False, T0(), T1(), T2(), T3(), xrange(0), xrange(2), bytearray(), bytearray('x'), len):
    if not v:
        print 'F',
    elif v:
        print 'T',
    else:
        print '?',
print
for x in range(4):
    print 'zero' if x == 0 else 'one' if x == 1 else 'many',
print
class Bad(object):
    def __nonzero__(self):
        return 'x'
try:
    if Bad():
        pass
except TypeError as e:
    print e
class BadLen(object):
    def __len__(self):
        return -1
try:
    bool(BadLen())
except ValueError as e:
    print e
