# Calls that more than fill registers push their frame themselves: it is taken over as it is.
def scaled(x, factor=2, *rest):
    return x * factor + len(rest)

def loop(n):
    total = 0
    for i in xrange(n):
        total += scaled(i) + scaled(i, factor=3)
    return total

result = loop(120)
