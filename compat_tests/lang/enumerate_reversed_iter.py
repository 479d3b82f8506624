# enumerate, reversed, iter with a sentinel, next with a default
print list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate([], start=3)), enumerate('x').next()
print list(reversed([1, 2, 3])), list(reversed('abc')), list(reversed((1,)))
class R(object):
    def __reversed__(self):
        return 'custom'
class S(object):
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return i * 10
print reversed(R()), list(reversed(S()))
l = [1, 2, 3, 0, 4]
print list(iter(l.pop, 0)), l
it = iter([1])
print next(it), next(it, 'dflt')
for bad in ('next(it)', 'next(5)', 'iter(5)', 'iter(5, 6)', 'reversed({})', 'reversed(5)', 'enumerate(5)', 'next([])'):
    try:
        eval(bad)
    except (TypeError, StopIteration) as e:
        print bad, type(e).__name__, e
print list(enumerate('a', 2 ** 63))
