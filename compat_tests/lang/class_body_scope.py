# a class body runs once with its own namespace; locals() is it
class A(object):
    x = 1
    y = x + 1
    for i in range(3):
        pass
    if True:
        z = 'cond'
    print sorted(k for k in locals() if not k.startswith('__'))
    del i
    def f(self):
        return type(self).x
print A.y, hasattr(A, 'i'), A().f(), A.__module__, A.__name__
try:
    class Bad(object):
        q = undefined
except NameError as e:
    print e
class Outer(object):
    class Inner(object):
        v = 3
print Outer.Inner.v, Outer.Inner.__name__
print type('Dyn', (A,), {'w': 9}).w
