# requests for huge objects raise MemoryError or OverflowError
for e in ('"a" * (2 ** 62)', '[0] * (2 ** 62)', '(0,) * (2 ** 62)', 'u"a" * (2 ** 62)', 'bytearray(2 ** 62)', 'range(2 ** 62)', '"a" * (2 ** 70)', 'xrange(2 ** 70)', '"%*d" % (2 ** 62, 1)', '"a".ljust(2 ** 62)', '"\\t".expandtabs(2 ** 62)', '"ab".replace("", "x" * 100000) and "a" * sys.maxint', 'bytearray("a") * (2 ** 62)', '1 << (2 ** 62)', '"a".zfill(2 ** 63)', '"x".center(2 ** 62)', '"{:%d}".format(1) % 2 ** 62', 'list(xrange(2 ** 62)) if 0 else [None] * sys.maxint', '[1, 2] * (2 ** 62)', '"{0:{1}}".format("a", 2 ** 70)'):
    import sys
    try:
        eval(e)
        print e, 'worked'
    except (MemoryError, OverflowError, ValueError, TypeError) as x:
        print 'refused'
