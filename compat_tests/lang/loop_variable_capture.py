# late binding in closures, defaults, comprehension and class bodies
fs = [lambda: i for i in range(3)]
print [f() for f in fs], i
gs = list((lambda: j) for j in range(3))
print [f() for f in gs]
hs = [(lambda k: lambda: k)(k) for k in range(3)]
print [f() for f in hs]
ds = {}
for n in 'ab':
    def m(self, n=n): return n
    ds[n] = m
C = type('C', (object,), ds)
print C().a(), C().b()
def outer():
    fns = []
    for x in range(3):
        y = x * 10
        fns.append(lambda: (x, y))
        def inc():
            return x + y
        fns.append(inc)
    return fns
print [f() for f in outer()]
