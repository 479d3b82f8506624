# generators that feed each other; two consumers; exceptions through a chain
def numbers(n):
    for i in xrange(n):
        yield i
def squares(it):
    for x in it:
        yield x * x
def evens(it):
    return (x for x in it if x % 2 == 0)
print list(evens(squares(numbers(8)))), sum(squares(numbers(100)))
src = numbers(6)
a, b = squares(src), squares(src)
print a.next(), b.next(), a.next(), b.next(), list(a), list(b)
def failing():
    yield 1
    raise ValueError('inside')
def wrap(it):
    try:
        for x in it:
            yield x
    except ValueError as e:
        yield 'handled ' + str(e)
print list(wrap(failing()))
g = failing()
print g.next()
try:
    g.next()
except ValueError as e:
    print e
print list(g)
def tree(n):
    if n:
        for x in tree(n - 1): yield x
        yield n
        for x in tree(n - 1): yield x
print list(tree(3))
def stop():
    yield 1
    raise StopIteration('early')
    yield 2
print list(stop())
