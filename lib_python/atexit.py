"""Functions to call when the program ends."""

import sys

__all__ = ["register"]

_exithandlers = []      # (function, arguments, keyword arguments)


def register(func, *targs, **kargs):
    """Have a function called, with these arguments, when the program ends; it is returned."""
    _exithandlers.append((func, targs, kargs))
    return func


def _run_exitfuncs():
    # Last in, first out.  An exception does not keep the others from being called; the last one is
    # raised again at the end.
    problem = None
    while _exithandlers:
        function, args, keywords = _exithandlers.pop()
        try:
            function(*args, **keywords)
        except:
            problem = sys.exc_info()
            if not issubclass(problem[0], SystemExit):
                from traceback import print_exc
                print >> sys.stderr, "Error in atexit._run_exitfuncs:"
                print_exc()
    if problem:
        raise problem[0], problem[1], problem[2]


# the interpreter knows of one function only
if hasattr(sys, "exitfunc"):
    register(sys.exitfunc)
sys.exitfunc = _run_exitfuncs
