# D15: __len__ and __length_hint__ are not called to preallocate
class C(object):
    def __iter__(self):
        return iter([1, 2])
    def __len__(self):
        print 'len called'
        return 2
    def __length_hint__(self):
        print 'hint called'
        return 2
c = C()
l = []
l.extend(c)
print list(c), tuple(c), l, sorted(c), set(c) == set([1, 2]), map(None, c), [x for x in c], zip(c, c), dict.fromkeys(c, 0) == {1: 0, 2: 0}, ''.join(C.__name__), filter(None, c)
