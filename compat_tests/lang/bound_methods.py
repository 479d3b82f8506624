# bound and unbound methods: identity, equality, attributes, type check of self
class A(object):
    def m(self, x=1):
        return x
    m.attr = 'fa'
class B(A): pass
a = A()
print a.m == a.m, a.m is a.m, a.m.im_self is a, a.m.im_func is A.__dict__['m'], a.m.im_class.__name__
print A.m.im_self, A.m(a, 5), B().m.im_class.__name__, a.m.attr, a.m.__name__
try:
    A.m(5)
except TypeError as e:
    print e
try:
    A.m()
except TypeError as e:
    print e
print A.m(B()), hash(a.m) == hash(a.m), {a.m: 1}[a.m]
try:
    a.m.attr = 1
except AttributeError as e:
    print e
print repr(A.m), repr(a.m).startswith('<bound method A.m of <__main__.A object at')
import types
m = types.MethodType(lambda self, y: (self, y), 'me')
print m(2), m.im_class
