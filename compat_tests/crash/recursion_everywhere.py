# recursion by every way there is ends in an exception, in the main thread and in one with a small stack
import sys, gc, threading, copy
def t(name, f):
    try: f()
    except RuntimeError: pass
    except (ImportError, SyntaxError, MemoryError, OverflowError, TypeError, AttributeError, ValueError): pass
def nest(n, mk, x):
    for i in xrange(n): x = mk(x)
    return x
def run():
    def exc(a):
        try: 1/0
        except a: pass
        except ZeroDivisionError: pass
    N = 400
    for nm, mk, x in [('list', lambda x: [x], []), ('tuple', lambda x: (x,), ()), ('dict', lambda x: {1: x}, {}), ('dictkey', lambda x: (x, 1), ())]:
        a, b = nest(N, mk, x), nest(N, mk, x)
        t(nm + ' repr', lambda: repr(a)); t(nm + ' eq', lambda: a == b); t(nm + ' cmp', lambda: cmp(a, b)); t(nm + ' lt', lambda: a < b); t(nm + ' hash', lambda: hash(a)); t(nm+' str', lambda: '%s' % (a,))
        t(nm + ' deepcopy', lambda: copy.deepcopy(a))
        t(nm + ' isinstance', lambda: isinstance(1, a)); t(nm + ' issub', lambda: issubclass(int, a)); t(nm + ' except', lambda: exc(a)); t(nm + ' format', lambda: format(a)); t(nm+' in', lambda: a in [b]); t(nm + ' pickle', lambda: __import__("pickle").dumps(a)); t(nm + ' startswith', lambda: 'a'.startswith(a)); t(nm+' set', lambda: set([a])); t(nm+' json', lambda: __import__('json').dumps(a)); t(nm + ' marshal', lambda: __import__('marshal').dumps(a)); t(nm+' cpickle', lambda: __import__('cPickle').dumps(a)); t(nm + ' pprint', lambda: __import__('pprint').pformat(a)); t(nm+' compile', lambda: eval(repr(nest(200, mk, x))))
        t(nm + ' print', lambda: sys.stderr.write('')); t(nm + ' dictupd', lambda: {a: 1} if nm == 'tuple' else 1)
        a = b = None
    gc.collect()
    class G(object):
        def __getattr__(self, n): return getattr(self, n + 'x')
    t('getattr', lambda: G().a)
    class G2(object):
        def __getattribute__(self, n): return getattr(self, n)
    t('getattribute', lambda: G2().a)
    class G3(object):
        def __getattr__(self, n): return self.foo
    t('getattr3', lambda: G3().a)
    class Ol:
        def __getattr__(self, n): return self.foo
    t('oldgetattr', lambda: Ol().a)
    t('oldstr', lambda: str(Ol())); t('oldadd', lambda: Ol()+1); t('oldcmp', lambda: cmp(Ol(), Ol())); t('oldlen', lambda: len(Ol())); t('oldcall', lambda: Ol()())
    for name in 'eq ne lt gt le ge cmp add radd sub mul div truediv mod pow lshift and or xor neg pos abs invert int float long hex oct index len getitem setitem delitem contains iter nonzero hash repr str unicode call coerce format enter exit get getslice iadd reversed instancecheck subclasscheck dir sizeof length_hint complex floordiv divmod reduce copy deepcopy getstate setattr delattr new init del'.split():
        ops = dict(eq=lambda s, *a: s == s.other, ne=lambda s, *a: s != s.other, lt=lambda s, *a: s < s.other, gt=lambda s, *a: s > s.other, le=lambda s, *a: s <= s.other, ge=lambda s, *a: s >= s.other, cmp=lambda s, *a: cmp(s, s.other), add=lambda s, *a: s + s, radd=lambda s, *a: 1 + s, sub=lambda s, *a: s - s, mul=lambda s, *a: s*s, div=lambda s, *a: s/s, mod=lambda s, *a: s % s, pow=lambda s, *a: s**s, lshift=lambda s, *a: s << s, neg=lambda s: -s, pos=lambda s: +s, abs=lambda s: abs(s), invert=lambda s: ~s, int=lambda s: int(s), float=lambda s: float(s), long=lambda s: long(s), hex=lambda s: hex(s), oct=lambda s: oct(s), index=lambda s: [1][s], len=lambda s: len(s), getitem=lambda s, i: s[i], setitem=lambda s, i, v: s.__class__.__setitem__(s, i, v), contains=lambda s, i: i in s, iter=lambda s: iter(s), nonzero=lambda s: not s, hash=lambda s: hash(s), repr=lambda s: repr(s), str=lambda s: str(s), unicode=lambda s: unicode(s), call=lambda s, *a: s(*a), coerce=lambda s, o: coerce(s, o), format=lambda s, f: format(s, f), getslice=lambda s, i, j: s[i:j], iadd=lambda s, o: s.__class__.__iadd__(s, o), reversed=lambda s: reversed(s), instancecheck=lambda s, o: isinstance(o, s), subclasscheck=lambda s, o: issubclass(o, s), dir=lambda s: dir(s), complex=lambda s: complex(s), divmod=lambda s, o: divmod(s, s), setattr=lambda s, n, v: setattr(s, n, v), delattr=lambda s, n: delattr(s, n), get=lambda s, o, ty: ty.attr, new=lambda c: c(), init=lambda s: s.__class__())
        f = ops.get(name)
        if not f: continue
        for base, kind in ((object, 'new'), (None, 'old')):
            if base: cls = type('N', (object,), {'__%s__' % name: f})
            else:
                cls = type(Ol)('O', (), {'__%s__' % name: f})
            try:
                s = cls(); s2 = cls()
                cls.other = s2
                if name == 'get': cls.attr = s
            except RuntimeError: continue
            except Exception, e: continue
            use = dict(eq=lambda: s == s2, ne=lambda: s != s2, lt=lambda: s < s2, gt=lambda: s > s2, le=lambda: s <= s2, ge=lambda: s >= s2, cmp=lambda: cmp(s, s2), add=lambda: s+s, radd=lambda: 1+s, sub=lambda: s-s, mul=lambda: s*s, div=lambda: s/s, mod=lambda: s%s, pow=lambda: s**s, lshift=lambda: s<<s, neg=lambda: -s, pos=lambda: +s, abs=lambda: abs(s), invert=lambda: ~s, int=lambda: int(s), float=lambda: float(s), long=lambda: long(s), hex=lambda: hex(s), oct=lambda: oct(s), index=lambda: [1][s], len=lambda: len(s), getitem=lambda: s[1], setitem=lambda: s.__setitem__(1,2), contains=lambda: 1 in s, iter=lambda: list(s), nonzero=lambda: not s, hash=lambda: hash(s), repr=lambda: repr(s), str=lambda: str(s), unicode=lambda: unicode(s), call=lambda: s(), coerce=lambda: coerce(s, s2), format=lambda: format(s, ''), getslice=lambda: s[1:2], iadd=lambda: s.__iadd__(1), reversed=lambda: reversed(s), instancecheck=lambda: isinstance(1, s), subclasscheck=lambda: issubclass(int, s), dir=lambda: dir(s), complex=lambda: complex(s), divmod=lambda: divmod(s, s), setattr=lambda: setattr(s, 'a', 1), delattr=lambda: delattr(s, 'a'), get=lambda: cls.attr).get(name)
            if use: t(name + ' ' + kind, use)
            # in containers
            if name in ('eq', 'cmp', 'repr', 'hash', 'lt'):
                t(name + ' list', lambda: ([s] == [s2], repr([s]), [s] < [s2])); t(name + ' sort', lambda: sorted([s, s2, s, s2])); t(name + ' key', lambda: {s: 1, s2: 2})
    class P(object):
        x = property(lambda s: s.x)
    t('property', lambda: P().x)
    class It(object):
        def __iter__(self): return self
        def next(self): return next(self)
    t('next', lambda: list(It())); t('for', lambda: [x for x in It()])
    def gen(n): 
        for x in gen(n+1): yield x
    t('gen', lambda: list(gen(0)))
    t('gennest', lambda: list(nest(N, lambda g: (x for x in g), [1])))
    import itertools
    t('chain', lambda: list(nest(N, itertools.chain, [1])))
    t('imap', lambda: list(nest(N, lambda x: itertools.imap(abs, x), [1])))
    t('iter islice', lambda: list(nest(N, lambda x: itertools.islice(x, 5), [1])))
    t('enumerate', lambda: list(nest(N, enumerate, [1])))
    t('filter', lambda: list(nest(N, lambda x: itertools.ifilter(None, x), [1])))
    t('izip', lambda: list(nest(N, itertools.izip, [1])))
    t('tee', lambda: list(nest(N, lambda x: itertools.tee(x)[0], [1])))
    t('callable_iter', lambda: list(nest(N, lambda x: iter(x.next, 2), iter([1]))))
    import functools, operator, weakref
    t('partial', lambda: nest(N, functools.partial, lambda: 1)())
    t('partial repr', lambda: repr(nest(N, functools.partial, lambda: 1)))
    t('method', lambda: nest(N, lambda f: f.__call__, lambda: 1)())
    t('wrapper', lambda: nest(N, lambda f: f.__get__, lambda: 1)(1))
    def run2(): return map(lambda x: run2(), [1])
    t("map", lambda: run2())
    def sk(): return sorted([1], key=lambda x: sk())
    t('sortkey', lambda: sk()); 
    def ex(): exec 'ex()' in {'ex': ex}
    t('exec', ex)
    def ev(): return eval('ev()', {'ev': ev})
    t('eval', ev)
    def ap(): return apply(ap, ())
    t('apply', ap)
    class Meta(type):
        def __call__(cls): return cls()
        def __instancecheck__(cls, o): return isinstance(o, cls)
        def __getattr__(cls, n): return getattr(cls, n + 'x')
        def __subclasscheck__(cls, o): return issubclass(o, cls)
    MC = Meta('MC', (object,), {})
    t('metacall', lambda: MC()); t('metainst', lambda: isinstance(1, MC)); t('metasub', lambda: issubclass(int, MC)); t('metaattr', lambda: MC.foo)
    class Bases(object):
        @property
        def __bases__(self): return (Bases(),)
    t('bases', lambda: issubclass(Bases(), Bases())); t('bases2', lambda: isinstance(1, Bases()))
    class Cls(object):
        @property
        def __class__(self): return self.__class__
    t('class', lambda: isinstance(Cls(), int))
    t('type chain', lambda: nest(300, lambda c: type('c', (c,), {}), object)().x)
    t('old chain', lambda: nest(300, lambda c: type(Ol)('c', (c,), {}), Ol)().x)
    t('old chain2', lambda: issubclass(nest(300, lambda c: type(Ol)('c', (c,), {}), Ol), Ol))
    t('exc chain', lambda: nest(N, lambda e: ValueError(e), ValueError()).__repr__())
    t('str exc', lambda: str(nest(N, lambda e: ValueError(e), ValueError())))
    class Su(object):
        def f(self): return super(Su, self).__getattribute__('f')()
    def sup(): return Su().f()
    t('super chain', lambda: sup())
    t('buffer', lambda: nest(N, buffer, 'x')[0]); t('memoryview', lambda: nest(5000, memoryview, 'x')[0]); 
    t('proxy', lambda: nest(1000, lambda x: weakref.proxy(keep(x)), Ol()).z)
    t('unicode', lambda: unicode(nest(N, lambda x: [x], [])))
    t('dict views', lambda: repr(nest(N, lambda x: {1:x}.viewvalues(), 1)))
    t('deque', lambda: repr(nest(N, lambda x: __import__('collections').deque([x]), 1)))
    t('deque eq', lambda: nest(N, lambda x: __import__('collections').deque([x]), 1) == nest(N, lambda x: __import__('collections').deque([x]), 1))
    t('frozenset', lambda: hash(nest(N, lambda x: frozenset([x]), 1))); t('frozenset repr', lambda: repr(nest(N, lambda x: frozenset([x]), 1))); t('frozenset eq', lambda: nest(N, lambda x: frozenset([x]), 1) == nest(N, lambda x: frozenset([x]), 1))
    t('slice', lambda: repr(nest(N, slice, 1))); t('slice cmp', lambda: cmp(nest(N, slice, 1), nest(N, slice, 1)))
    t('bound', lambda: repr(nest(N, lambda x: type(run.__get__(1))(run, x), 1))); t('bound cmp', lambda: nest(N, lambda x: type(run.__get__(1))(run, x), 1) == nest(N, lambda x: type(run.__get__(1))(run, x), 1)); t('bound hash', lambda: hash(nest(N, lambda x: type(run.__get__(1))(run, x), 1)))
    t('property doc', lambda: nest(N, property, lambda s: 1).__get__(1))
    t('staticmethod', lambda: nest(N, staticmethod, run).__get__(1)); t('classmethod', lambda: nest(N, classmethod, run).__get__(1))
    t('re', lambda: __import__('re').compile('('*90+')'*90)); t('ast', lambda: compile('+'.join(['1']*50000), 'x', 'eval'))
    t('code consts', lambda: nest(3000, lambda c: compile('1','x','eval'), 1))
    t('operator', lambda: nest(3000, lambda f: operator.attrgetter('x'), 1))
    t('namedtuple', lambda: repr(nest(N, lambda x: (x, [x]), 1)[:0]))
    class Fmt(object):
        def __format__(self, s): return '{0}'.format(self)
    t('fmt', lambda: format(Fmt()))
    class Mod(object):
        def __mod__(self, o): return self % o
        def __rmod__(self, o): return '%s' % self
        def __str__(self): return '%s' % self
    t('mod', lambda: '%s' % Mod())
    class Hook(object):
        def __getitem__(self, k): return '%(a)s' % self
    t('getitem fmt', lambda: '%(a)s' % Hook())
    class Missing(dict):
        def __missing__(self, k): return self[k]
    t('missing', lambda: Missing()[1])
    class Imp(object):
        def find_module(self, n, p=None): __import__(n + 'x'); return None
    sys.meta_path.append(Imp())
    t('import', lambda: __import__('zzz')); sys.meta_path.pop()
    class Out(object):
        def write(self, s): print 'x'
    old = sys.stdout
    sys.stdout = Out()
    try: 
        try: print 'x'
        except RuntimeError: pass
    finally: sys.stdout = old
    class Enter(object):
        def __enter__(self):
            with self: pass
        def __exit__(self, *a): pass
    def w():
        with Enter(): pass
    t('with', w)
    def fin():
        try: fin()
        finally: fin2()
    def fin2():
        try: 1/0
        except: pass
    t('finally', fin)
KEEP = []
def keep(x): KEEP.append(x); return x
sys.setrecursionlimit(200)
run()
threading.stack_size(256 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
print 'end'
