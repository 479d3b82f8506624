# code objects with bytes changed: refused when they are read, or they run as harmless nonsense (CPython 2.7 runs them and crashes)
import marshal, signal, sys
class Stop(BaseException): pass
def stop(*args): raise Stop
signal.signal(signal.SIGALRM, stop)
SOURCES = '''
def f(a, (b, c)=(1, 2), *d, **e):
    def g(): return a
    for i in range(3):
        try: yield i
        finally: a = 2
    class K: z = 1
    with Q(): pass
    x = [y + a for y in d]; z = lambda: (x, a)
for q in f(1): pass
''', '''
def f(a, b=2, *c, **d):
    x = a + b * 2
    if x > 3: y = [x, a, b]
    else: y = (x,)
    while x:
        x -= 1
        if x == 2: continue
        if x == 1: break
    try: z = y[5]
    except IndexError, e: z = e
    finally: w = 1
    return x, y, z, {1: x}, {2, 3}, y[0:1], y[-1], not x, -x, `x`, x if a else b, 'a%s' % x, a < b < 3, a is b, a in (1, 2)
r = f(1); r = f(1, 2, 3, k=4); r = f(*(1, 2), **{'z': 1})
class A(object):
    def __init__(self): self.x = 1
    def m(self): return self.x
    @property
    def p(self): return super(A, self).__init__
a = A(); a.m(); a.p; a.x += 1; a.y = a.x
import sys as s
exec "1"
global gg; gg = 5
r = [i for i in range(3) if i]; r = dict((k, 1) for k in r)
''', '''
def outer():
    n = 0
    def inner(k):
        def deep(): return n + k
        return deep
    return [inner(j)() for j in range(3)]
o = outer()
def g():
    x = yield 1
    try: yield x
    except ValueError: yield 2
    else: yield 3
i = g(); i.next(); i.send(4); i.close()
try:
    try: 1 / 0
    finally: x = 1
except ZeroDivisionError: pass
assert x
raise KeyError(1)
'''
class Q(object):
    def __enter__(self): return self
    def __exit__(self, *args): pass
state = [int(sys.argv[1]) if len(sys.argv) > 1 else 4]
def random(n):
    state[0] = state[0] * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
    return (state[0] >> 33) % n
codes = [compile(source, 'x', 'exec') for source in SOURCES]
dumps = [marshal.dumps(code) for code in codes]
ran = refused = 0
for i in xrange(1200):
    data = bytearray(dumps[random(len(dumps))])
    for j in range((1, 1, 2, 3)[random(4)]):
        at, kind = random(len(data)), random(4)
        if kind == 0: data[at] = random(256)
        elif kind == 1: data[at] = data[at] + (1, -1, 2, 4, 16)[random(5)] & 255
        elif kind == 2: data[at] = data[random(len(data))]
        else:
            source = random(len(data) - 4) & ~3
            data[at & ~3:(at & ~3) + 4] = data[source:source + 4]
    try: code = marshal.loads(str(data))
    except (ValueError, EOFError, TypeError):
        refused += 1
        continue
    if type(code) is not type(codes[0]): continue
    signal.setitimer(signal.ITIMER_REAL, 1)
    try: exec code in {'Q': Q, '__name__': 'x'}
    except (Exception, Stop): pass
    signal.setitimer(signal.ITIMER_REAL, 0)
    ran += 1
print 'came through', ran > 100, refused > 100
