# An xrange iterator is stepped in the trace.
def loop(n):
    total = 0
    for i in xrange(1, n, 2):
        total += i
    return total

result = loop(400)
