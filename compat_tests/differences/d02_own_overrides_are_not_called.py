# D2: a built-in method does not call overridden methods of its own object
class D(dict):
    def __getitem__(self, key):
        return 'overridden'
    def __contains__(self, key):
        return False
    def __setitem__(self, key, value):
        raise AssertionError
    def keys(self):
        raise AssertionError
d = D(a=1)
print d.get('a'), d.has_key('a'), d.setdefault('b', 2), d.items() == [('a', 1), ('b', 2)], d.pop('a'), d['zz']
d.update({'q': 3})
print sorted(dict.keys(d))
class L(list):
    def __getitem__(self, i):
        return 'overridden'
    def __len__(self):
        return 100
    def append(self, x):
        raise AssertionError
l = L([3, 1, 2])
l.sort()
l.extend([4])
print l.index(2), l.pop(), l.count(1), list.__repr__(l), l[0]
class S(str):
    def __len__(self):
        return 100
    def __getitem__(self, i):
        return 'z'
s = S('abc')
print s.upper(), s.center(5), s.find('c'), s.replace('a', 'x'), s[0], len(s)
