# an uncaught exception prints its traceback and the exit status is 1
def f(x):
    return g(x) + 1

def g(x):
    raise ValueError('bad %d' % x)

print 'before'
f(3)
print 'never'
