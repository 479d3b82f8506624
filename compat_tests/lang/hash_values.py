# hash values of the basic types equal CPython's on 64 bits
print hash(''), hash('a'), hash('abc'), hash('hello world'), hash(u'abc'), hash(u'\u20ac')
print hash(1.5), hash(-0.25), hash(1e100), hash(float('inf')), hash(float('-inf')), hash(float('nan'))
print hash(2 ** 63), hash(2 ** 100), hash(-2 ** 100), hash(()), hash((1,)), hash((1, 'a', (2.5,)))
print hash(1j), hash(1 + 2j), hash(frozenset()), hash(frozenset([1, 2, 3]))
print hash(None) == hash(None), hash(True), hash(buffer('abc')) == hash('abc')
