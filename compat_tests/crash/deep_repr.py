# repr, comparison, hashing and copying of deeply nested containers
def nest(kind, n):
    x = kind()
    for i in xrange(n):
        x = kind([x]) if kind is not dict else {1: x}
    return x
import copy, pickle, marshal
for kind in list, tuple, dict:
    x, y = nest(kind, 100000), nest(kind, 100000)
    for f in (lambda: repr(x), lambda: x == y, lambda: cmp(x, y), lambda: x < y, lambda: copy.deepcopy(x), lambda: pickle.dumps(x)):
        try:
            f()
            print 'fine',
        except RuntimeError as e:
            print 'ok',
    print
t = nest(tuple, 100000)
try:
    hash(t)
except RuntimeError:
    pass
print 'alive'
