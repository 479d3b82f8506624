# container special methods of classes, old and new style
class Seq(object):
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, int) and i >= 3: raise IndexError(i)
        return i
    def __setitem__(self, k, v): print 'set', k, v
    def __delitem__(self, k): print 'del', k
    def __contains__(self, x): return x == 'in'
    def __reversed__(self): return iter('rev')
    def __iter__(self): return iter('it')
s = Seq()
print len(s), s[1], s[1:2], s[::2], list(s), 'in' in s, 1 in s, list(reversed(s)), max(s), zip(s, s), dict(zip(s, range(2))) == {'i': 0, 't': 1}
s[1] = 2; s[1:2] = 3; s['k'] = 4; del s[0]; del s[:]; del s[1:2, 3]
class Neg(object):
    def __len__(self): return 5
    def __getslice__(self, i, j): return i, j
    def __getitem__(self, k): return k
print Neg()[-1:], Neg()[-1], Neg()[:-2], Neg()[-100:2], Neg()[1:2:3]
class BadLen(object):
    def __len__(self): return self.v
for v in (-1, 'x', 2 ** 70, 1.5, True):
    b = BadLen(); b.v = v
    try:
        print len(b)
    except (TypeError, ValueError, OverflowError) as e:
        print type(e).__name__, e
class It(object):
    def __iter__(self): return 5
try:
    iter(It())
except TypeError as e:
    print e
class NoNext(object):
    def __iter__(self): return self
for f in (lambda: list(NoNext()), lambda: iter(NoNext())):
    try:
        f()
    except TypeError as e:
        print e
class Contains(object):
    def __contains__(self, x): return []
print 1 in Contains(), 1 not in Contains()
class OldSeq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
    def __len__(self): return 3
print list(OldSeq()), 2 in OldSeq(), 7 in OldSeq(), OldSeq()[1], map(None, OldSeq()), tuple(OldSeq()), bool(OldSeq())
