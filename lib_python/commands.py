"""Commands of the shell, run for what they say (library reference 36.16)."""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("the commands module has been removed in Python 3.0; use the subprocess module instead", stacklevel=2)

import os

__all__ = ["getstatusoutput", "getoutput", "getstatus"]


def getstatus(file):
    """What `ls -ld` says of a file."""
    import warnings
    warnings.warn("commands.getstatus() is deprecated", DeprecationWarning, 2)
    return getoutput('ls -ld' + mkarg(file))


def getoutput(cmd):
    """What a command writes to its output and error streams, without the line end at its end."""
    return getstatusoutput(cmd)[1]


def getstatusoutput(cmd):
    """(status as os.wait() tells it, output) of a command."""
    pipe = os.popen('{ %s; } 2>&1' % cmd, 'r')
    said = pipe.read()
    status = pipe.close() or 0
    return status, said[:-1] if said.endswith('\n') else said


def mk2arg(head, x):
    """The path of x below head, as an argument of a shell command."""
    return mkarg(os.path.join(head, x))


def mkarg(x):
    """A blank and x, quoted for the shell."""
    if "'" not in x:
        return " '" + x + "'"
    return ' "%s"' % ''.join('\\' + c if c in '\\$"`' else c for c in x)
