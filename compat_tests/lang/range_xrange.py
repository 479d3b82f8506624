# range and xrange: steps, lengths, large values, errors
print range(5), range(2, 8, 3), range(5, 0, -2), range(0), range(3, 1)
x = xrange(1, 10, 3)
print x, len(x), x[1], x[-1], list(x), list(reversed(x)), 7 in x, xrange(3), xrange(2, 5)
for bad in ('range()', 'range(1, 2, 0)', 'xrange(1, 2, 0)', 'range("a")', 'range(1.5)', 'xrange(1.5)', 'x[3]', 'xrange(10**20)', 'range(10**20)', 'xrange(1)[0:1]'):
    try:
        print bad, eval(bad)
    except (TypeError, ValueError, IndexError, OverflowError, MemoryError) as e:
        print bad, type(e).__name__, e
print range(2 ** 62, 2 ** 62 + 2), range(10 ** 20, 10 ** 20 + 3), range(-2 ** 63, -2 ** 63 + 2)
print xrange(5) == xrange(5), range(3) == [0, 1, 2]
