# endless recursion through methods, properties, __getattr__ and __call__
class A(object):
    def m(self):
        return self.n()
    def n(self):
        return self.m()
    @property
    def p(self):
        return self.p
    def __getattr__(self, name):
        return getattr(self, name + 'x')
    def __call__(self):
        return self()
for f in (lambda: A().m(), lambda: A().p, lambda: A()()):
    try:
        f()
        print 'no'
    except RuntimeError as e:
        print str(e)[:32]
try:
    A().zzz
    print 'no'
except RuntimeError as e:
    print str(e)[:32]
