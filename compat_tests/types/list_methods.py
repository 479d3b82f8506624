# list methods
l = [3, 1, 2]
l.append(5); l.extend('ab'); l.extend(x for x in (7,)); l.insert(1, 'i'); l.insert(-1, 'j'); l.insert(100, 'end'); l.insert(-100, 'start')
print l, l.count(1), l.index(1), l.index('a', 3), l.index('b', -5, -1), l.pop(), l.pop(0), l.pop(-2), l
l.remove('a'); l.reverse()
print l, [1, 2, 1].count(True), [1.0, 1L].index(1)
for bad in ('[].pop()', '[1].pop(5)', '[1].pop("a")', '[1].remove(2)', '[1].index(2)', '[].insert(1)', '[].append()', '[].append(1, 2)', '[].extend(5)', '[1].index(1, 5)', '[1][5]', '[1]["a"]', '[1][1.0]', '[] + 5', '[] * 1.5', '[] + ()', '[1] * "a"', '[].sort(5)', '[].sort(foo=1)', 'list(5)', 'list(1, 2)', '[].__setitem__(0, 1)', '[].reverse(1)', '[1].pop(1, 2)', '[].index()', '[1] < 5 and 1'):
    try:
        print bad, eval(bad)
    except (IndexError, TypeError, ValueError) as e:
        print bad, '->', type(e).__name__, e
print list(), list('ab'), list((1, 2)), list({1: 2}), [1, 2] + [3], [1, 2] * 2, 2 * [1], [0] * -1, [1, [2]] == [1, [2]], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], 2 in [1, 2], [2] not in [[1]], len([1, 2])
a = [1]
a.append(a)
print a, repr(a), a == a, [[]] * 2
b = a * 2
print len(b)
l = [1, 2]
l += 'cd'
l *= 2
print l
