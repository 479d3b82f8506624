# print >>file writes to any object with write; >>None means sys.stdout
import sys
class W(object):
    def __init__(self):
        self.parts = []
    def write(self, s):
        self.parts.append(s)
w = W()
print >>w, 'a', 1,
print >>w, 'b'
print >>w
print w.parts
print >>None, 'to stdout'
print >>sys.stdout, 'x', 'y'
try:
    print >>5, 'x'
except AttributeError as e:
    print e
