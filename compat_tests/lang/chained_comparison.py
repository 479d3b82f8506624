# chained comparisons evaluate each operand once and stop at the first false one
def f(x):
    print 'f(%r)' % x,
    return x
print f(1) < f(2) < f(3)
print f(1) < f(0) < f(3)
print f(1) == f(1) != f(2) in [2]
print 1 < 2 > 1 == 1 is not None
class C(object):
    def __lt__(self, o):
        return []
    def __gt__(self, o):
        return 'yes'
print C() < 1 < f(2), C() > 1 > f(0)
