# list subclasses: overridden methods and builtin behaviour
class L(list):
    def __getitem__(self, i):
        return 'item'
    def __len__(self):
        return 99
    def __iter__(self):
        return iter('it')
l = L([1, 2])
print l[0], len(l), list(l), l, l + [3], type(l + []).__name__, type(l * 2).__name__, l == [1, 2], repr(l), type(l[:]).__name__, l.pop(), tuple(l), sorted(l), [x for x in l]
class M(list):
    def append(self, x):
        list.append(self, x * 2)
m = M()
m.append(1); m.extend([5]); m += [6]
m.attr = 1
print m, m.attr, m.__class__.__name__, M('ab'), isinstance(m, list)
