# sys.exc_info lasts until the function returns; exc_clear forgets it
import sys
def f():
    try:
        raise ValueError('x')
    except ValueError:
        pass
    return sys.exc_info()[0]
print f(), sys.exc_info()
try:
    raise KeyError
except KeyError:
    print f().__name__, sys.exc_info()[0].__name__
    def g():
        return sys.exc_info()[0].__name__
    print g()
    sys.exc_clear()
    print sys.exc_info()
for i in range(2):
    print i, sys.exc_info()[0] and sys.exc_info()[0].__name__
    try:
        raise IndexError
    except IndexError:
        pass
