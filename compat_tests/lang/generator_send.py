# send passes values in; yield is an expression
def echo():
    got = None
    while True:
        got = yield ('got', got)
e = echo()
try:
    e.send(1)
except TypeError as x:
    print x
print e.send(None), e.send(5), e.next(), e.send('x')
def acc():
    total = 0
    while 1:
        v = yield total
        if v is None:
            return
        total += v
a = acc()
a.next()
print a.send(3), a.send(4)
try:
    a.send(None)
except StopIteration:
    print 'done'
try:
    a.send(1)
except StopIteration:
    print 'over'
def mult():
    x = (yield 1) + (yield 2)
    print 'sum', x
    yield x
m = mult()
print m.next(), m.send(10), m.send(20)
