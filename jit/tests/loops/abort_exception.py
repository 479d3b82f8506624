# An exception while recording has no place in a trace, caught or not.
def loop(n):
    bad = 0
    for i in xrange(n):
        try:
            bad += int('x')
        except ValueError:
            bad += 1
    return bad

result = loop(60)
