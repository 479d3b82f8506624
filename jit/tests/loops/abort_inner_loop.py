# The outer loop is not recorded across the inner one, which has a trace of its own.
def loop(n):
    total = 0
    for i in xrange(n):
        for j in xrange(8):
            total += i * j
    return total

result = loop(60)
