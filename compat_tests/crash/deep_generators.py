# deep chains of generators and iterators
def g(it):
    for x in it:
        yield x
it = iter([1])
for i in range(100000):
    it = g(it)
try:
    print list(it)
except RuntimeError as e:
    print 'ok'
import itertools
it = iter([1])
for i in range(100000):
    it = itertools.chain(it)
try:
    list(it)
    print 'ended'
except RuntimeError:
    print 'ended'
print 'alive'
