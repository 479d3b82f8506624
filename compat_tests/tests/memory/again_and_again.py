# Everything that grows, until memory runs out.
import sys, itertools, collections, array
M = 10**7
def grow_list():
    l = []
    while 1: l.append(object())
def grow_list2():
    l = [0]
    while 1: l += l
def grow_list3():
    l = ['x']
    while 1: l[1:1] = l
def grow_dict():
    d = {}
    i = 0
    while 1:
        d[i] = i; i += 1
def grow_dict2():
    d = {}
    i = 0
    while 1:
        d['k%d' % i] = [i]; i += 1
def grow_set():
    s = set()
    i = 0
    while 1:
        s.add(i); i += 1
def grow_deque():
    d = collections.deque()
    while 1: d.append(1.5)
def grow_array():
    a = array.array('d', [0.5])
    while 1: a.extend(a)
def grow_str():
    s = 'x'
    while 1: s += s
def grow_str2():
    s = ''
    while 1: s += 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' * 100
def grow_unicode():
    s = u'\u1234'
    while 1: s += s
def grow_bytearray():
    b = bytearray('x')
    while 1: b += b
def grow_chain():
    x = None
    while 1: x = (x,)
def grow_nodes():
    class Node(object):
        def __init__(self, next): self.next = next; self.a = 1; self.b = 2.5
    x = None
    while 1: x = Node(x)
def grow_old():
    class Node:
        def __init__(self, next): self.next = next
    x = None
    while 1: x = Node(x)
def grow_gens():
    def g(): yield 1
    l = []
    while 1:
        i = g(); i.next(); l.append(i)
def grow_funcs():
    l = []
    while 1: l.append(lambda x=l: x)
def grow_attrs():
    class C(object): pass
    c = C(); i = 0
    while 1:
        setattr(c, 'a%d' % i, i); i += 1
def grow_intern():
    l = []; i = 0
    while 1:
        l.append(intern('s%d' % i)); i += 1
def grow_recursive():
    def f(l): return f(l + [0] * 100000)
    f([])
def listcomp(): [[] for i in xrange(M)]
def genexp(): list([] for i in xrange(M))
def zipit(): zip(xrange(M), xrange(M))
def mapit(): map(str, xrange(M))
def mapit2(): map(lambda x: [x], xrange(M))
def filterit(): filter(lambda x: x, (str(i) for i in xrange(M)))
def product(): list(itertools.product(range(1000), range(1000), range(10)))
def perms(): list(itertools.permutations(range(12)))
def combos(): list(itertools.combinations(range(40), 7))
def tee():
    a, b = itertools.tee(xrange(M)); list((x,) for x in a); list(b)
def groupby(): [list(g) for k, g in itertools.groupby(itertools.imap(str, itertools.count()))]
def split(): ('x ' * M).split()
def splitlines(): ('x\n' * M).splitlines()
def splitx(): ('ab,' * M).split(',')
def join(): ''.join(itertools.repeat('x' * 1000, M))
def joinl(): (',' * 1000).join(['xyz'] * 1000000)
def replace(): ('x' * 1000000).replace('x', 'y' * 1000)
def fmt(): '%s' * 100000 % (('x' * 10000,) * 100000)
def fmt2(): '%100000000d' % 1
def fmt3(): '{:>100000000}'.format('x')
def reprit(): repr([['x' * 100000] * 100] * 100)
def strlist(): str(range(M * 10))
def sortit(): sorted(str(i) for i in xrange(M))
def dictcomp(): {str(i): i for i in xrange(M)}
def setcomp(): {str(i) for i in xrange(M)}
def fromkeys(): dict.fromkeys(map(float, xrange(M)))
def dictcopy():
    d = dict.fromkeys(range(300000)); l = []
    while 1: l.append(d.copy())
def counter(): collections.Counter(str(i) for i in xrange(M))
def encode(): (u'\u1234' * M).encode('utf-8') * 10
def decode(): ('x' * M * 4).decode('utf-16')
def tolist(): array.array('d', [0.5]) * M
def tolist2(): (array.array('d', [0.5]) * 1000000).tolist() * 100
def pickle():
    import cPickle; cPickle.dumps([str(i) for i in range(100000)] , 2) * 1000
def marsh():
    import marshal; marshal.dumps(['x' * 100000] * 10000)
def stringio():
    import cStringIO; s = cStringIO.StringIO()
    while 1: s.write('x' * 100000)
def stringio2():
    import io; s = io.BytesIO()
    while 1: s.write('x' * 100000)
def stringio3():
    import io; s = io.StringIO()
    while 1: s.write(u'x' * 100000)
def readit(): open('/dev/zero').read(M * 100)
def rex():
    import re; re.sub('x', 'y' * 10000, 'x' * 100000)
def rex2():
    import re; re.findall('x', 'x' * M)
def rex3():
    import re; list(re.finditer('x', 'x' * M))
def json():
    import json; json.dumps(['x' * 100000] * 10000)
def exc():
    l = []
    while 1:
        try: 1/0
        except Exception, e: l.append((e, sys.exc_info()))
def struct():
    import struct; struct.unpack('%db' % M, 'x' * M)
def strlong(): repr(1 << 3000000) * 1000
def slices(): [map(str, range(100000))[i:] for i in range(1000000)]
def reversedit(): [list(reversed(range(100000))) for i in range(1000)]
def argsit(): (lambda *a: [a] * M)(*range(1000000))
def kwit(): dict(**dict.fromkeys(map(str, xrange(M))))
def trans(): ('x' * M).translate('y' * 256) * 100

def works():
    texts = [str(i) for i in range(10000)]
    assert len(set(texts)) == 10000 and sum(len(text) for text in texts) == 38890

functions = [f for n, f in sorted(globals().items()) if type(f) is type(exc) and f is not works]
for again in range(2):
    for f in functions:
        try:
            f()
            print f.__name__, 'came to an end'
        except MemoryError:
            pass
        sys.exc_clear()
        # Everything works as before; a stale word on a native stack may hold what is dead for a while.
        for attempt in range(3):
            try:
                works()
                break
            except MemoryError:
                sys.exc_clear()
        else:
            print f.__name__, 'left no room'
print 'done'
