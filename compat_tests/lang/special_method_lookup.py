# implicit special method calls look at the type, not the instance
class C(object):
    def __len__(self):
        return 1
c = C()
c.__len__ = lambda: 99
print len(c), c.__len__()
c.__call__ = lambda: 1
try:
    c()
except TypeError as e:
    print e
c.__iter__ = lambda: iter([1])
try:
    iter(c)
except TypeError as e:
    print e
C.__call__ = lambda self, *a: a
print c(1, 2)
class Meta(type):
    def __len__(cls):
        return 5
    def __iter__(cls):
        return iter('xy')
    def __getitem__(cls, k):
        return k
    def __contains__(cls, k):
        return k == 1
class K(object):
    __metaclass__ = Meta
print len(K), list(K), K['q'], 1 in K, 2 in K
