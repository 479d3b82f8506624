# A called function looks at the frames: they are all there, with their variables.
import sys

def look(k):
    frame = sys._getframe()
    return frame.f_back.f_locals['i'] + frame.f_locals['k'] + (frame.f_back.f_code.co_name == 'loop')

def peek():
    return sys._getframe(1).f_locals['t']

def middle(t):
    return peek()

def loop(n):
    total = 0
    for i in xrange(n):
        total += look(i)
        total += middle(i)
    return total

result = loop(60)
