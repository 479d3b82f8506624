import sys, atexit
def hook(*a): raise ValueError(a[0].__name__)
def last(): print 'last',
atexit.register(last)
sys.excepthook = hook
print 'a',
raise KeyError(5)
