"""Context managers for the with statement (PEP 343): made from generators, combined, or for closing."""

import sys
from functools import wraps
from warnings import warn

__all__ = ["contextmanager", "nested", "closing"]


class GeneratorContextManager(object):
    """A generator that yields once, as a context manager."""

    def __init__(self, gen):
        self.gen = gen

    def __enter__(self):
        for value in self.gen:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, type, value, traceback):
        if type is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return
        if value is None:
            value = type()      # to tell the exception thrown in from another
        try:
            self.gen.throw(type, value, traceback)
        except StopIteration as stop:
            # the generator ended: handled, unless this is what was thrown in
            return stop is not value
        except:
            # passing the exception on is left to the with statement
            if sys.exc_info()[1] is value:
                return
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    """A decorator for a generator function that yields once.

    What stands before the yield is done on entry, the value yielded is the target of `as`, and what
    stands after it is done on leaving; an exception of the body is raised at the yield.

    @contextmanager
    def tag(name):
        print "<%s>" % name
        yield
        print "</%s>" % name
    """
    @wraps(func)
    def helper(*args, **kwds):
        return GeneratorContextManager(func(*args, **kwds))
    return helper


@contextmanager
def nested(*managers):
    """Several context managers as one.  A with statement takes several itself: use that."""
    warn("With-statements now directly support multiple context managers", DeprecationWarning, 3)
    entered, values = [], []
    nothing = problem = None, None, None
    try:
        for manager in managers:
            leave, enter = manager.__exit__, manager.__enter__
            values.append(enter())
            entered.append(leave)
        yield values
    except:
        problem = sys.exc_info()
    finally:
        for leave in reversed(entered):
            try:
                if leave(*problem):
                    problem = nothing
            except:
                problem = sys.exc_info()
        if problem != nothing:
            raise problem[0], problem[1], problem[2]


class closing(object):
    """A context manager that closes an object on leaving."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()
