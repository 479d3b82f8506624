# __new__ and __init__: when __init__ runs, arguments, immutable subclasses
class A(object):
    def __new__(cls, *a):
        print 'new', cls.__name__, a
        return object.__new__(cls)
    def __init__(self, *a):
        print 'init', a
A(1, 2)
class B(object):
    def __new__(cls):
        return 'not a B'
    def __init__(self):
        print 'never'
print B()
class I(int):
    def __new__(cls, v, extra):
        self = int.__new__(cls, v)
        self.extra = extra
        return self
i = I(5, 'e')
print i + 1, i.extra, type(i + 1).__name__
class R(object):
    def __init__(self):
        return 5
try:
    R()
except TypeError as e:
    print e
for call in ('object(1)', 'object.__new__()', 'object.__new__(5)', 'object.__new__(int)', 'int.__new__(str)', 'int.__new__(I, 1)'):
    try:
        print eval(call)
    except TypeError as e:
        print call, '->', e
class Sub(A):
    def __new__(cls):
        return A.__new__(cls, 'from sub')
s = Sub()
