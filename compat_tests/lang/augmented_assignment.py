# augmented assignment uses the in-place methods and evaluates its target once
class A(object):
    def __init__(self, v):
        self.v = v
    def __iadd__(self, o):
        return A(self.v + o)
    def __add__(self, o):
        return 'add'
    def __radd__(self, o):
        return 'radd'
a = A(1)
a += 2
print a.v
x = 5
x += A(1)
print x
calls = []
def idx():
    calls.append(1)
    return 0
l = [[1]]
l[idx()] += [2]
print l, len(calls)
n = 7
n -= 1; print n,
n *= 3; print n,
n //= 4; print n,
n **= 3; print n,
n %= 50; print n,
n <<= 3; print n,
n >>= 1; print n,
n &= 0x3c; print n,
n |= 3; print n,
n ^= 1; print n,
n /= 2; print n
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print e, t
s = 'ab'
s *= 2
print s
u = v = [1]
u += (2, 3)
print v, u is v
try:
    u += 5
except TypeError as e:
    print e
