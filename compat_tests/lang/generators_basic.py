# generators: laziness, return, exhaustion, attributes
def g(n):
    print 'start',
    for i in range(n):
        yield i
    print 'end',
it = g(2)
print 'made',
print it.next(), it.next(),
try:
    it.next()
except StopIteration:
    print 'stop'
try:
    it.next()
except StopIteration:
    print 'still'
def r():
    yield 1
    return
    yield 2
print list(r())
x = r()
print iter(x) is x, x.__name__, x.gi_running, x.gi_frame is not None, x.gi_code.co_name
list(x)
print x.gi_frame
def empty():
    if 0:
        yield
print list(empty())
