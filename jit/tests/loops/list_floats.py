# Lists of floats, read and written unboxed.
def loop(a, b, n):
    total = 0.0
    for i in xrange(n):
        b[i] = a[i] * 2.0
        total += b[i]
    return total

a = [k * 0.5 for k in range(150)]
b = [0.0] * 150
result = loop(a, b, 150), b[-2:]
