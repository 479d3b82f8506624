# C3 order, super calls along it, and inconsistent bases
class A(object):
    def m(self):
        return ['A']
class B(A):
    def m(self):
        return ['B'] + super(B, self).m()
class C(A):
    def m(self):
        return ['C'] + super(C, self).m()
class D(B, C):
    def m(self):
        return ['D'] + super(D, self).m()
print D().m(), [c.__name__ for c in D.__mro__]
try:
    class X(A, D):
        pass
except TypeError as e:
    print e
try:
    class Y(A, A):
        pass
except TypeError as e:
    print e
try:
    class Z(B, C, A, object, B):
        pass
except TypeError as e:
    print e
class Old:
    def m(self):
        return ['Old']
class Mixed(Old, A):
    pass
print Mixed().m(), [c.__name__ for c in Mixed.__mro__]
print D.mro() == list(D.__mro__), A.__subclasses__() == [B, C, Mixed]
