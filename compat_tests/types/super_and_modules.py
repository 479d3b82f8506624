# super, module objects, __dict__ and __weakref__ of instances
def t(f):
    try:
        text = repr(f())
    except BaseException as e:
        text = type(e).__name__ + ': ' + str(e)
    print ' '.join('0x' if '0x' in word else word for word in text.split(' '))

import sys
class A(object):
    def m(self): return 'A'
    @classmethod
    def c(cls): return cls
    @property
    def p(self): return 'Ap'
class B(A):
    def m(self): return 'B'
    s = super
b=B()
t(lambda: super())
t(lambda: super(1))
t(lambda: super(B))
t(lambda: super(B,b))
t(lambda: super(B,B))
t(lambda: super(B,1))
t(lambda: super(B,A()))
t(lambda: super(B,None))
t(lambda: super(B,b,1))
t(lambda: super(B,b=1))
t(lambda: super(B,int))
s=super(B,b)
t(lambda: s.m())
t(lambda: s.c())
t(lambda: s.p)
t(lambda: s.x)
t(lambda: s.__class__)
t(lambda: s.__thisclass__)
t(lambda: s.__self__)
t(lambda: s.__self_class__)
t(lambda: super(B,B).m)
t(lambda: super(B,B).c())
t(lambda: super(B).__self__)
t(lambda: super(B).__get__(b))
t(lambda: super(B).__get__(1))
t(lambda: super(B).__get__(None))
t(lambda: super(B).m)
t(lambda: s.__get__(B()))
t(lambda: setattr(s,'x',1))
t(lambda: setattr(s,'__self__',1))
t(lambda: s.__init__)
t(lambda: s.__doc__)
t(lambda: s.__getitem__)
t(lambda: s[1])
t(lambda: super.__new__(super))
t(lambda:super.__new__(super).__self__)
class S(super): pass
t(lambda: S(B).__get__(b))
t(lambda: S(B,b).m())
t(lambda: S(B,b))
t(lambda: S(B))
class Sl(super):
    def __init__(self,*a): super.__init__(self,*a)
t(lambda: Sl(B,b).m())
B._B__s = super(B)
B.q = lambda self: self._B__s.m()
t(lambda: b.q())
t(lambda: B._B__s)
M=type(sys)
t(lambda: M())
t(lambda: M('a'))
t(lambda: M(u'a'))
t(lambda: M(1))
t(lambda: M('a','d').__doc__)
t(lambda: M('a',1).__doc__)
t(lambda: M('a',1,2))
t(lambda: M(name='x',doc='y').__doc__)
t(lambda: M.__new__(M))
t(lambda: M.__new__(M).__dict__)
t(lambda: M.__new__(M).x)
m=M('a')
t(lambda: setattr(m,'__dict__',1))
t(lambda: delattr(m,'__name__'))
t(lambda:m)
t(lambda: setattr(m,'__name__','qq'))
t(lambda:m)
m.__file__='/f'
t(lambda:m)
m.__file__=1
t(lambda: m)
t(lambda: delattr(m,'zz'))
t(lambda: m.zz)
t(lambda: setattr(M.__new__(M),'x',1)); import sys
t(lambda: sys)
t(lambda: M.__init__(3))
class N(M): pass
t(lambda: N('z'))
class D(object): pass
d=D()
t(lambda: setattr(d,'__dict__',1))
t(lambda: delattr(d,'__dict__'))
t(lambda: d.__weakref__)
t(lambda: setattr(d,'__weakref__',1))
t(lambda: D.__dict__['__dict__'].__get__(1))
t(lambda: D.__dict__['__dict__'].__get__(d))
t(lambda: D.__dict__['__dict__'])
t(lambda: delattr(d,'__weakref__'))
d.__dict__={'a':1}
t(lambda: d.a)
d.b=2
t(lambda: d.__dict__)
t(lambda: D.__dict__['__weakref__'].__objclass__)
