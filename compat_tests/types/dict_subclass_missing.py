# __missing__, subclasses, defaultdict-like behaviour
class D(dict):
    def __missing__(self, k):
        print 'missing', k
        return k * 2
d = D(a=1)
print d['a'], d['zz'], d.get('q'), 'q' in d, d.pop('q', None), len(d), type(d.copy()).__name__, D.fromkeys('x'), dict(d)
class E(dict):
    pass
e = E()
e.attr = 1
e[1] = 2
print e, e.attr, e == {1: 2}, type(e).__name__
try:
    {}.__missing__ = 1
except AttributeError as e:
    print e
