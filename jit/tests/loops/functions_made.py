# Functions and cells made in the loop.
def loop(n):
    made = []
    for i in xrange(n):
        def f(x, k=i):
            return x + k + n
        made.append(f)
    return sum(f(1) for f in made)

result = loop(60)
