# Slots by inline cache: a guard of the shape, loads and stores.
class Point(object):
    pass

def loop(p, n):
    for i in xrange(n):
        p.x = p.x + i
        p.y = p.x - p.y
    return p.x, p.y

p = Point()
p.x, p.y = 1, 2
result = loop(p, 150)
