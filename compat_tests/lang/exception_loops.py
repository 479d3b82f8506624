# exceptions raised and caught many times, nested, from built-ins and generators
def f(i):
    if i % 3 == 0: raise ValueError(i)
    if i % 3 == 1: return {}['missing']
    return [][i]
counts = {}
for i in range(300):
    try:
        f(i)
    except (ValueError, LookupError) as e:
        counts[type(e).__name__] = counts.get(type(e).__name__, 0) + 1
print sorted(counts.items())
def g(n):
    try:
        if n: return g(n - 1)
        raise KeyError('bottom')
    finally:
        order.append(n)
order = []
try:
    g(5)
except KeyError as e:
    print e, order
def h():
    for i in range(3):
        try:
            yield i
        except ValueError:
            yield 'v%d' % i
it = h()
print it.next(), it.throw(ValueError), it.next(), it.next()
r = []
for i in range(5):
    try:
        try:
            if i == 2: raise ValueError
            if i == 3: continue
            r.append(i)
        except ValueError:
            r.append('v')
            if i: raise KeyError
        else:
            r.append('e')
        finally:
            r.append('f')
    except KeyError:
        r.append('k')
print r
