# decorators on classes, methods with arguments, stacking with property and staticmethod
registry = {}
def register(name):
    def deco(cls):
        registry[name] = cls
        cls.tag = name
        return cls
    return deco
@register('one')
class One(object): pass
@register('two')
class Two(One): pass
print sorted(registry), One.tag, Two.tag, registry['two'] is Two
def logged(f):
    def g(*a, **k):
        print 'call', f.__name__, a[1:], k
        return f(*a, **k)
    g.__name__ = f.__name__
    return g
class C(object):
    @logged
    def m(self, x, y=2): return x + y
    @property
    @logged
    def p(self): return 'prop'
    @classmethod
    @logged
    def c(cls): return cls.__name__
print C().m(1), C().m(1, y=5), C().p, C.c(), C.m.__name__
@repr
def f(): pass
print f.startswith('<function f at')
