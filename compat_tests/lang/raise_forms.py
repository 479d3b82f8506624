# every form of raise
import sys
def t(code):
    try:
        exec code in globals()
    except:
        t, v, tb = sys.exc_info()
        print '%-40s %s %r' % (code, getattr(t, '__name__', t), getattr(v, 'args', type(v)))
class Old: pass
class OldInit:
    def __init__(self, *a):
        self.args = a
for code in ('raise ValueError', 'raise ValueError("m")', 'raise ValueError, "m"', 'raise ValueError, (1, 2)',
             'raise ValueError, ValueError("v")', 'raise ValueError("a"), None', 'raise ValueError("a"), "b"',
             'raise KeyError, LookupError("x")', 'raise LookupError, KeyError("x")', 'raise Old', 'raise Old()',
             'raise OldInit, 5', 'raise OldInit, (5, 6)', 'raise "string"', 'raise 5', 'raise None', 'raise',
             'raise (ValueError, KeyError), "t"', 'raise ValueError, None, None', 'raise ValueError, "x", 7',
             'raise int', 'raise object()'):
    t(code)
