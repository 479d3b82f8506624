# containers that change while they are walked, sorted, searched and compared; every protocol method with side effects (CPython 2.7 aborts on this one)
import random, sys
budget = [0, 0]
def tryit(f, *a):
    budget[:] = [0, 0]
    try:
        return f(*a)
    except Exception, e:
        return type(e).__name__
def guard(action):
    def run():
        budget[0] += 1
        if budget[0] > 300: raise RuntimeError('budget')
        if budget[1] > 2: return
        budget[1] += 1
        try: action()
        finally: budget[1] -= 1
    return run
class Evil(object):
    def __init__(self, n, action): self.n, self.action = n, guard(action)
    def __eq__(self, o): self.action(); return False
    def __ne__(self, o): self.action(); return True
    def __lt__(self, o): self.action(); return self.n < getattr(o, 'n', 0)
    def __gt__(self, o): self.action(); return self.n > getattr(o, 'n', 0)
    def __cmp__(self, o): self.action(); return 1
    def __hash__(self): return 1
    def __nonzero__(self): self.action(); return True
    def __len__(self): self.action(); return 3
    def __index__(self): self.action(); return 2
    def __int__(self): self.action(); return 2
    def __str__(self): self.action(); return 'evil'
    def __repr__(self): self.action(); return 'evil'
    def __iter__(self): self.action(); return iter([self, 1, self])
    def __getitem__(self, i): self.action(); return [1,2,3][i]
    def __contains__(self, x): self.action(); return False
    def __float__(self): self.action(); return 2.0
    def __coerce__(self, o): self.action(); return None
    def __unicode__(self): self.action(); return u'evil'
    def __format__(self, s): self.action(); return 'evil'
def lists():
    L = []
    def clear(): del L[:]
    def grow(): L.extend([object() for i in range(50)])
    def swap(): L[:] = [float(i) for i in range(3)]
    def ints(): L[:] = range(5)
    acts = [clear, grow, swap, ints]
    ops = [
        lambda: L.sort(), lambda: L.sort(reverse=True), lambda: L.sort(key=lambda x: x),
        lambda: L.sort(cmp=lambda a, b: (random.choice(acts)(), 1)[1]),
        lambda: L.index(5), lambda: L.count(5), lambda: L.remove(5), lambda: 5 in L,
        lambda: L == L[:] , lambda: L < [Evil(1, random.choice(acts))]*9, lambda: [Evil(1, random.choice(acts))]*9 < L,
        lambda: cmp(L, [Evil(1, random.choice(acts))]*9),
        lambda: repr(L), lambda: str(L), lambda: sum(L, 0), lambda: max(L), lambda: min(L), lambda: sorted(L),
        lambda: any(L), lambda: all(L), lambda: map(None, L, L), lambda: filter(None, L), lambda: reduce(lambda a, b: (random.choice([clear,swap,ints])(), b)[1], __import__("itertools").islice(L,100)),
        lambda: [x for x in __import__("itertools").islice(L, 100) if (random.choice(acts)(), 1)[1]][:0],
        lambda: L.insert(Evil(1, random.choice(acts)), 5),
        lambda: L.pop(Evil(1, random.choice(acts))),
        lambda: L.__getitem__(Evil(1, random.choice(acts))),
        lambda: L.__setitem__(Evil(1, random.choice(acts)), 5),
        lambda: L.__delitem__(Evil(1, random.choice(acts))),
        lambda: L[Evil(1, random.choice(acts)):Evil(9, random.choice(acts))],
        lambda: L.__setslice__(Evil(1, random.choice(acts)), 3, [1]),
        lambda: L.__setitem__(slice(Evil(1, random.choice(acts)), Evil(1, random.choice(acts)), Evil(1, random.choice(acts))), [1]),
        lambda: L.__delitem__(slice(Evil(1, random.choice(acts)), Evil(1, random.choice(acts)), Evil(1, random.choice(acts)))),
        lambda: L.__setitem__(slice(0, 3), Evil(1, random.choice(acts))),
        lambda: L.extend(Evil(1, random.choice(acts))),
        lambda: L.__iadd__(Evil(1, random.choice(acts))),
        lambda: L.extend(L), lambda: L.__imul__(Evil(1, random.choice(acts))), lambda: L * Evil(1, random.choice(acts)),
        lambda: ''.join(L), lambda: u''.join(L), lambda: ','.join(Evil(1, random.choice(acts))),
        lambda: '%s %r' % tuple(L[:2]), lambda: '{0} {1!r}'.format(*L), lambda: tuple(L), lambda: set(L), lambda: dict(zip(L, L)),
        lambda: zip(L, Evil(1, random.choice(acts)), L), lambda: bytearray(L), lambda: list(enumerate(L)), lambda: list(reversed(L)),
        lambda: (lambda *a: a)(*L), lambda: isinstance(1, tuple(L)), lambda: hash(tuple(L)), lambda: range(*L[:2]), lambda: slice(*L[:3]).indices(9),
        lambda: divmod(L[0], L[1]), lambda: L.reverse(), lambda: __import__('heapq').heapify(L), lambda: __import__('heapq').heappop(L),
        lambda: __import__('heapq').heappush(L, Evil(1, random.choice(acts))), lambda: __import__('heapq').heappushpop(L, Evil(1, random.choice(acts))),
        lambda: __import__('bisect').insort(L, Evil(1, random.choice(acts))), lambda: __import__('bisect').bisect(L, Evil(1, random.choice(acts))),
        lambda: __import__('array').array('i', L), lambda: __import__('itertools').chain(*L), lambda: list(__import__('itertools').izip(L, L)),
        lambda: list(__import__('itertools').product(L, L))[:1], lambda: list(__import__('itertools').groupby(L))[:1],
        lambda: list(__import__('itertools').islice(L, Evil(1, random.choice(acts)))), lambda: __import__('struct').pack('ii', *L[:2]),
        lambda: __import__('collections').deque(L), lambda: xrange(Evil(1, random.choice(acts))), lambda: sys.stdout.writelines([]),
        lambda: __import__('cStringIO').StringIO().writelines(L), lambda: L.__cmp__, lambda: L >= L[:], lambda: L != list(L),
    ]
    it = None
    for r in range(400):
        del L[:]
        L.extend([Evil(i, random.choice(acts)) for i in range(random.randrange(1, 8))])
        if random.random() < .5: L.insert(random.randrange(len(L)), random.choice([1, 1.5, 'a', None, u'x', (1,)]))
        tryit(random.choice(ops))
        if it is None or random.random() < .2: it = iter(L)
        next(it, None)
    print 'lists ok'
def dicts():
    D = {}
    S = set()
    def clear(): D.clear(); S.clear()
    def grow():
        for i in range(20): D[i] = i; S.add(i)
    def strs():
        D.clear(); S.clear()
        for c in 'abcdefgh': D[c] = c; S.add(c)
    def pop():
        if D: D.popitem()
        if S: S.pop()
    def nop(): pass
    acts = [clear, grow, strs, pop, nop]
    E = lambda: Evil(random.randrange(5), random.choice(acts))
    ops = [lambda: D[E()], lambda: D.get(E()), lambda: D.setdefault(E(), E()), lambda: D.pop(E()), lambda: D.__setitem__(E(), E()),
        lambda: D.__delitem__(E()), lambda: E() in D, lambda: D.has_key(E()), lambda: D == dict(D), lambda: D < {E(): E()}, lambda: cmp(D, {E(): E(), 1: E()}),
        lambda: repr(D), lambda: D.update({E(): 1, E(): 2}), lambda: D.update(E()), lambda: D.update([(E(), 1)]), lambda: dict.fromkeys([E(), E()], 1),
        lambda: D.items(), lambda: [clear() for k in D], lambda: [grow() for k in D], lambda: [pop() for k in D.iteritems()], lambda: [strs() for k in D.itervalues()],
        lambda: D.copy(), lambda: D.viewkeys() & [E(), E()], lambda: D.viewkeys() == set([E()]), lambda: D.viewitems() | [E()], lambda: D.viewitems() - D.viewitems(),
        lambda: S.add(E()), lambda: S.discard(E()), lambda: S.remove(E()), lambda: S | [E()] , lambda: S.update([E(), E()]), lambda: S.difference([E(), E()]),
        lambda: S.intersection([E(), E()]), lambda: S.symmetric_difference([E(), E()]), lambda: S == set([E()]), lambda: S <= set([E(), E()]), lambda: S.isdisjoint([E()]),
        lambda: S.difference_update([E()]), lambda: S.intersection_update([E()]), lambda: S.symmetric_difference_update([E()]), lambda: repr(S), lambda: frozenset([E(), E()]),
        lambda: hash(frozenset([E()])), lambda: [clear() for k in S], lambda: [grow() for k in S], lambda: S.pop(), lambda: S.difference(S), lambda: S.intersection(set([E(), E()])),
        lambda: S.update({E(): 1}), lambda: S.issubset([E()]), lambda: S.issuperset([E()]), lambda: S.copy() == S, lambda: (lambda **k: k)(**D), lambda: eval('x', D), lambda: '%(a)s' % D,
        lambda: '{a}'.format(**D), lambda: type('x', (), D), lambda: S.union(S, D, [E()]), lambda: D.__cmp__({E(): 1}), lambda: D.__eq__({1: E(), 2: E()}),
        lambda: __import__('collections').defaultdict(E, D)[E()], lambda: __import__('collections').Counter(S), 
    ]
    for r in range(500):
        if random.random() < .3:
            D.clear(); S.clear()
            for i in range(random.randrange(6)):
                random.choice([lambda: D.__setitem__(Evil(i, nop), E()), lambda: S.add(Evil(i, nop)), lambda: D.__setitem__(i, E()), lambda: D.__setitem__('k%d' % i, E())])()
        tryit(random.choice(ops))
    print 'dicts ok'
def others():
    from collections import deque
    from array import array
    d = deque(); b = bytearray(); a = array('i')
    def clear(): d.clear(); del b[:]; del a[:]
    def grow(): d.extend(range(100)); b.extend('x'*100); a.extend(range(100))
    def nop(): pass
    def fix():
        d.extend([Evil(1, clear), Evil(2, grow)]); b.extend('abc'); a.extend([1,2,3])
    acts = [clear, grow, nop, fix]
    E = lambda: Evil(random.randrange(5), random.choice(acts))
    ops = [lambda: d.count(E()), lambda: d.remove(E()), lambda: E() in d, lambda: d == deque([E()]), lambda: d < deque([E(), E()]), lambda: repr(d), lambda: d.extend(E()), lambda: d.extendleft(E()),
        lambda: [clear() for x in d], lambda: [grow() for x in d], lambda: d[E()], lambda: d.__setitem__(E(), 1), lambda: d.__delitem__(E()), lambda: d.rotate(E()), lambda: list(reversed(d)), lambda: d.extend(d), lambda: deque(E(), E()),
        lambda: b.__setitem__(E(), E()), lambda: b.__delitem__(E()), lambda: b.extend(E()), lambda: b.append(E()), lambda: b.insert(E(), E()), lambda: b.__setitem__(slice(E(), E()), E()), lambda: b.__setitem__(slice(0, 3), E()), lambda: b.count(E()), lambda: b.pop(E()), lambda: b.remove(E()),
        lambda: b.join([b, E()]), lambda: b.find(b, E(), E()), lambda: b * E(), lambda: b.__imul__(E()), lambda: bytearray(E()), lambda: b.translate(None, b), lambda: b.replace(b, b), lambda: b.split(b), lambda: b.startswith(b, E()), lambda: b.decode('ascii'), lambda: b.decode(E()),
        lambda: a.__setitem__(E(), E()), lambda: a.append(E()), lambda: a.extend(E()), lambda: a.insert(E(), E()), lambda: a.count(E()), lambda: a.index(E()), lambda: a.remove(E()), lambda: a.pop(E()), lambda: a.__delitem__(slice(E(), E())), lambda: a.fromlist([1, E()]), lambda: a * E(), lambda: a.__imul__(E()), lambda: a == array('d', [1]), lambda: a.__setitem__(slice(E(), E(), E()), a), lambda: a.fromstring(b), lambda: [clear() for x in a],
        lambda: buffer(b, E(), E())[:], lambda: memoryview(b)[E()], lambda: memoryview(b).__setitem__(E(), 'x'), lambda: memoryview(b)[E():E()], lambda: (memoryview(b), b.extend('x'*1000)), 
        lambda: __import__('struct').pack_into('i', b, E(), E()), lambda: __import__('struct').unpack_from('i', b, E()), lambda: __import__('struct').pack('i', E()),
        lambda: u'x'.translate({ord('x'): E()}), lambda: unicode(E()), lambda: str(E()), lambda: '%s%s' % (E(), E()), lambda: '%d' % E(), lambda: '%*d' % (E(), E()), lambda: '%c' % E(), lambda: '{0:{1}}'.format(E(), E()), lambda: 'a'.join(E()), lambda: 'a'.find('a', E()), lambda: 'a' * E(), lambda: 'abc'[E()], lambda: 'abc'[E():E():E()], lambda: u'abc'[E():], lambda: 'abc'.startswith((E(), E())), lambda: E() in 'abc', lambda: 'abc'.count('a', E(), E()), lambda: int(E()), lambda: float(E()), lambda: complex(E()), lambda: long(E()), lambda: chr(E()), lambda: unichr(E()), lambda: round(E(), E()), lambda: pow(E(), E(), E()), lambda: divmod(E(), E()), lambda: range(E(), E()), lambda: coerce(1, E()), lambda: E() + 1, lambda: 1 + E(), lambda: E() < E(), lambda: cmp(E(), E()), lambda: slice(E(), E(), E()).indices(E()), lambda: isinstance(E(), E()), lambda: issubclass(int, E()), lambda: getattr(E(), E()), lambda: setattr(E(), E(), 1), lambda: reversed(E()), lambda: sorted(E()), lambda: map(E(), E()), lambda: zip(E(), E()), lambda: iter(E()), lambda: iter(E(), E()), lambda: compile(E(), E(), E()), lambda: eval(E()), lambda: type(E(), E(), E()), lambda: super(E(), E()), lambda: property(E(), E()), lambda: sum(E(), E()), lambda: max(E(), E()), lambda: max(E(), key=E()), lambda: buffer(E()), lambda: memoryview(E()), lambda: vars(E()), lambda: apply(E(), E()), lambda: hex(E()), lambda: oct(E()), lambda: bin(E()), lambda: ord(E()), lambda: abs(E()), lambda: hash(E()), lambda: id(E()), lambda: len(E()), lambda: callable(E()), lambda: format(E(), E()), lambda: __import__(E()), lambda: reload(E()), lambda: intern(E()), lambda: reduce(E(), E()), lambda: filter(E(), E()), lambda: xrange(E(), E()),
    ]
    for r in range(500):
        fix()
        if random.random() < .3: clear(); fix()
        tryit(random.choice(ops))
    print 'others ok'
random.seed(7)
lists()
dicts()
others()
