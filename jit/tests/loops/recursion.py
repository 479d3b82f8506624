# The loop's own function is called again from the loop.
def walk(n, depth):
    total = 0
    for i in xrange(n):
        if depth and i % 10 == 0:
            total += walk(n, depth - 1)
        total += 1
    return total

result = walk(40, 2)
