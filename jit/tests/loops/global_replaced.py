# A function is replaced while the loop runs: the trace does not hold any more.
def step(x):
    return x + 1

def other(x):
    return x + 100

def loop(n):
    global step
    x = 0
    for i in xrange(n):
        x = step(x)
        if i == 60:
            step = other
    return x

result = loop(120)
