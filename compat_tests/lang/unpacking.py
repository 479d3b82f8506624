# sequence unpacking: nested, from iterators, and the two errors
a, b = 1, 2
a, b = b, a
print a, b
(x, (y, z)), w = (1, [2, 'q']), 'w'
print x, y, z, w
p, q, r = 'xyz'
print p, q, r
[m, n] = {1: 2, 3: 4}
print m, n
i, j = (k * 2 for k in (1, 2))
print i, j
for bad in ((1,), (1, 2, 3), 5, iter([1, 2, 3])):
    try:
        a, b = bad
    except (ValueError, TypeError) as e:
        print type(e).__name__, e
try:
    a, b, c = [1, 2]
except ValueError as e:
    print e
a = b = c = []
print a is b is c
