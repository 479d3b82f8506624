# The same by a built-in function within an inlined frame, which the trace calls all along.
import sys

def caller_line(k, get, depth):
    return get(depth).f_locals.get('i', -1) + k

def loop(n):
    total = 0
    depths = [1] * 12 + [0, 1] * 20
    for i in xrange(n):
        total += caller_line(i, sys._getframe, depths[i])
    return total

result = loop(50)
