# streams that fail, vanish or change while something is printed
import sys
out = sys.stdout
log = []
def t(x):
    try:
        sys.stdout = x
        print 'a', 'b'
    except Exception as e: log.append('%s %s' % (type(e).__name__, e))
    sys.stdout = out
class W(object):
    def __init__(self, f): self.write = f
def fail(s): raise ValueError(s)
def none(s): sys.stdout = None
def swap(s): sys.stdout = out
for x in (None, 5, W(fail), W(none), W(swap), W(5), W(log.append), object()): t(x)
del sys.stdout
try: print 'x'
except RuntimeError as e: log.append(str(e))
sys.stdout = W(log.append); sys.stdout.softspace = 1
print 'x',
print u'\xe9',
print
sys.stdout = out
class S(object):
    def __str__(self): log.append('str'); return 'S'
class N(object):
    @property
    def write(self): log.append('write'); return log.append
print >>N(), S()
try: print >>5, S()
except AttributeError as e: log.append(str(e))
class Soft(object):
    def __init__(self): self.__dict__['softspace'] = 'x'
    def __setattr__(self, n, v): raise KeyError(n)
    write = log.append
print >>Soft(), 'q', 'r'
f = open('/dev/null')
for w in ('', 'x'):
    try: print >>f, w
    except IOError as e: log.append(str(e))
f.close()
try: print >>f, 'x'
except ValueError as e: log.append(str(e))
for l in log: print repr(l)
