# the first iterable of a generator expression is evaluated at once, the rest later
def boom():
    raise ValueError('now')
try:
    (x for x in boom())
except ValueError as e:
    print 'outer', e
g = (y for x in [1] for y in boom())
try:
    g.next()
except ValueError as e:
    print 'inner', e
n = 3
g = (i * n for i in range(3))
n = 10
print list(g)
try:
    (x for x in 5)
except TypeError as e:
    print e
def f():
    a = 2
    return sum(a * i for i in range(4) if i != a)
print f()
print sum(x for x in range(3)), sorted((x for x in 'cab'), reverse=True)
