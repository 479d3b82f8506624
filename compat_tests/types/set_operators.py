# Operators between sets and frozensets, small and large; what subclasses say.
a = set([1, 2, 3])
b = frozenset([2, 3, 4])
for operation in 'a&b', 'a|b', 'a-b', 'a^b', 'b&a', 'b|a', 'b-a', 'b^a':
    result = eval(operation)
    print operation, type(result).__name__, sorted(result)
big = set(range(100))
print sorted(big - set([3, 4])) == [i for i in range(100) if i not in (3, 4)], len(big - big), len(big & set(range(50, 200)))
left = big - set([5, 6, 500])
left.add(5)
left.discard(7)
print len(left), 5 in left, 6 in left, 7 in left, sorted(left)[:8]
s, t = set('abc'), set('bcd')
print sorted(s & t), sorted(s - t), s <= t, s <= s | t, s < s | t, s >= set(), s == set('cab'), s != t, s.isdisjoint(t)
print set([1, 2]) == set([1.0, 2L]), set(['a']) == set([u'a']), set(['a']) & set([u'a']), set([1]) <= set([True, 2])
a |= b
print sorted(a)
a &= set([1, 2])
print sorted(a)
a -= set([1])
a ^= set([2, 5])
print sorted(a)
for expression in 'a | [1]', 'a + a', 'a & 3', 'a < 3', 'a * 2':
    try:
        print expression, eval(expression)
    except TypeError, e:
        print expression, '->', e


class S(set):
    def __or__(self, other):
        return 'S.__or__'

    def __ror__(self, other):
        return 'S.__ror__'

print S([1]) | set([2]), set([2]) | S([1]), type(S([1]) & set([1])).__name__, type(S([1]) - set()).__name__
walked = set(range(3))
try:
    for item in walked:
        walked.add(item + 10)
except RuntimeError, e:
    print e
