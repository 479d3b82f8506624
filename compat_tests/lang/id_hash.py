# hash agrees with equality across numeric types; unhashable types
print hash(1) == hash(1.0) == hash(1L) == hash(True) == hash(1 + 0j), hash('a') == hash(u'a'), hash(2 ** 64) == hash(float(2 ** 64))
print hash(-1), hash(-2), hash(0.5) == hash(complex(0.5)), hash((1, 2)) == hash((1.0, 2L)), hash(frozenset([1, 2])) == hash(frozenset([2, 1]))
for bad in ([], {}, set(), bytearray(), slice(1), ([],), ({},)):
    try:
        hash(bad)
        print 'hashable', bad
    except TypeError as e:
        print e
class E(object):
    def __eq__(self, o):
        return True
print isinstance(hash(E()), int)
class N(object):
    __hash__ = None
try:
    hash(N())
except TypeError as e:
    print e
class L(object):
    def __hash__(self):
        return 2 ** 70
print hash(L()) == hash(2 ** 70)
class S(object):
    def __hash__(self):
        return 'x'
try:
    hash(S())
except TypeError as e:
    print e
class OldEq:
    def __eq__(self, o):
        return 1
try:
    hash(OldEq())
except TypeError as e:
    print e
