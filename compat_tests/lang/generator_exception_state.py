# sys.exc_info in a generator is its own while it runs
import sys
def g():
    try:
        raise KeyError('in')
    except KeyError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0] and sys.exc_info()[0].__name__
x = g()
try:
    raise ValueError('out')
except ValueError:
    print x.next(), sys.exc_info()[0].__name__
    print x.next(), sys.exc_info()[0].__name__
