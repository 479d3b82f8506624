# D2: a built-in method calls overridden methods of another object
class D(dict):
    def __getitem__(self, key):
        return 42
d1 = {}
d1.update(D(a='foo'))
print d1['a']
class K(dict):
    def keys(self):
        return ['x', 'y']
    def __getitem__(self, key):
        return key * 2
d2 = {}
d2.update(K(a=1))
print sorted(d2.items()), sorted(dict(K(a=1)).items())
class L(list):
    def __iter__(self):
        return iter(['iter'])
l = [0]
l.extend(L([1, 2]))
print l, tuple(L([5])), sorted(L([9]))
class S(str):
    def __iter__(self):
        return iter(['s'])
print list(S('abc'))
class F(object):
    def __init__(self):
        self.got = []
    def write(self, s):
        self.got.append(s)
f = F()
print >>f, 'x',
print f.got
