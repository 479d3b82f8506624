# Operations on numbers of one limb to a thousand, among them powers of two and numbers just below them, by one hash.
import random, sys
r = random.Random(27); h = 0
def big():
    n = r.choice([1, 2, 3, 4, 5, 7, 8, 9, 30, 33, 63, 64, 65, 100, 127, 200, 1100, 1300])
    x = r.getrandbits(n * 64)
    if r.random() < .2: x = (1 << n * 64) - r.getrandbits(3)
    if r.random() < .1: x = 1 << r.randrange(n * 64)
    if r.random() < .05: x = 0L
    return -x if r.random() < .4 else x
for i in xrange(40):
    a, b = big(), big()
    v = [a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, a << r.randrange(300), a >> r.randrange(300)]
    if b: v += [a // b, a % b, divmod(a, b)]
    if i % 50 == 0: v.append(str(a))
    h = hash((h, tuple(v)))
    if b and a // b * b + a % b != a: print 'wrong', a, b
print h
