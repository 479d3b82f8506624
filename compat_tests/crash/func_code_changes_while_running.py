# the code of a function is exchanged while its frames run, are suspended, or are held by tracebacks
import sys
def other(): return 'other'
def takes(a=1): return 'takes %s' % a
def running():
    running.func_code = other.func_code
    x = 1
    for i in range(3): y = i
    return x, y
print running(), running()
def suspended():
    yield 1
    suspended.func_code = other.func_code
    x = yield 2
    yield x
g = suspended()
print list(g), suspended()
def generator(n):
    for i in range(n): yield i
a, b = generator(3), generator(5)
print a.next(), a.gi_code.co_name
generator.func_code = takes.func_code
print list(a), list(b), generator(2)
def recursive(n=5):
    if n == 2: recursive.func_code = takes.func_code
    return (n, recursive(n - 1)) if n else 'end'
print recursive()
def failing():
    x = 'local'
    raise ValueError
try: failing()
except ValueError: frame = sys.exc_info()[2].tb_next.tb_frame
failing.__code__ = takes.__code__
print frame.f_code.co_name, frame.f_locals, failing(1)
def inner(i): return i + 1
def changed(i): return i * 10
def loop():
    total = 0
    for i in range(40):
        if i == 30: inner.func_code = changed.func_code
        total += inner(i)
    return total
print loop()
def nested(i):
    if i == 30: nested.func_code = changed.func_code
    k = i
    return k + 1
print [nested(i) for i in range(35)][28:]
