# __call__ and callable()
class C(object):
    def __call__(self, *a, **k):
        return a, k
c = C()
print c(), c(1, x=2), callable(c), callable(C), callable(5), callable(len), callable(lambda: 1)
class Old: pass
o = Old()
print callable(o)
o.__call__ = lambda: 5
print callable(o), o()
print map(c, [1, 2])
