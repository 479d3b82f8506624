"""The interface of module thread without threads: a "new thread" is a call, and locks never wait.

    try:
        import thread
    except ImportError:
        import dummy_thread as thread
"""

import sys as _sys
import traceback as _traceback

__all__ = ['error', 'start_new_thread', 'exit', 'get_ident', 'allocate_lock', 'interrupt_main', 'LockType']

_main = True            # false while a "new thread" runs
_interrupt = False      # whether it called interrupt_main()


class error(Exception):
    """What thread.error stands for."""

    def __init__(self, *args):
        self.args = args


def start_new_thread(function, args, kwargs={}):
    """Call a function; exceptions are printed, SystemExit ends it quietly.

    KeyboardInterrupt is raised afterwards if the function called interrupt_main().
    """
    global _interrupt, _main
    if type(args) is not tuple:
        raise TypeError("2nd arg must be a tuple")
    if type(kwargs) is not dict:
        raise TypeError("3rd arg must be a dict")
    _main = False
    try:
        function(*args, **kwargs)
    except:
        if not issubclass(_sys.exc_info()[0], SystemExit):
            _traceback.print_exc()
    _main = True
    interrupted, _interrupt = _interrupt, False
    if interrupted:
        raise KeyboardInterrupt


def exit():
    """Raise SystemExit."""
    raise SystemExit


def get_ident():
    """-1: there is only one thread."""
    return -1


def allocate_lock():
    """A new lock."""
    return LockType()


def stack_size(size=None):
    """0, and no other size can be set."""
    if size is None:
        return 0
    raise error("setting thread stack size not supported")


def interrupt_main():
    """Raise KeyboardInterrupt, at once or at the end of start_new_thread()."""
    global _interrupt
    if _main:
        raise KeyboardInterrupt
    _interrupt = True


class LockType(object):
    """A lock that only knows whether it is taken."""

    def __init__(self):
        self.locked_status = False

    def acquire(self, waitflag=None):
        """Take the lock; false only if it was taken and waiting was declined."""
        if self.locked_status and waitflag is not None and not waitflag:
            return False
        self.locked_status = True
        return True

    __enter__ = acquire

    def release(self):
        """Give the lock back; error if it is not taken."""
        if self.locked_status:
            self.locked_status = False
            return True
        raise error

    def __exit__(self, typ, val, tb):
        self.release()

    def locked(self):
        return self.locked_status
