# A frame is looked at only when the trace runs: it must stay as it is, so the trace is left there.
import sys

def look(k):
    frame = [None]
    if k >= 40:
        frame = sys._getframe()
    return frame

def loop(n):
    kept = []
    for i in xrange(n):
        kept.append(look(i))
    return [f.f_locals['k'] for f in kept[45:]]

result = loop(50)
