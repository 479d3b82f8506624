# lambda with all kinds of parameters
print (lambda: 1)(), (lambda x, y=2, *a, **k: (x, y, a, k))(1, 2, 3, z=4)
print (lambda x: lambda y: x + y)(1)(2)
print (lambda: (yield))().next()
print map(lambda x: x ** 2 if x > 1 else -x, range(4))
print (lambda: 0).__name__
