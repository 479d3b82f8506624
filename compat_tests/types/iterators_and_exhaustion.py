# iterators of built-in types: exhaustion is final, length hints do not matter, copies
for it in (iter([1, 2]), iter((1, 2)), iter('ab'), iter(u'ab'), iter({1: 2}), iter(set([1])), iter(xrange(2)), iter(bytearray('a')), reversed([1]), enumerate('a'), {1: 2}.iteritems(), iter(lambda: 0, 0), iter(open('/dev/null')), (x for x in [1])):
    l = list(it)
    print type(it).__name__, l,
    try:
        it.next()
        print 'more'
    except StopIteration:
        print iter(it) is it
l = [1, 2, 3]
it = iter(l)
it.next(); l.append(4); print list(it)
l.append(5); print list(it)
it = iter(l); del l[:]; print list(it)
class C(object):
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def next(self):
        self.n += 1
        if self.n % 3 == 0: raise StopIteration
        return self.n
c = C(); print list(c), list(c), zip(c, 'ab'), next(c, 'd')
print zip(iter([1, 2, 3]), *[iter('ab')]), map(None, iter([1]), iter([1, 2])), max(iter([3, 1])), sorted(iter('cab')), dict(iter([(1, 2)])), ','.join(iter('xy')), tuple(iter([])), sum(iter([1, 2])), 2 in iter([1, 2, 3]), set(iter('aa')), list(iter([1]).__iter__())
