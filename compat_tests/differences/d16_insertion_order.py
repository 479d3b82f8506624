# D16: dicts and sets iterate in insertion order
d = {'b': 1, 'a': 2, 'c': 3}
print d, d.keys(), list(d)
del d['a']
d['a'] = 4
d['b'] = 5
print d.items(), d.popitem()
s = set(['z', 'a', 'm'])
s.add('b'); s.discard('a'); s.add('a')
print s, list(frozenset('qwerty')), {3, 1, 2}, {k: 1 for k in 'hello'}
print dict([(5, 1), (3, 2), (9, 3)]).keys(), dict(x=1, b=2, a=3).keys() == ['x', 'b', 'a'], {1000 - i: i for i in range(5)}.keys()
class C(object):
    def __init__(self):
        self.zeta = 1
        self.alpha = 2
        self.mid = 3
print C().__dict__.keys(), dict.fromkeys('cab').keys(), d.copy().keys(), list(set('ab') | set('ca')), list(set('abc') - set('b'))
def f(**kw):
    return kw.keys()
print f(z=1, y=2, x=3)
