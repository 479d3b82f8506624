# recursion continued in except and finally blocks still ends
import sys
sys.setrecursionlimit(300)
def f():
    try:
        f()
    finally:
        pass
def g(n=0):
    try:
        return g(n + 1)
    except RuntimeError:
        return n
for i in range(50):
    try:
        f()
    except RuntimeError:
        pass
    g()
print 'alive', g() > 100
class C(object):
    def __enter__(self):
        with self:
            pass
    def __exit__(self, *a):
        pass
try:
    with C():
        pass
except RuntimeError:
    print 'ok'
