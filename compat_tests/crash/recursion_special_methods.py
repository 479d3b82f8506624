# endless recursion through special methods
class A(object):
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __cmp__(self, o): return cmp(self, o)
    def __contains__(self, o): return o in self
    def __nonzero__(self): return bool(self)
    def __unicode__(self): return unicode(self)
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __neg__(self): return -self
    def __setattr__(self, n, v): setattr(self, n, v)
    def __delattr__(self, n): delattr(self, n)
a = A()
for f in (lambda: repr(a), lambda: str(a), lambda: a == a.__class__, lambda: hash(a), lambda: a + 1, lambda: a[0], lambda: len(a), lambda: iter(a), lambda: 1 in a, lambda: bool(a), lambda: unicode(a), lambda: int(a), lambda: float(a), lambda: -a, lambda: setattr(a, 'x', 1), lambda: delattr(a, 'x'), lambda: {a: 1}, lambda: '%s' % a, lambda: '%r' % (a,), lambda: [a] == [A()], lambda: '{0}'.format(a)):
    try:
        f()
        print 'no',
    except RuntimeError as e:
        print 'ok',
print
