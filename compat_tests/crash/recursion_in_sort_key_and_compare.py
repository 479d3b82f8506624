# recursion through native code: sort keys, map, filter, reduce, compare
def k(x):
    return sorted([2, 1], key=k)
def m(x):
    return map(m, [1])
def r(a, b):
    return reduce(r, [1, 2])
def c(a, b):
    return sorted([1, 2], c)
def e(x=0):
    exec 'e()'
def v():
    return eval('v()')
def a():
    return apply(a)
for f in (lambda: k(1), lambda: m(1), lambda: r(1, 2), lambda: c(1, 2), e, v, a, lambda: max([1, 2], key=lambda x: m(x)), lambda: filter(m, [1])):
    try:
        f()
        print 'no',
    except RuntimeError as x:
        print 'ok',
print
