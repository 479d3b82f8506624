# class attributes, instance shadowing, deletion, vars
class A(object):
    x = 1
a, b = A(), A()
a.x = 2
print a.x, b.x, A.x
A.x = 3
print a.x, b.x
del a.x
print a.x
try:
    del a.x
except AttributeError as e:
    print e
del A.x
try:
    a.x
except AttributeError as e:
    print e
A.m = lambda self: 'm'
print a.m()
a.__dict__['k'] = 5
print a.k, vars(a)
a.__dict__ = {'new': 1}
print a.new, hasattr(a, 'k')
try:
    a.__dict__ = 5
except TypeError as e:
    print e
try:
    object().x = 1
except AttributeError as e:
    print e
try:
    int.x = 1
except TypeError as e:
    print e
