# parameters that are tuples unpack their argument
def f(a, (b, (c, d)), e=5):
    return a, b, c, d, e
print f(1, (2, [3, 4]))
g = lambda (x, y), z=3: x + y + z
print g((1, 2))
try:
    f(1, 2)
except TypeError as e:
    print e
def h((a, b)=(1, 2)):
    return a, b
print h(), h('xy')
print f.func_code.co_varnames
