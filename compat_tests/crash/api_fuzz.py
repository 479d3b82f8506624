# built-in functions, types and methods called with whatever comes to hand: exceptions are fine, falling over is not
import sys, operator
import __builtin__, _bisect, _codecs, _collections, _functools, _heapq, _io, _random, _sre, _struct, _weakref, array, binascii
import cPickle, cStringIO, cmath, collections, copy, datetime, itertools, marshal, math, re, struct, time, types, unicodedata, zlib
MODULES = [__builtin__, _bisect, _codecs, _collections, _functools, _heapq, _random, _sre, _struct, _weakref, array, binascii,
           cPickle, cStringIO, cmath, datetime, itertools, marshal, math, operator, types, unicodedata, zlib]
# What ends or blocks the process, changes the fuzzer's own state, or goes on for ever with reasonable arguments.
SKIP = set('''exit quit raw_input input open file execfile reload __import__ globals locals vars compile eval exec pow xrange XRangeType
count cycle repeat factorial __pow__ __rpow__ ipow __ipow__ lshift ilshift __lshift__ __rlshift__ __ilshift__ __subclasses__ FileType
iter intern help copyright credits license ClassType_ __setstate__ jumpahead print'''.split())

class Random(object):
    def __init__(self, seed):
        self.state = seed * 2654435761 + 12345 & 0xffffffff or 1
    def __call__(self, n):
        s = self.state
        s ^= s << 13 & 0xffffffff
        s ^= s >> 17
        s ^= s << 5 & 0xffffffff
        self.state = s
        return s % n
random = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
budget = [0]
pool = []

def pick():
    return pool[random(len(pool))]

def spend():
    # Hostile methods must come to an end.
    budget[0] += 1
    if budget[0] > 60:
        raise RuntimeError('enough')

def mischief():
    spend()
    kind = random(14)
    value = pick()
    if kind == 0:
        raise ValueError('evil')
    if kind == 1:
        if type(value) in (list, bytearray): del value[:]
        elif type(value) in (dict, set, collections.deque): value.clear()
    if kind == 2:
        if type(value) is list: value.extend(range(9))
        elif type(value) is dict: value.update(dict.fromkeys(range(9)))
    if kind < 12:
        return [1, -1, 0, 'x', 1 << 63, None, NotImplemented, True, u'y', 2.5, (), []][kind]
    return value

def evil(name):
    def method(self, *args, **kwargs):
        return mischief()
    method.__name__ = name
    return method

NAMES = '''__eq__ __ne__ __lt__ __gt__ __cmp__ __hash__ __nonzero__ __len__ __index__ __int__ __long__ __float__ __complex__ __oct__
__str__ __repr__ __unicode__ __format__ __iter__ next __getitem__ __setitem__ __delitem__ __getslice__ __contains__ __reversed__
__add__ __radd__ __sub__ __mul__ __rmul__ __div__ __mod__ __rmod__ __divmod__ __and__ __or__ __xor__ __iadd__ __neg__ __abs__
__coerce__ __call__ __get__ __set__ __enter__ __exit__ __reduce__ __reduce_ex__ __getstate__ __instancecheck__ __subclasscheck__
__length_hint__ __missing__ __trunc__ keys items read write readline'''.split()

class Old: pass

def evils():
    names = NAMES if random(3) == 0 else [NAMES[random(len(NAMES))] for i in range(1 + random(8))]
    bases = [object, Old, list, dict, int, str, unicode, Exception, tuple, set, float, classes[random(len(classes))]]
    base = bases[random(len(bases))]
    evil_class = type(base)('Evil', (base,), dict((name, evil(name)) for name in names))
    return [evil_class, evil_class.__new__(evil_class) if base is not Old else evil_class()]

def generator():
    for i in range(20):
        yield i

def plain(*args, **kwargs):
    spend()
    return args

functions, classes = [], [object, Old, types.InstanceType]
for module in MODULES:
    for name in sorted(module.__dict__):
        value = module.__dict__[name]
        if name in SKIP or name.startswith('_') and module is __builtin__:
            continue
        if isinstance(value, type):
            if value not in classes: classes.append(value)
        elif callable(value):
            functions.append(value)
try:
    raise KeyError
except KeyError:
    traceback = sys.exc_info()[2]
for value in (traceback, traceback.tb_frame, plain, plain.__code__, generator(), ''.join, str.join, iter([]), iter({}), iter(()), iter(''), {}.iteritems(),
              {}.viewkeys(), {}.viewitems(), iter(set()), len, type.__dict__['mro'], int.real, None, Ellipsis, NotImplemented,
              sys.flags, re.compile('a'), re.match('a', 'a'), _struct.Struct('i'), _io.BytesIO(), _io.StringIO(), datetime.tzinfo()):
    if type(value) not in classes:
        classes.append(type(value))

def refresh():
    ring = [1, 2, 3]; ring.append(ring)
    knot = {1: 2, 'a': 'b'}; knot['d'] = knot
    nan = float('nan')
    pool[:] = [
        0, 1, -1, 2, 3, 7, 255, 256, 65535, -65536, 1114111, 1114112, sys.maxint, -sys.maxint - 1, sys.maxint + 1, 1 << 64, -(1 << 64),
        1 << 200, 10L, True, False, 0.0, -0.0, 1.5, -1e308, nan, float('inf'), 5e-324, 1j, complex(nan, nan), None, Ellipsis, NotImplemented,
        '', 'a', 'abc', 'a\0b', '\xff\xfe', 'utf-8', 'strict', 'ignore', 'replace', 'a' * 300, '%s', '%(a)s', '%d%d', '{0}', '{', 'i', 'rb',
        '-1', '1e5', '__class__', '__dict__', '<Q', '100000000000s', 'nan', '3q', '(S"a"\n.', '[\1\0\0\0N',
        u'', u'a', u'\u1234', u'\ud800', u'\U0001f600', u'%s', u'{0}', u'\xe9' * 20,
        (), (1,), (1, 2), ('a', 'b'), ('a', 1, 2), (None,) * 3, (2000, 1, 1), (2000, 1, 1, 1, 1, 1, 1, 1, 1), ((1, 2), (3, 4)), (int,),
        [], [1], ring, range(20), ['a', 'b'], [1.5, 2.5], [None, 'x', 1], [[1], [2]], [('a', 1)],
        {}, knot, {'a': 1}, {u'a': None}, dict.fromkeys(range(20)), set(), set([1, 2]), frozenset([1, 'a']),
        bytearray(), bytearray('abc'), slice(None), slice(None, None, -1), slice(sys.maxint, -sys.maxint - 1, -1), slice('a', [], {}),
        xrange(5), buffer('abc'), memoryview('abcd'), memoryview(bytearray('xyz')), iter([1, 2]), generator(), iter('ab'),
        {1: 2}.iteritems(), {1: 2}.viewkeys(), {1: 2}.viewitems(), reversed([1, 2]), plain, evil('f'), len, int, str, list, dict, object, type,
        Old, Old(), Exception, Exception('x'), KeyError(1), UnicodeDecodeError('a', 'b', 0, 1, 'c'), UnicodeEncodeError('a', u'b', 0, 1, 'c'),
        plain.__code__, traceback, property(), staticmethod(1), classmethod(2), super(int, 1), object(), array.array('i', [1, 2, 3]),
        array.array('c', 'abc'), array.array('u', u'ab'), array.array('d', [1.0]), collections.deque([1, 2, 3]), collections.deque([], 2),
        collections.OrderedDict([(1, 2)]), collections.defaultdict(list), _io.BytesIO('abc'), _io.StringIO(u'abc'), cStringIO.StringIO('abc'),
        cStringIO.StringIO(), math, re.compile('(a)|b'), re.match('(a)', 'a'), datetime.datetime(2000, 1, 1), datetime.timedelta(1), datetime.time(),
        struct.Struct('i')]
    for i in range(8):
        try: pool.extend(evils())
        except Exception: pass

BINARY = [operator.add, operator.sub, operator.mul, operator.div, operator.truediv, operator.floordiv, operator.mod, operator.and_,
          operator.or_, operator.xor, operator.lt, operator.eq, operator.ne, operator.ge, cmp, operator.iadd, operator.isub, operator.ior,
          operator.contains, operator.getitem, operator.delitem, divmod, coerce, isinstance, issubclass]
UNARY = [repr, str, unicode, hash, len, iter, next, abs, operator.neg, operator.invert, int, long, float, complex, oct, hex,
         operator.index, list, tuple, dict, set, sorted, reversed, dir, bytearray, buffer, memoryview, copy.copy, copy.deepcopy,
         cPickle.dumps, marshal.dumps, min, max, sum, enumerate, chr, unichr, ord, type, format]

def arguments():
    return [pick() for i in range((0, 1, 1, 1, 1, 2, 2, 2, 3, 4, 6)[random(11)])]

def step():
    kind = random(18)
    if kind < 3:
        return functions[random(len(functions))](*arguments())
    if kind < 5:
        made = classes[random(len(classes))]
        if random(3) == 0:
            return made.__new__(made)
        return made(*arguments())
    if kind < 10:
        value = pick()
        if random(4) == 0:
            value = classes[random(len(classes))]
            if random(2):
                value = value.__new__(value)
        names = [name for name in dir(value) if type(name) is str and name not in SKIP]
        if type(value) is type(sys) or not names:
            return None
        method = getattr(value, names[random(len(names))])
        return method(*arguments()) if callable(method) else method
    if kind < 13:
        return BINARY[random(len(BINARY))](pick(), pick())
    if kind < 16:
        return UNARY[random(len(UNARY))](pick())
    value, a, b = pick(), pick(), pick()
    if isinstance(value, type) and value.__name__ != 'Evil' or type(value) is type(sys):
        return None
    if kind == 16:
        names = NAMES + ['__class__', '__dict__', '__bases__', '__name__', 'args', 'message', 'start', 'end', 'object', 'reason']
        setattr(value, names[random(len(names))], a)
    elif a is None:
        value[b:] = a
    else:
        value[a] = b

def main(rounds, write=sys.stdout.write, xrange=xrange, len=len, type=type, sized=(list, tuple, str, unicode, bytearray), clear=sys.exc_clear,
         step=step, refresh=refresh, pool=pool, random=random, budget=budget, endless=(itertools.count, itertools.cycle, itertools.repeat)):
    for i in xrange(rounds):
        if i % 200 == 0:
            refresh()
        budget[0] = 0
        try:
            result = step()
            if result is not None and not (type(result) in sized and len(result) > 5000) and type(result) not in endless:
                pool[random(len(pool))] = result
        except:
            pass
        clear()
    write('came through\n')
main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
