# Cells of closures are read and written in place.
def outer(n):
    count = [0]
    base = 5
    def bump(k):
        count[0] = count[0] + k + base
        return count[0]
    for i in xrange(n):
        x = bump(i)
    base = 7
    return x, bump(0)

result = outer(120)
