# a tee whose source asks the tee; keywords of a subclass are its own
import itertools
class I(object):
    def __iter__(self): return self
    def next(self): return next(b)
a, b = itertools.tee(I())
try:
    next(a)
except RuntimeError as e:
    print 'tee' in str(e)
class S(itertools.ifilter):
    def __init__(self, f, it, more=None):
        self.more = more
print list(S(None, [0, 1, 2], more=3)), S(None, [], more=4).more
try:
    itertools.ifilter(None, [], more=1)
except TypeError as e:
    print e
