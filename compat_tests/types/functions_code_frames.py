# function, code, cell and frame objects: attributes and what may be set
def t(f):
    try:
        text = repr(f())
    except BaseException as e:
        text = type(e).__name__ + ': ' + str(e)
    print ' '.join('0x' if '0x' in word else word for word in text.split(' '))

import sys
def f(a,b=2,*c,**d):
    "doc"
    x=1
    return a
F=type(f); CO=type(f.func_code)
def g():
    x=1
    def h(): return x
    return h
h=g()
CE=type(h.func_closure[0])
def sa(o,n,v):
    setattr(o,n,v); return getattr(o,n)
def da(o,n):
    delattr(o,n); return getattr(o,n)
for n in ['func_code','__code__','func_defaults','__defaults__','func_globals','__globals__','func_closure','__closure__','func_name','__name__','func_doc','__doc__','func_dict','__dict__','__module__']:
    print n
    t(lambda: sa(f,n,1)); t(lambda: sa(f,n,None)); t(lambda: sa(f,n,'s')); t(lambda: sa(f,n,{})), t(lambda: sa(f,n,())); t(lambda: da(f,n))
    if n in('__dict__','func_dict'): f.__dict__={}
t(lambda: sa(f,'func_code',h.func_code))
t(lambda: sa(h,'func_code',f.func_code))
t(lambda: sa(f,'foo',1))
t(lambda: f.__dict__)
t(lambda: da(f,'foo'))
t(lambda: da(f,'foo'))
t(lambda: f.zork)
t(lambda: F())
t(lambda: F(1,2))
t(lambda: F(f.func_code,1))
t(lambda: F(f.func_code,{}))
t(lambda: F(f.func_code,{},1))
t(lambda: F(f.func_code,{},'n').func_name)
t(lambda: F(f.func_code,{},None).func_name)
t(lambda: F(f.func_code,{},None,1))
t(lambda: F(f.func_code,{},None,(1,))())
t(lambda: F(f.func_code,{},None,None,()))
t(lambda: F(h.func_code,{}))
t(lambda: F(h.func_code,{},None,None,()))
t(lambda: F(h.func_code,{},None,None,(1,)))
t(lambda: F(h.func_code,{},None,None,h.func_closure)())
t(lambda: F(h.func_code,{},None,None,1))
t(lambda: F(code=f.func_code,globals={}))
t(lambda: F(f.func_code,{'__name__':'mm'}).__module__)
t(lambda: F(f.func_code,{}).__module__)
t(lambda: F(f.func_code,{}).__doc__)
t(lambda: F(f.func_code,{},name='q',closure=None))
t(lambda: F.__get__(f,1))
t(lambda: F.__get__(f,None))
t(lambda: f.__get__(1,int))
t(lambda: f.__get__(None,int))
t(lambda: f.__call__(3))
t(lambda: f(1,2,3,x=4))
t(lambda: f==f)
t(lambda: hash(f)==hash(f))
t(lambda: f.__get__)
c=f.func_code
for n in sorted(dir(CO)):
    if n.startswith('co_') and n not in ('co_code', 'co_consts','co_lnotab','co_stacksize','co_filename'): print n, repr(getattr(c,n)), repr(getattr(h.func_code,n)), repr(getattr(g.func_code,n))
t(lambda: type(c.co_code))
t(lambda: type(c.co_lnotab))
t(lambda: sa(c,'co_name',1))
t(lambda: c==c)
t(lambda: c==h.func_code)
t(lambda: c<h.func_code)
t(lambda: c!=1)
t(lambda: hash(c)==hash(c))
t(lambda: repr(c)[:20])
t(lambda: compile('1','a','eval')==compile('1','b','eval'))
t(lambda: hash(compile('1','a','eval'))==hash(compile('1','b','eval')))
t(lambda: compile('1','a','eval')==compile('2','b','eval'))
t(lambda: cmp(compile('1','a','eval'),compile('2','b','eval')))
t(lambda: CO())
t(lambda: c2.co_name)
t(lambda: F(c2,globals())(5))
t(lambda: c2.co_firstlineno)
t(lambda: c2==c)
ce=h.func_closure[0]
t(lambda: ce.cell_contents)
t(lambda: sa(ce,'cell_contents',1))
t(lambda: CE())
t(lambda: repr(ce)[:10])
t(lambda: ce==ce)
t(lambda: cmp(ce,g().func_closure[0]))
t(lambda: hash(ce))
t(lambda: ce==1)
def gg():
    def hh(): return y
    if 0: y=1
    return hh
t(lambda: gg().func_closure[0])
t(lambda: gg().func_closure[0].cell_contents)
t(lambda: cmp(gg().func_closure[0],ce))
def fr():
    loc=1
    fr=sys._getframe()
    for n in ['f_back','f_builtins','f_code','f_globals','f_lasti','f_lineno','f_locals','f_restricted','f_trace']:
        v=getattr(fr,n); print n, type(v).__name__
    t(lambda: fr.f_lineno)
    t(lambda: sorted(fr.f_locals))
    t(lambda: sa(fr,'f_lineno',1))
    t(lambda: sa(fr,'f_lineno','a'))
    t(lambda: sa(fr,'f_locals',{}))
    t(lambda: sa(fr,'f_trace',len))
    t(lambda: da(fr,'f_trace'))
    t(lambda: da(fr,'f_lineno'))
    t(lambda: sa(fr,'f_code',1))
    t(lambda: fr.f_globals is globals())
    t(lambda: fr.f_back.f_code.co_name)
    t(lambda: sa(fr,'zz',1))
    return fr
q=fr()
t(lambda: q.f_lineno)
t(lambda: sorted(q.f_locals))
t(lambda: q.f_back)
t(lambda: type(q)())
t(lambda: f.func_globals is globals())
