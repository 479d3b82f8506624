# comparison of sequences of mixed items, and with cmp
pairs = [([], []), ([1], []), ([1, 2], [1, 2, 3]), ([1, 3], [1, 2, 3]), ((1, 'a'), (1, 'b')), ((1,), [1]), ('ab', 'abc'), (u'ab', 'ab'), ([[1], 2], [[1], 3]), ([1.0], [1L]), ((), ''), ([None], [0]), ({}, []), (set([1]), set([1, 2])), (xrange(3), xrange(3)), ('', None), (1, '1'), (2.5, 2), (True, 1)]
for a, b in pairs:
    row = [a == b, a != b]
    for f in (lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b):
        try:
            row.append(f())
        except TypeError as e:
            row.append('TypeError')
    print a, b, row
