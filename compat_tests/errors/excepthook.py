# sys.excepthook and sys.displayhook replaced
import sys
def hook(t, v, tb):
    print 'hook:', t.__name__, v, tb.tb_lineno
sys.excepthook = hook
sys.__stdout__.flush()
try:
    raise ValueError('x')
except ValueError:
    sys.excepthook(*sys.exc_info())
sys.displayhook(5)
sys.displayhook(None)
import __builtin__
print __builtin__._
