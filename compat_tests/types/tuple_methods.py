# tuples: construction, slices, comparison, count, index, errors
t = (1, 'a', 2.5)
print t, (), (1,), tuple(), tuple('ab'), tuple([1]), t[0], t[-1], t[1:], t[::-1], t + (3,), t * 2, 2 * (1,), t.count(1), t.index('a'), len(t), 'a' in t, 3 in t, t == (1, 'a', 2.5), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), hash((1, 2)) == hash((1.0, 2L)), ((1, 2), (3,)), max(t[:1]), repr(((),))
for bad in ('t[5]', 't["a"]', 't + [1]', 't * 1.5', 't.index(9)', 't[0] = 1', 'del t[0]', 't.append(1)', 'tuple(5)', 'tuple(1, 2)', 't.index()', 't[::0]', 't < 5', 't.count()', 't.index(1, 1)', 'hash(([],))'):
    try:
        exec bad
        print bad, 'fine'
    except (IndexError, TypeError, ValueError, AttributeError) as e:
        print bad, '->', type(e).__name__, e
print tuple(t) is t, t[:] is t, () is tuple([]), t + () == t
class T(tuple):
    def __new__(cls, *a):
        return tuple.__new__(cls, a)
x = T(1, 2)
x.attr = 'z'
print x, x.attr, type(x + ()).__name__, type(x[:]).__name__, x == (1, 2), hash(x) == hash((1, 2)), T() == ()
a = ([],)
a[0].append(a)
print a
