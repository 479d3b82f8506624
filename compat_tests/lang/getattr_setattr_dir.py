# getattr, setattr, delattr, hasattr, dir, vars
class A(object):
    x = 1
    def __dir__(self):
        return ['b', 'a']
a = A()
setattr(a, 'y', 2)
print getattr(a, 'x'), getattr(a, 'z', 'd'), hasattr(a, 'y'), dir(a), vars(a)
delattr(a, 'y')
print hasattr(a, 'y')
setattr(a, 'odd name', 1)
print a.__dict__
for bad in ('getattr(a)', 'getattr(a, 5)', 'setattr(a, 5, 1)', 'delattr(a, "q")', 'vars(5)', 'getattr(a, "nope")', 'hasattr(a, 5)'):
    try:
        print eval(bad)
    except (TypeError, AttributeError) as e:
        print type(e).__name__, e
class B(object):
    def __dir__(self):
        return 5
try:
    dir(B())
except TypeError as e:
    print e
def f():
    q = 1
    return dir()
print f()
class Old:
    z = 1
print [n for n in dir(Old()) if n[0] != '_'], dir(type('E', (), {'k': 1}))[-1]
