# An exception out of an inlined call passes the rebuilt frames.
import sys

def risky(d, k):
    return d[k] + 1

def loop(d, n):
    total = 0
    for i in xrange(n):
        total += risky(d, i)
    return total

try:
    result = loop(dict((k, k) for k in range(90)), 100)
except KeyError as e:
    tb, lines = sys.exc_info()[2], []
    while tb is not None:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get('total')))
        tb = tb.tb_next
    result = e.args, lines[1:]
