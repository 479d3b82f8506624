# D10: the recursion limit is approximate; the default allows more than 1000 calls; deep recursion is a RuntimeError
import sys
def depth(n=0):
    try:
        return depth(n + 1)
    except RuntimeError:
        return n
d = depth()
print 900 < d < 20000
def f(n):
    return n and f(n - 1)
print f(900)
sys.setrecursionlimit(5000)
print f(4500)
sys.setrecursionlimit(200)
print depth() < 1000
try:
    f(10 ** 6)
except RuntimeError as e:
    print str(e).startswith('maximum recursion depth exceeded')
