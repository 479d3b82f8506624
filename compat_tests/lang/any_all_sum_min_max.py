# aggregate built-ins and their errors
print any([]), all([]), any([0, 1]), all([1, 0]), any(x > 2 for x in range(4)), sum([]), sum([1, 2.5]), sum([[1], [2]], [])
print min(3, 1, 2), max('abc'), min([2, 1], key=lambda x: -x), max(1, 2, key=lambda x: -x), max([1, 1.0]), min((1L, 1))
for bad in ('sum(["a"], "")', 'sum("ab")', 'min()', 'max([])', 'min(1)', 'max(1, 2, key=5)', 'max(1, foo=2)', 'any(5)', 'sum([1, "a"])'):
    try:
        print eval(bad)
    except (TypeError, ValueError) as e:
        print type(e).__name__, e
print sum(range(10), 5), sum([0.1] * 10), sum([1, 2L]), sum([2 ** 62, 2 ** 62])
