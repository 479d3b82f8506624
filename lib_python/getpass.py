"""Asking for a password without showing it, and the user's name (library reference 15.7)."""

import os
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """What is typed may be seen."""


def unix_getpass(prompt='Password: ', stream=None):
    """Ask at the terminal, without echo.

    The prompt goes to the stream, or to the terminal.  Without a terminal standard input is read; where echo cannot be
    turned off a GetPassWarning is given.  EOFError at the end of input.
    """
    try:
        fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
        source = os.fdopen(fd, 'w+', 1)
        stream = stream or source
    except EnvironmentError:
        try:
            fd = sys.stdin.fileno()
        except (AttributeError, ValueError):
            return fallback_getpass(prompt, stream)
        source = sys.stdin
        stream = stream or sys.stderr
    answer = None
    try:
        before = termios.tcgetattr(fd)
        silent = before[:]
        silent[3] &= ~termios.ECHO
        how = termios.TCSAFLUSH | getattr(termios, 'TCSASOFT', 0)
        try:
            termios.tcsetattr(fd, how, silent)
            answer = _raw_input(prompt, stream, input=source)
        finally:
            termios.tcsetattr(fd, how, before)
            stream.flush()
    except termios.error:
        if answer is not None:
            raise       # the terminal could not be set back
        del source      # a terminal of its own is closed by that
        answer = fallback_getpass(prompt, stream)
    stream.write('\n')
    return answer


def fallback_getpass(prompt='Password: ', stream=None):
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print >>stream, "Warning: Password input may be echoed."
    return _raw_input(prompt, stream)


def _raw_input(prompt="", stream=None, input=None):
    # raw_input() would put what is typed into readline's history
    stream = stream or sys.stderr
    input = input or sys.stdin
    if str(prompt):
        stream.write(str(prompt))
        stream.flush()
    line = input.readline()
    if not line:
        raise EOFError
    return line[:-1] if line[-1] == '\n' else line


def getuser():
    """The user's login name, from the environment or the password database."""
    for variable in 'LOGNAME', 'USER', 'LNAME', 'USERNAME':
        name = os.environ.get(variable)
        if name:
            return name
    import pwd
    return pwd.getpwuid(os.getuid())[0]


try:
    import termios
    termios.tcgetattr, termios.tcsetattr
except (ImportError, AttributeError):
    getpass = fallback_getpass
else:
    getpass = unix_getpass
