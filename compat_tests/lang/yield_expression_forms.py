# yield in calls, conditions, comparisons and as a bare statement
def g():
    x = yield
    y = yield x, 1
    if (yield y) == 5:
        yield 'five'
    z = [(yield 'in list'), 2]
    yield z
    yield lambda: 7
    f = lambda: (yield 3)
    yield list(f())
i = g()
print i.next(), i.send('a'), i.send('b'), i.send(5), i.send(None), i.send('item'), i.next()(), i.next()
