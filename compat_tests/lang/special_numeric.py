# numeric special methods: all operators, in-place forms, unary, conversions, coerce
class N(object):
    def __init__(self, tag): self.tag = tag
def add(name):
    def f(self, *a):
        return '%s(%s)' % (name, ','.join(getattr(x, 'tag', repr(x)) for x in (self,) + a))
    setattr(N, '__%s__' % name, f)
for n in 'add sub mul div truediv floordiv mod divmod pow lshift rshift and or xor'.split():
    add(n); add('r' + n)
for n in 'iadd isub imul idiv ifloordiv imod ipow ilshift irshift iand ior ixor neg pos invert abs'.split():
    add(n)
a, b = N('a'), N('b')
print a + b, a - 1, 1 - a, a * b, a / b, 2 / a, a // b, a % b, 'x' % a if 0 else 1 % a, divmod(a, b), divmod(1, a), a ** b, 2 ** a, pow(a, 2), pow(a, 2, 3), a << b, 1 >> a, a & b, 1 | a, a ^ b, -a, +a, ~a, abs(a)
for op in '+= -= *= /= //= %= **= <<= >>= &= |= ^='.split():
    x = a
    exec 'x %s b' % op
    print x,
print
class C(object):
    def __int__(self): return 1
    def __long__(self): return 2L
    def __float__(self): return 3.0
    def __complex__(self): return 4j
    def __oct__(self): return 'oct'
    def __hex__(self): return 'hex'
    def __coerce__(self, o): return 10, o
c = C()
print int(c), long(c), float(c), complex(c), oct(c), hex(c), coerce(c, 7), c == 10, '%d %f' % (c, c)
class Old:
    def __coerce__(self, o): return 3, o
    def __pow__(self, o, m=None): return 'pow', o, m
print Old() + 4, 4 + Old(), pow(Old(), 2), pow(Old(), 2, 5), Old() < 4, cmp(Old(), 3)
class BadCoerce(object):
    def __coerce__(self, o): return 5
try:
    BadCoerce() + 1
except TypeError as e:
    print e
