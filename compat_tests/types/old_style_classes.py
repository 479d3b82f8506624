# old-style classes: attributes, special methods, coercion, messages
def t(f):
    try:
        text = repr(f())
    except BaseException as e:
        text = type(e).__name__ + ': ' + str(e)
    print ' '.join('0x' if '0x' in word else word for word in text.split(' '))

class C: pass
K=type(C); I=type(C())
t(lambda: K(1,(),{}))
t(lambda: K('a',1,{}))
t(lambda: K('a',(),1))
t(lambda: K('a',(1,),{}))
t(lambda: K('a',(int,),{}))
t(lambda: K('a'))
t(lambda: K('a',None,{}))
t(lambda: K('a',('x',),{}))
t(lambda: C.__class__)
t(lambda: C.x)
t(lambda: delattr(C,'x'))
t(lambda: setattr(C,'__dict__',1))
t(lambda: setattr(C,'__bases__',1))
t(lambda: setattr(C,'__bases__',(1,)))
t(lambda: setattr(C,'__bases__',(C,)))
t(lambda: setattr(C,'__name__',1))
t(lambda: setattr(C,'__name__','a\0'))
t(lambda: delattr(C,'__name__'))
t(lambda: delattr(C,'__dict__'))
t(lambda: C)
t(lambda: str(C))
t(lambda: C.__module__)
t(lambda: C.__doc__)
t(lambda: C(1))
t(lambda: C(a=1))
t(lambda: I())
t(lambda: I(1))
t(lambda: I(C,1))
t(lambda: I(C,{'a':1}).a)
t(lambda: I(C,None))
t(lambda: I(C,{},1))
t(lambda: I(C,x=1))
c=C()
t(lambda: c.x)
t(lambda: delattr(c,'x'))
t(lambda: setattr(c,'__dict__',1))
t(lambda: setattr(c,'__class__',1))
t(lambda: setattr(c,'__class__',int))
t(lambda: c())
t(lambda: len(c))
t(lambda: c[1])
t(lambda: c[1:2])
t(lambda: setattr(c,'a',1))
t(lambda: c.a)
t(lambda: c.__dict__)
t(lambda: iter(c))
t(lambda: 1 in c)
t(lambda: -c)
t(lambda: int(c))
t(lambda: long(c))
t(lambda: float(c))
t(lambda: complex(c))
t(lambda: oct(c))
t(lambda: hex(c))
t(lambda: abs(c))
t(lambda: ~c)
t(lambda: c+1)
t(lambda: 1+c)
t(lambda: c+c)
t(lambda: [1][c])
t(lambda: 'a'*c)
t(lambda: [1]+c)
t(lambda: pow(c,2,3))
t(lambda: pow(2,c))
t(lambda: divmod(c,1))
t(lambda: bool(c))
t(lambda: c==c)
t(lambda: c==C())
t(lambda: hash(c)==hash(c))
t(lambda: cmp(c,c))
t(lambda: coerce(c,1))
t(lambda: c.next)
t(lambda: next(c))
t(lambda: c.__repr__)
t(lambda: repr(c))
t(lambda: str(c))
t(lambda: unicode(c))
t(lambda: c.__cmp__)
def sd(): c[1]=2
t(sd)
def sd(): del c[1]
t(sd)
def sd(): c[1:2]=2
t(sd)
def sd(): del c[1:2]
t(sd)
def sd(): del c[-1:2]
t(sd)
class D:
    def __init__(self): return 1
t(lambda: D())
class E:
    def __eq__(self,o): return 'eq'
t(lambda: hash(E()))
t(lambda: E()==1)
t(lambda: 1==E())
t(lambda: E()!=1)
t(lambda: cmp(E(),1))
class F:
    def __cmp__(self,o): return 'x'
t(lambda: F()==1)
t(lambda: hash(F()))
t(lambda: F()<1)
class F:
    def __cmp__(self,o): return -5
t(lambda: F()<1)
t(lambda: 1<F())
t(lambda: cmp(F(),1))
t(lambda: cmp(1,F()))
class G:
    def __hash__(self): return 'a'
t(lambda: hash(G()))
class G:
    def __hash__(self): return 10**20
t(lambda: hash(G()))
class H:
    def __getattr__(self,n):
        if n.startswith('__') : raise AttributeError(n)
        return n
t(lambda: H().a)
t(lambda: H()+1)
t(lambda: repr(H())[:14])
t(lambda: H()[1])
t(lambda: len(H()))
t(lambda: H()())
class L:
    def __len__(self): return 'a'
t(lambda: len(L()))
t(lambda: bool(L()))
class L:
    def __len__(self): return -1
t(lambda: len(L()))
t(lambda: bool(L()))
class L:
    def __nonzero__(self): return 'a'
t(lambda: bool(L()))
class L:
    def __nonzero__(self): return -1
t(lambda: bool(L()))
class L:
    def __iter__(self): return 1
t(lambda: iter(L()))
class L:
    def __getitem__(self,i): 
        if isinstance(i,int) and i>3: raise IndexError
        return i
t(lambda: list(L()))
t(lambda: L()[1:2])
t(lambda: L()[-1:2])
t(lambda: L()[:])
t(lambda: L()[1:2:3])
t(lambda: L()['a':2])
t(lambda: L()[None:2])
t(lambda: 2 in L())
t(lambda: L()[...])
t(lambda: L()[1L:10**20])
class L:
    def __len__(self): return 10
    def __getslice__(self,i,j): return i,j
    def __setslice__(self,i,j,x): print i,j,x
    def __delslice__(self,i,j): print i,j
t(lambda: L()[-3:])
t(lambda: L()[:-3])
l=L(); l[1:2]=3; l[-1:]=4; del l[:]; del l[-20:5]
t(lambda: L()['a':2])
t(lambda: L()[1:2:3])
class Co:
    def __coerce__(self,o): return (5, o)
t(lambda: Co()+1)
t(lambda: 1+Co())
t(lambda: Co()*Co())
t(lambda: 2**Co())
t(lambda: Co()==5)
t(lambda: cmp(Co(),5))
t(lambda: coerce(Co(),2))
t(lambda: coerce(2,Co()))
t(lambda: Co()<6)
t(lambda: Co()-'a')
class Co:
    def __coerce__(self,o): return 1
t(lambda: Co()+1)
class Co:
    def __coerce__(self,o): return None
    def __add__(self,o): return 'add'
    def __radd__(self,o): return 'radd'
    def __iadd__(self,o): return 'iadd'
    def __pow__(self,o,m=None): return o,m
t(lambda: Co()+1)
t(lambda: 1+Co())
t(lambda: Co()+Co())
x=Co(); x+=1; print x
t(lambda: pow(Co(),2,3))
t(lambda: Co()**2)
class A:
    def f(self): return self
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(): return 's'
    p=property(lambda s: 'p')
class B(A): pass
b=B()
t(lambda: B.f)
t(lambda: b.f)
t(lambda: b.c())
t(lambda: B.c)
t(lambda: b.s())
t(lambda: b.p)
b.p=3
t(lambda: b.p)
t(lambda: B.f())
t(lambda: B.f(1))
t(lambda: isinstance(b,A))
t(lambda: issubclass(B,A))
b.__class__=A
t(lambda: b)
t(lambda: sorted(dir(b)))
t(lambda: callable(b))
t(lambda: b.__class__)
t(lambda: type(b))
t(lambda: B.__bases__)
t(lambda: B.__name__)
class S:
    def __setattr__(self,n,v): self.__dict__[n]=v*2
    def __delattr__(self,n): print 'del',n
s=S(); s.a=2; print s.a; del s.a; del s.zz
class X:
    def __index__(self): return 2
t(lambda: [1,2,3][X()])
t(lambda: 'a'*X())
t(lambda: [1,2,3][X():])
class X:
    def __trunc__(self): return 7
t(lambda: int(X()))
t(lambda: long(X()))
class X:
    def __int__(self): return 8
    def __float__(self): return 1
    def __oct__(self): return 1
t(lambda: int(X()))
t(lambda: long(X()))
t(lambda: float(X()))
t(lambda: oct(X()))
t(lambda: int(X()))
class X:
    def __contains__(self,x): return 'a'
t(lambda: 1 in X())
class X:
    def __call__(self,*a,**k): return a,k
t(lambda: X()(1,a=2))
class X:
    def __iter__(self): return self
    def next(self): raise StopIteration
t(lambda: list(X()))
class X:
    def __str__(self): return 1
    def __repr__(self): return 2
t(lambda: str(X()))
t(lambda: repr(X()))
class X:
    def __repr__(self): return 'R'
t(lambda: str(X()))
t(lambda: unicode(X()))
t(lambda: '%s'%X())
t(lambda: '%r'%X())
class X:
    def __unicode__(self): return u'U'
t(lambda: unicode(X()))
t(lambda: u'%s'%X())
class N(object):
    def __add__(self,o): return 'Nadd'
    def __radd__(self,o): return 'Nradd'
t(lambda: N()+C())
t(lambda: C()+N())
t(lambda: C.__new__)
t(lambda: type(c).__add__(c,1))
t(lambda: type(c).__repr__)
