# D1: id() of numbers is computed from the value; x is y exactly when id(x) == id(y)
values = [0, 1, -1, 10 ** 6, 10 ** 6 + 0, 2 ** 62, 1L, 0L, 2 ** 63, 10L ** 40, 10L ** 40 + 0, 0.0, -0.0, 1.0, 1.5, 0.5 * 3, float('nan'), float('inf'), 1j, 1j * 1, complex(1, 2), complex(1, 2), True, False, None]
bad = [(x, y) for x in values for y in values if (x is y) != (id(x) == id(y))]
print bad
print id(10 ** 6) == id(10 ** 5 * 10), id(1.5) == id(3 / 2.0), id(10L ** 30) == id(10L ** 29 * 10), id(2j) == id(1j * 2), id(1) == id(1L), id(1) == id(True)
print isinstance(id(5), (int, long)), isinstance(id(1.5), (int, long)), len(set(id(i) for i in range(1000)))
