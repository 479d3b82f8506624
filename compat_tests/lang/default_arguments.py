# defaults are evaluated once, when the function is defined
def f(a, b=[], c=len('abc')):
    b.append(a)
    return b, c
print f(1), f(2), f(3, [])
print f.func_defaults
f.func_defaults = (['x'],)
print f(1, 2) if False else f(9, [8], 7)
def g(a, b=1, *args, **kw):
    return a, b, args, sorted(kw.items())
print g(1), g(1, 2, 3, 4), g(1, x=5), g(b=3, a=4), g(*(1, 2, 3), **{'z': 1})
