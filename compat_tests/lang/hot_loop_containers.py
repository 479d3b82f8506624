# Containers change their insides, or shrink and grow, under a loop.
def grow_while_iterating(items):
    seen = 0
    for x in items:
        seen += 1
        if seen < 50:
            items.append(x)
        elif seen == 60:
            del items[55:]
    return seen, len(items)

print grow_while_iterating([1] * 20), grow_while_iterating(['a'] * 20)

def fill(values):
    out = [0] * len(values)
    for i in xrange(len(values)):
        out[i] = values[i]
    return out

print fill([1] * 12 + [2.5] + [3] * 4 + ['s', None, 2 ** 70, u'u', True])
print fill([0.5] * 12 + [1, 2 ** 62, -0.0])
print fill(tuple('abc' * 5) + (u'x', 1))

def negative(items):
    out = []
    for i in xrange(-len(items), len(items) + 2):
        try:
            out.append(items[i])
        except IndexError as e:
            out.append(str(e))
    return out

print negative(range(12)), negative(tuple(range(12))), negative('abcdefghijkl')

def dicts(d, keys):
    out = []
    for k in keys:
        try:
            out.append(d[k])
        except (KeyError, TypeError) as e:
            out.append(repr(e))
        d[len(d)] = k
    return out

print dicts({1: 'one', 'a': 2, 2.0: 'two', None: 3}, [1] * 10 + [1.0, True, 'a', u'a', 2, 2L, None, 'x', (), []])

class Keyed(object):
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return isinstance(other, int)

def odd_keys(d, k, n):
    out = 0
    for i in xrange(n):
        out += d[k]
        if i == 30:
            d[1] = 100
    return out

print odd_keys({1: 5}, Keyed(), 50)

def slices(items, n):
    out = []
    for i in xrange(n):
        out += items[i:i + 2]
        items[i:i + 1] = [i, i]
        del items[-1:]
    return out, items

print slices(range(10), 15)

def unpacking(rows):
    out = []
    for row in rows:
        try:
            a, b = row
            out.append((b, a))
        except (ValueError, TypeError) as e:
            out.append(str(e))
    return out

print unpacking([(1, 2)] * 10 + [[3, 4], 'xy', (1,), (1, 2, 3), 5, iter([6, 7])])

def comprehensions(n):
    return [x * y for x in xrange(n) for y in xrange(3) if (x + y) % 2], {x: x * x for x in xrange(n)}, {x % 5 for x in xrange(n)}

print comprehensions(12)
