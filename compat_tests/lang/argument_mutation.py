# arguments are shared objects; defaults too; rebinding stays local
def f(l, d, s, n):
    l.append(1); d['k'] = 1; s += 'x'; n += 1
    l = ['new']
    return l, s, n
a, b, c, e = [], {}, 's', 5
print f(a, b, c, e), a, b, c, e
def g(x, acc=[]):
    acc.append(x)
    return acc
print g(1), g(2), g(3, []), g(4), g.func_defaults
def h(*args, **kw):
    args += (9,)
    kw['z'] = 1
    return args, kw
t, k = (1,), {'a': 0}
print h(*t, **k) == ((1, 9), {'a': 0, 'z': 1}), t, k
def swap(p): p[0], p[1] = p[1], p[0]
q = [1, 2]; swap(q); print q
