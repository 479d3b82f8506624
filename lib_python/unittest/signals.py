"""Control-C while tests run: the first ends the run after the current test, the second at once."""

import signal
import weakref
from functools import wraps

__unittest = True

_results = weakref.WeakKeyDictionary()
_interrupt_handler = None


class _InterruptHandler(object):
    def __init__(self, default_handler):
        self.called = False
        self.original_handler = default_handler
        if isinstance(default_handler, int):
            if default_handler == signal.SIG_DFL:
                default_handler = signal.default_int_handler
            elif default_handler == signal.SIG_IGN:
                default_handler = lambda signum, frame: None
            else:
                raise TypeError("expected SIGINT signal handler to be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
        self.default_handler = default_handler

    def __call__(self, signum, frame):
        again = self.called or signal.getsignal(signal.SIGINT) is not self
        if not again:
            self.called = True
            for result in _results.keys():
                result.stop()
        else:
            # the second time, or somebody else has taken over the signal and calls this
            self.default_handler(signum, frame)


def registerResult(result):
    """Have a result stopped by control-C."""
    _results[result] = 1


def removeResult(result):
    """Undo registerResult(); says whether the result was registered."""
    return _results.pop(result, None) is not None


def installHandler():
    """Take over control-C."""
    global _interrupt_handler
    if _interrupt_handler is None:
        _interrupt_handler = _InterruptHandler(signal.getsignal(signal.SIGINT))
        signal.signal(signal.SIGINT, _interrupt_handler)


def removeHandler(method=None):
    """Give control-C back; as a decorator, while a function runs."""
    if method is None:
        if _interrupt_handler is not None:
            signal.signal(signal.SIGINT, _interrupt_handler.original_handler)
        return None

    @wraps(method)
    def without_handler(*args, **kwargs):
        handler = signal.getsignal(signal.SIGINT)
        removeHandler()
        try:
            return method(*args, **kwargs)
        finally:
            signal.signal(signal.SIGINT, handler)
    return without_handler
