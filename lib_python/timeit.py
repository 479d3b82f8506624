"""Timing small pieces of code (library reference 26.6).

From the command line: python -m timeit [-n N] [-r N] [-s S] [-t] [-c] [-v] [-h] [--] [statement ...]

  -n N, --number=N   how often to run the statement in a row (by default, so often that it takes 0.2 s)
  -r N, --repeat=N   how often to do that; the best counts (3)
  -s S, --setup=S    what to run once before ('pass')
  -t, --time         use time.time() (the default, but on Windows)
  -c, --clock        use time.clock() (the default on Windows)
  -v, --verbose      show all times; more of them if given several times
  -h, --help         show this

Several statements are lines; with blanks in front they have to be quoted.
"""

import gc
import itertools
import linecache
import sys
import time

__all__ = ["Timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 3
default_timer = time.clock if sys.platform == "win32" else time.time

# Setup and statement are in one function, so that names are local.
template = """
def inner(_it, _timer%(init)s):
    %(setup)s
    _t0 = _timer()
    for _i in _it:
        %(stmt)s
    _t1 = _timer()
    return _t1 - _t0
"""


def reindent(src, indent):
    """Have all lines but the first begin with so many blanks more."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Timer(stmt='pass', setup='pass', timer=default_timer): both are source texts, or can be called."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer):
        self.timer, self.src = timer, None
        namespace, init, texts = {}, '', []
        for name, piece, indent in ('setup', setup, 4), ('stmt', stmt, 8):
            if isinstance(piece, basestring):
                compile(''.join(texts[:1]) + piece, dummy_src_name, "exec")     # it must be right by itself
                texts.append(piece + '\n')
                namespace[name] = reindent(piece, indent)
            elif hasattr(piece, '__call__'):
                init += ', _%s=_%s' % (name, name)
                texts.append('')
                namespace['_' + name], namespace[name] = piece, '_%s()' % name
            else:
                raise ValueError("%s is neither a string nor callable" % name)
        source = template % dict(namespace, init=init)
        if isinstance(stmt, basestring) and isinstance(setup, basestring):
            self.src = source
        exec compile(source, dummy_src_name, "exec") in namespace
        self.inner = namespace["inner"]

    def print_exc(self, file=None):
        """Show the traceback of what the timed code raised, with lines of the source that was made."""
        import traceback
        if self.src is not None:
            linecache.cache[dummy_src_name] = len(self.src), None, self.src.split("\n"), dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """The seconds that so many runs take; there are no garbage collections meanwhile."""
        times = itertools.repeat(None, number) if number else []
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(times, self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """A list of several results of timeit(); the least tells most."""
        return [self.timeit(number) for _ in range(repeat)]


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number):
    """Timer(...).timeit(number)"""
    return Timer(stmt, setup, timer).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number):
    """Timer(...).repeat(repeat, number)"""
    return Timer(stmt, setup, timer).repeat(repeat, number)


def main(args=None, _wrap_timer=None):
    """The command; returns its status if that is not 0."""
    import getopt
    try:
        options, statements = getopt.getopt(sys.argv[1:] if args is None else args, "n:s:r:tcvh",
                                            ["number=", "setup=", "repeat=", "time", "clock", "verbose", "help"])
    except getopt.error as problem:
        print problem
        print "use -h/--help for command line help"
        return 2
    timer, number, repeat, setup, verbose, precision = default_timer, 0, default_repeat, [], 0, 3
    for option, value in options:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-r", "--repeat"):
            repeat = max(int(value), 1)
        elif option in ("-t", "--time"):
            timer = time.time
        elif option in ("-c", "--clock"):
            timer = time.clock
        elif option in ("-v", "--verbose"):
            precision += bool(verbose)
            verbose += 1
        else:
            print __doc__,
            return 0
    setup = "\n".join(setup) or "pass"
    statement = "\n".join(statements) or "pass"
    # the current folder, where the statement's modules may be
    import os
    sys.path.insert(0, os.curdir)
    timed = Timer(statement, setup, timer if _wrap_timer is None else _wrap_timer(timer))
    try:
        if not number:
            for power in range(1, 10):
                number = 10 ** power
                took = timed.timeit(number)
                if verbose:
                    print "%d loops -> %.*g secs" % (number, precision, took)
                if took >= 0.2:
                    break
        times = timed.repeat(repeat, number)
    except:
        timed.print_exc()
        return 1
    if verbose:
        print "raw times:", " ".join("%.*g" % (precision, took) for took in times)
    best = min(times) * 1e6 / number
    for unit in "usec", "msec", "sec":
        if best < 1000 or unit == "sec":
            break
        best /= 1000
    print "%d loops," % number, "best of %d: %.*g %s per loop" % (repeat, precision, best, unit)
    return None


if __name__ == "__main__":
    sys.exit(main())
