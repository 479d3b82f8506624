# round and float repr over many values
print [round(x, n) for n in (-2, -1, 0, 1, 2, 3) for x in (0.5, 1.5, 2.5, 1.25, 1.35, 2.675, 1234.5678, -0.5, -1.45, 5e15 + 0.5, 1e22, 0.05, 0.15)]
x = 0.1
for i in range(25):
    print repr(x), str(x), '%.17g' % x, '%.3f' % x
    x = x * 7.3 - 0.01
for i in range(-10, 25, 3):
    y = 1.2345678901234567 * 10 ** i
    print repr(y), str(y), y == float(repr(y)), '%g' % y, '%e' % y
