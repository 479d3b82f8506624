# containers nested 20,000 deep, under a recursion limit that lets one walk them: nothing takes quadratic time
import sys, time
sys.setrecursionlimit(10 ** 6)
def nest(wrap):
    value = wrap(None)
    for i in xrange(20000):
        value = wrap(value)
    return value
CLASSES = nest(lambda v: (v or int,))
start = time.time()
for wrap in (lambda v: [v], lambda v: (v,), lambda v: {1: v}):
    a, b = nest(wrap), nest(wrap)
    for f in (lambda: repr(a), lambda: '%s' % (a,), lambda: ''.join([str(a)]), lambda: a == b, lambda: cmp(a, b),
              lambda: sorted([a, b]), lambda: hash(a), lambda: isinstance('', CLASSES), lambda: issubclass(str, CLASSES)):
        try:
            f()
        except (RuntimeError, TypeError):
            pass
print 'done', time.time() - start < 60
