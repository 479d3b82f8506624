# An int that turns into a float in the middle: the guard fails from then on.
def loop(n):
    x = 0
    for i in xrange(n):
        if i == 60:
            x = x + 0.5
        x = x + i
    return x

result = loop(100)
