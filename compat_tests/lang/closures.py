# closures share variables, see later changes, and keep separate cells for separate calls
def counter():
    n = [0]
    def inc():
        n[0] += 1
        return n[0]
    return inc
a, b = counter(), counter()
print a(), a(), b()
fs = []
for i in range(3):
    fs.append(lambda: i)
print [f() for f in fs]
def make():
    fs = []
    for i in range(3):
        def f(j=i):
            return i, j
        fs.append(f)
    i = 'last'
    return fs
print [f() for f in make()]
def outer():
    def inner():
        return v
    try:
        inner()
    except NameError as e:
        print e
    v = 1
    return inner()
print outer()
def deep(a):
    def b(c):
        def d(e):
            return a, c, e
        return d
    return b
print deep(1)(2)(3)
f = deep(1)
print f.func_closure[0].cell_contents, f.func_code.co_freevars, deep.func_code.co_cellvars
