# argument evaluation order and star arguments of all kinds
log = []
def t(x):
    log.append(x)
    return x
def f(*a, **k):
    return a, sorted(k.items())
print f(t(1), t(2), x=t(3), *t([4]), **t({'y': 5})), log
print f(*'ab'), f(*(i for i in range(2))), f(*{1: 2}), f(*[]), f(**{})
class M(object):
    def keys(self):
        return ['p', 'q']
    def __getitem__(self, k):
        return k + '!'
print f(**M())
try:
    f(x=1, **{'x': 2})
except TypeError as e:
    print e
try:
    f(*None)
except TypeError as e:
    print e
def g(a, b, c=3):
    return a, b, c
print g(*[1], b=2), g(1, *[2, 4]), g(c=1, *(2, 3))
