# super bound and unbound, with class methods, and its errors
class A(object):
    x = 'A.x'
    @classmethod
    def c(cls):
        return cls.__name__
    def m(self):
        return 'A.m'
    @property
    def p(self):
        return 'A.p'
class B(A):
    x = 'B.x'
    @classmethod
    def c(cls):
        return 'sub ' + super(B, cls).c()
    def m(self):
        return 'B+' + super(B, self).m()
b = B()
print b.m(), B.c(), super(B, b).x, super(B, b).p
s = super(B)
print s.__get__(b, B).m()
print super(B, b).__thisclass__ is B, super(B, b).__self__ is b, super(B, b).__self_class__ is B
for args in ((A, 5), (5, b), (B, A())):
    try:
        super(*args)
    except TypeError as e:
        print e
try:
    super(B, b).nothing
except AttributeError as e:
    print e
try:
    super(B, b).x = 1
except AttributeError as e:
    print e
print repr(super(B, b)).replace(hex(id(b)), '')[:30]
