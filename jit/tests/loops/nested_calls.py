# Frames three deep in one trace.
def inner(a, b):
    return a * b + 1

def middle(a):
    t = inner(a, 3)
    return t - a

def loop(n):
    total = 0
    for i in xrange(n):
        total += middle(i)
    return total

result = loop(150)
