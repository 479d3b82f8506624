# str, unicode and list beside subclasses with operators of their own: who is asked, and how errors are worded
class S(str):
    def __radd__(self, o): return NotImplemented
class S2(str): pass
class S3(str):
    def __add__(self, o): return NotImplemented
class U(unicode):
    def __radd__(self, o): return NotImplemented
class L(list):
    def __radd__(self, o): return NotImplemented
    def __add__(self, o): return NotImplemented
    def __mul__(self, o): return NotImplemented
def t(s):
    try: print s, repr(eval(s))
    except Exception, e: print s, type(e).__name__, e
for s in '''str.__add__('x', S('s'))
'x' + S('s')
'x' + S2('s')
'x' + S3('s')
u'x' + U('s')
u'x' + S('s')
'x' + U('s')
[1] + L([2])
(1,) + L([2])
L([2]) + [1]
L([2]) * 2
2 * L([2])
S3('a') + 'b'
S3('a') + 5
S('a') + 5'''.split('\n'): t(s)
class A(str):
    def __radd__(self, other): return 'A.__radd__'
class B(str): pass
class C(list):
    def __iadd__(self, other): return 'C.__iadd__'
    def __rmul__(self, other): return 'C.__rmul__'
class D(object):
    def __radd__(self, other): return 'D.__radd__'
    def __rmul__(self, other): return 'D.__rmul__'
for s in '''B('x') + A('y')
'x' + A('y')
B('x') + D()
u'x' + D()
[1] + D()
C([1]) + D()
[1] * C([1])
B('x') * D()
B('x') + 'y'
B('x') + u'y'
A('x') + A('y')'''.split('\n'): t(s)
c = C([1]); c += D(); print c
c = B('x'); c += D(); print c
