# The path taken while recording is the trace; the others leave it.
def loop(n):
    a = b = c = 0
    for i in xrange(n):
        if i % 16 == 3:
            a += i
        elif i > n - 5:
            b += 1
        else:
            c += 2
    return a, b, c

result = loop(200)
