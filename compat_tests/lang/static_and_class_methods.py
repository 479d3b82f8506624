# staticmethod and classmethod objects
class A(object):
    @staticmethod
    def s(x):
        return x
    @classmethod
    def c(cls, x):
        return cls.__name__, x
class B(A): pass
print A.s(1), B().s(2), A.c(1), B.c(2), B().c(3)
print type(A.__dict__['s']).__name__, type(A.__dict__['c']).__name__, A.__dict__['c'].__func__.__name__
print B.c.im_self is B
try:
    A.__dict__['s'](1)
except TypeError as e:
    print e
try:
    staticmethod()
except TypeError as e:
    print e
class C(object):
    c = classmethod(5)
try:
    C.c()
except TypeError as e:
    print e
