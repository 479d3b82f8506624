# locals() and globals(): snapshots in functions, the namespace at module level
x = 1
print locals() is globals()
def f(a):
    b = 2
    l = locals()
    c = 3
    d = locals()
    return sorted(l), l is d, sorted(d)
print f(1)
def g():
    def h():
        return y
    y = 5
    return sorted(locals())
print g()
globals()['dyn'] = 7
print dyn
def k(v):
    locals()['v'] = 9
    return v
print k(1)
print sorted(vars(type('T', (), {'q': 1}))) [-1]
