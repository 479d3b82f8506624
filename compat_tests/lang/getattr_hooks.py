# __getattribute__, __getattr__, __setattr__, __delattr__ and their order
class A(object):
    def __getattribute__(self, n):
        print 'getattribute', n
        return object.__getattribute__(self, n)
    def __getattr__(self, n):
        print 'getattr', n
        if n == 'bad':
            raise AttributeError('no ' + n)
        return 42
    def __setattr__(self, n, v):
        print 'setattr', n
        object.__setattr__(self, n, v)
    def __delattr__(self, n):
        print 'delattr', n
        object.__delattr__(self, n)
a = A()
a.x = 1
print a.x
print a.y
del a.x
print hasattr(a, 'bad'), getattr(a, 'bad', 'dflt')
print len(A.__name__)
class B(object):
    def __getattr__(self, n):
        raise ValueError(n)
try:
    B().foo
except ValueError as e:
    print 'ValueError', e
print hasattr(B(), 'foo')
class C(object):
    @property
    def p(self):
        raise AttributeError('inside')
    def __getattr__(self, n):
        return 'fallback ' + n
print C().p
for bad in (5, u'\xe9'):
    try:
        getattr(a, bad)
    except (TypeError, UnicodeError) as e:
        print type(e).__name__
