# decorators apply from the bottom up, their expressions evaluate from the top down
def d(name):
    print 'make', name
    def deco(f):
        print 'apply', name, getattr(f, '__name__', f)
        return f
    return deco
@d('a')
@d('b')
def f():
    pass
@d('c')
class K(object):
    @staticmethod
    def s(x):
        return x
    @classmethod
    def c(cls, x):
        return cls.__name__, x
    @property
    def p(self):
        return 'p'
print K.s(1), K().s(2), K.c(3), K().c(4), K().p
