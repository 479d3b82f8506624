# Built-in functions that run a generator: where they stop, what they leave, whose StopIteration ends it.
def numbers(log):
    for i in range(6):
        log.append(i)
        yield i
    log.append('end')

for function in (any, all, sum, max, min, set, list, tuple, sorted, frozenset, dict.fromkeys):
    log = []
    g = numbers(log)
    print function.__name__, function(g), log, list(g)

def stops(x):
    if x == 3:
        raise StopIteration('from the key')
    return x

log = []
g = numbers(log)
try:
    max(g, key=stops)
except StopIteration as e:
    print 'StopIteration', e, log, list(g)

log = []
g = numbers(log)
try:
    print reduce(lambda a, b: stops(b), g)
except StopIteration as e:
    print 'StopIteration', e, log, g.next()

def fails():
    yield 1
    raise KeyError('inside')

for function in (sum, list, max, lambda g: ''.join(g), lambda g: {2}.isdisjoint(g), lambda g: {2: 3}.viewkeys() >= set(g)):
    g = fails()
    try:
        print function(g)
    except Exception as e:
        print type(e).__name__, e, list(g)

def itself():
    yield 1
    print 'again', g.gi_running
    try:
        next(g)
    except ValueError as e:
        print e
    yield 2

g = itself()
print sum(g), g.gi_frame

# The frame is seen while it waits, also by who is called between two of its items.
class Looks(object):
    def __init__(self, g):
        self.g = g
    def __hash__(self):
        f = self.g[0].gi_frame
        print 'hash', f.f_locals['i'], f.f_lineno - f.f_code.co_firstlineno, self.g[0].gi_running
        return 1
    def __eq__(self, other):
        return next(self.g[0], 'none left') is not None

def looks(holder):
    for i in range(5):
        yield Looks(holder)

holder = []
holder.append(looks(holder))
print len(set(holder[0]))

# Many registers, and generators within generators.
def wide(a, b, c, d, e, f, g, h):
    for i in range(3):
        j, k, l, m, n, o = i, a, b, c, d, e
        yield (a, b, c, d, e, f, g, h, j, k, l, m, n, o)
print sum(sum(t) for t in wide(1, 2, 3, 4, 5, 6, 7, 8))
print sum(sum(sum(x for x in range(y)) for y in range(z)) for z in range(8))

def deep(n):
    if n:
        for x in deep(n - 1):
            yield x + 1
    else:
        yield 0
print sum(deep(150))
