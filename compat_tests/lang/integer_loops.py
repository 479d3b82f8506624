# integer loops that leave the small range in the middle
def f(n):
    x = 1
    for i in range(n):
        x = x * 3 + i
    return x
print f(10), f(40), f(45), f(100)
def g(n):
    a, b = 0, 1
    while n:
        a, b = b, a + b
        n -= 1
    return a
print g(10), g(90), g(93), g(200)
import sys
x = sys.maxint - 5
for i in range(10):
    x += 1
print x, type(x).__name__
x -= 10
print x, type(x).__name__
t = 0
for i in xrange(100000):
    t += i & 7
    if i % 1000 == 999:
        t = t * 2 % 1000003
print t
s = 0.0
for i in xrange(1, 10001):
    s += 1.0 / i
print repr(s)
h = 0
for c in 'hash me' * 100:
    h = (h * 31 + ord(c)) & 0xffffffff
print h
print sum(i * i for i in xrange(10 ** 5)), reduce(lambda a, b: a ^ b, xrange(10 ** 4))
