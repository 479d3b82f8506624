# itertools: every function on small inputs
from itertools import *
print list(islice(count(3), 3)), list(islice(count(1, 2), 3)), list(islice(count(0.5, 0.25), 3)), count(5), list(islice(cycle('ab'), 5)), list(repeat('x', 2)), repeat(1, 3), list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c'])), list(compress('abcd', [1, 0, 1, 0])), list(dropwhile(lambda x: x < 2, range(4))), list(takewhile(lambda x: x < 2, range(4))), list(ifilter(None, [0, 1])), list(ifilterfalse(None, [0, 1])), list(imap(lambda a, b: a + b, 'ab', 'cd')), list(imap(None, 'a', 'b')), list(izip('ab', 'c')), list(izip_longest('ab', 'c', fillvalue='-')), list(starmap(pow, [(2, 3), (3, 2)]))
print [(k, list(g)) for k, g in groupby('aabbba')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], lambda x: x % 2)], list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(permutations('abc', 2)), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), list(product()), list(permutations([])), list(combinations('a', 2))
a, b = tee(iter(range(3)))
print a.next(), list(b), list(a), list(islice('abcdef', 1, 5, 2)), list(islice('abc', 2)), list(islice('abc', 1, None)), list(izip()), list(chain())
g = groupby('aab')
k1, g1 = g.next()
k2, g2 = g.next()
print k1, list(g1), k2, list(g2)
for e in ('islice([], -1)', 'islice([1], 0, 1, 0)', 'count("a")', 'repeat(1, "a")', 'product(5)', 'permutations("a", -1)', 'imap(None)', 'izip(5)', 'tee([], -1)', 'cycle(5)', 'starmap(pow, [5]).next()', 'chain(5).next()', 'islice([], "a")', 'izip_longest([], x=1)', 'combinations("ab")', 'compress("a", 5)', 'imap(5, [1]).next()', 'groupby()', 'ifilter(None)', 'product([], repeat=-1)', 'list(islice(count(), 2 ** 70))'):
    try:
        eval(e)
        print e, 'fine'
    except (ValueError, TypeError) as x:
        print e, '->', type(x).__name__, x
c = count(2 ** 62)
c.next(); print c, list(islice(count(2 ** 63 - 1), 2)), list(islice(repeat([]), 2))
