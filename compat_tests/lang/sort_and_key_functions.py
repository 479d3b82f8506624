# sorted, list.sort with key, cmp and reverse; stability; what happens when the list changes
data = [(1, 'b'), (0, 'a'), (1, 'a'), (0, 'b')]
print sorted(data, key=lambda p: p[0])
print sorted(data, key=lambda p: p[0], reverse=True)
print sorted(data, cmp=lambda a, b: cmp(a[1], b[1]))
print sorted('bAc', key=str.lower), sorted([3, 1, 2], reverse=True), sorted({'b': 1, 'a': 2})
l = range(10)
l.sort(key=lambda x: -x % 4)
print l
l = [3, 1, 2]
def evil(x):
    l.append(x)
    return x
try:
    l.sort(key=evil)
except ValueError as e:
    print e
def bad(a, b):
    raise KeyError('in cmp')
l = [2, 1]
try:
    l.sort(bad)
except KeyError as e:
    print e, l
try:
    sorted([1, 2], lambda a, b: 'x')
except TypeError as e:
    print e
import random
r = random.Random(3)
big = [(r.randrange(50), i) for i in range(2000)]
s = sorted(big, key=lambda p: p[0])
print all(a[0] < b[0] or a[1] < b[1] for a, b in zip(s, s[1:]))
print sorted(big, reverse=True) == sorted(big)[::-1]
