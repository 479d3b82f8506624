# random with a seed gives CPython's numbers
import random
r = random.Random(42)
print [r.random() for _ in range(3)], [r.randrange(100) for _ in range(5)], r.randint(1, 6), r.choice('abcdef'), r.sample(range(100), 5), r.uniform(1, 2), r.gauss(0, 1), r.getrandbits(70), r.expovariate(1), r.triangular(0, 1, 0.5), r.betavariate(1, 2), r.normalvariate(0, 1)
l = range(10); r.shuffle(l); print l
r.seed('string'); print r.random(); r.seed(1.5); print r.random(); r.seed(10 ** 30); print r.random(); r.seed(-5); print r.random(); r.seed((1, 2)); print r.random()
s = r.getstate(); a = r.random(); r.setstate(s); print a == r.random(), s[0], len(s[1]); r.jumpahead(10); print r.random()
for e in ('r.randrange(0)', 'r.randrange(5, 5)', 'r.choice([])', 'r.sample([1], 2)', 'r.randrange(1.5)', 'r.getrandbits(0)', 'r.randrange(1, 2, 0)', 'r.seed([])'):
    try:
        print eval(e)
    except (ValueError, IndexError, TypeError) as x:
        print e, '->', type(x).__name__, x
