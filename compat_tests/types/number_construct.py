# int(), long(), float(), bool(): forms of arguments and what is refused
inf = float('inf')
nan = inf - inf
class A(object):
    def __int__(self): return 3
class B(object):
    def __trunc__(self): return 7
class B2(object):
    def __trunc__(self): return 7.5
class C:
    def __int__(self): return 3
class D(object):
    def __int__(self): return 1.5
    def __long__(self): return 1.5
    def __float__(self): return 1
class E: pass
class F(float):
    def __float__(self): return self
class I(int): pass
class L(long): pass
class LL(object):
    def __long__(self): return 5
    def __int__(self): return 5L
class T2(object):
    def __trunc__(self): return A()
class NF:
    def __float__(self): return 2.5
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (int('')))
show(lambda: (int(' 12 ')))
show(lambda: (int('12a')))
show(lambda: (int(u'12a')))
show(lambda: (int(u'\u0663')))
show(lambda: (int(u'\u1234x')))
show(lambda: (int('12',37)))
show(lambda: (int('12',1)))
show(lambda: (int('12',-909)))
show(lambda: (int(12,10)))
show(lambda: (int(base=10)))
show(lambda: (int(x='12',base=3)))
show(lambda: (int('12','a')))
show(lambda: (int('12',2.5)))
show(lambda: (int(12, 'a')))
show(lambda: (int(None)))
show(lambda: (int([])))
show(lambda: (int(bytearray('12'))))
show(lambda: (int(buffer('12'))))
show(lambda: (int('1\x002')))
show(lambda: (int('12L')))
show(lambda: (long('12L')))
show(lambda: (long('')))
show(lambda: (long('12',40)))
show(lambda: (long(12,10)))
show(lambda: (long(None)))
show(lambda: (long(A())))
show(lambda: (long(B())))
show(lambda: (long(C())))
show(lambda: (long(B2())))
show(lambda: (int(B2())))
show(lambda: (int(T2())))
show(lambda: (long(T2())))
show(lambda: (int(D())))
show(lambda: (long(D())))
show(lambda: (float(D())))
show(lambda: (int(E())))
show(lambda: (long(E())))
show(lambda: (float(E())))
show(lambda: (float(NF())))
show(lambda: (int(LL())))
show(lambda: (long(LL())))
show(lambda: (type(int(LL()))))
show(lambda: (type(long(LL()))))
show(lambda: (int(1e30)))
show(lambda: (int(inf)))
show(lambda: (int(nan)))
show(lambda: (long(inf)))
show(lambda: (long(nan)))
show(lambda: (int(1.9), int(-1.9), long(1.9)))
show(lambda: (int(2**70)))
show(lambda: (I(2**70)))
show(lambda: (I('99999999999999999999')))
show(lambda: (I(5)+1))
show(lambda: (type(I(5)+1)))
show(lambda: (type(int(I(5)))))
show(lambda: (type(long(L(5)))))
show(lambda: (int(1,2,3)))
show(lambda: (int(y=1)))
show(lambda: (long(1,2,3)))
show(lambda: (long(base=10)))
show(lambda: (float(1,2)))
show(lambda: (float(x=1)))
show(lambda: (float(y=1)))
show(lambda: (float('')))
show(lambda: (float('a')))
show(lambda: (float(u'\u1234')))
show(lambda: (float(None)))
show(lambda: (float([])))
show(lambda: (float('1\x002')))
show(lambda: (float(F(3.5))))
show(lambda: (type(float(F(3.5)))))
show(lambda: (bool(1,2)))
show(lambda: (bool(x=1)))
show(lambda: (bool()))
show(lambda: (int(1j)))
show(lambda: (long(1j)))
show(lambda: (float(1j)))
show(lambda: (float(2**2000)))
show(lambda: (I(3).__coerce__(I(4))[0].__class__))
