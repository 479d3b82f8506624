# Floats are unboxed within the trace and boxed anew where registers need them.
def loop(n):
    x, y = 0.5, 1.0
    for i in xrange(n):
        x = x * 3.75 * (1.0 - x)
        y = y + x / (y - 0.25)
    return x, y

result = loop(120)
