# Leaves for good where small ints end: the sum goes on as a long.
def loop(n):
    x = 1
    for i in xrange(n):
        x = x + x
    return x

result = loop(80)
