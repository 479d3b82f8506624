# set methods and operators
a, b = set([1, 2, 3]), set([3, 4])
print sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), sorted(a.union(b, [9])), sorted(a.intersection([2, 3, 7], (3,))), sorted(a.difference([1], [2])), sorted(a.symmetric_difference([3, 8])), a.issubset([1, 2, 3, 4]), a.issuperset([1]), a.isdisjoint([7]), a < set([1, 2, 3, 4]), a <= a, a > set(), a >= b, a == set([3, 2, 1]), a != b
c = a.copy()
c.add(7); c.discard(1); c.discard(99); c.remove(2); c.update([5], 'x'); print sorted(c, key=str)
c.intersection_update([5, 7]); print sorted(c)
c.difference_update([7]); print c
c.symmetric_difference_update([5, 6]); print c, c.pop(), c
c |= set([1]); c &= set([1, 2]); c ^= set([1, 3]); c -= set([9]); print c
c.clear(); print c, len(c), set('a'), frozenset('a'), set(), frozenset(), repr(set([frozenset([1])])), set([1, 1.0, True]), 1 in a, set([1]) in set([frozenset([1])])
for bad in ('set().pop()', 'set().remove(1)', 'set([[]])', '[] in set()', 'set() | [1]', 'set() & 5', 'set() < [1]', 'set(5)', 'set(1, 2)', 'hash(set())', 'set().add([])', 'set().update(5)', 'set() + set()', 'frozenset().add', 'cmp(set(), set())', 'set([1]).remove(set([2]))', 'set().union(5)', 'set(a=1)'):
    try:
        print bad, eval(bad)
    except (KeyError, TypeError, AttributeError) as e:
        print '->', type(e).__name__, e
f = frozenset([1, 2])
print sorted(f | a), type(f | a).__name__, type(a | f).__name__, f == set([1, 2]), hash(f) == hash(frozenset([2, 1])), f.copy() is f, frozenset(f) is f, {f: 1}[frozenset([2, 1])], type(f.union([3])).__name__
class S(set): pass
class F(frozenset): pass
print type(S([1]) | set()).__name__, type(F([1]) & f).__name__, S([1]) == set([1]), S([1]), F([1]), type(S([1]).copy()).__name__
s = set([1])
s |= s; s &= s; print s
s -= s; print s
