# a list comprehension's variable stays; a generator expression's does not
x = 'before'
l = [x for x in 'ab']
print x
y = 'before'
g = list(y for y in 'cd')
print y
s = {z for z in 'a'}
d = {k: 1 for k in 'b'}
print 'z' in globals(), 'k' in globals()
def f():
    [w for w in range(3)]
    return w
print f()
print [(a, b) for a in range(3) if a for b in 'xy' if b != 'y' or a == 2]
print [[c for c in range(r)] for r in range(3)]
print [x for x in 1, 2, 3]
