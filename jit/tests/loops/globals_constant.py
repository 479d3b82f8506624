# Globals and builtins that nobody writes are constants of the trace.
SCALE = 3

def loop(items, n):
    total = 0
    for i in xrange(n):
        total += SCALE * len(items) + abs(-i)
    return total

result = loop([1, 2], 120)
