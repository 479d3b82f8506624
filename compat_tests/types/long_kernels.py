import random
r = random.Random(5)
def num():
    k = r.choice([1,5,30,60,63,64,65,90,127,128,129,200,300,1000,3000])
    n = r.getrandbits(k)
    if r.random() < .1: n = (1 << k) - 1
    if r.random() < .1: n = 1 << k
    if r.random() < .4: n = -n
    if r.random() < .3: n = long(n)
    return n
h = 0
def rec(*a):
    global h
    h = hash((h, repr(a)))
for i in xrange(60):
    a, b, c = num(), num(), r.randrange(0, 200)
    rec(a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, -a, abs(a))
    if b: rec(a // b, a % b, divmod(a, b), a / b)
    rec(a >> c, a << c, a << 64, a >> 64)
    rec(a == b, a < b, cmp(a, b), hash(a), hash(-a), a == a + 0)
    rec(str(a), hex(a), oct(a), bin(a), int(str(a)), long(hex(a).rstrip('L'), 16))
    try: rec(float(a), a.__truediv__(b) if b else 0)
    except OverflowError, e: rec(str(e))
    if c < 40 and abs(a) < 1 << 300: rec(a ** c)
    m = num()
    if m: rec(pow(a, abs(b) % (1 << 130), m), pow(a, c, m))
    rec('%d %x %o' % (a, a, a), '{0:d} {0:x} {0:,}'.format(a), a * a, a.bit_length())
    rec(a == float(a) if abs(a) < 1 << 1000 else 0, cmp(a, 1e20), cmp(a, float(b)) if abs(b) < 1<<1000 else 0)
    print i, h
