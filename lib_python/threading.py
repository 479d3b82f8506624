"""Threads as objects, and what they need to work together: locks, conditions, semaphores, events, timers.

All of it rests on the simple locks of module thread.  A condition's waiters each sleep on a lock of their
own, which notify() releases; everything else is made of conditions.
"""

import sys as _sys
try:
    import thread as _thread
except ImportError:
    # so that a later import fails in the same way, instead of finding half a module
    del _sys.modules[__name__]
    raise
import warnings
from collections import deque as _deque
from itertools import count as _count
from thread import stack_size
from time import sleep as _sleep, time as _time
from traceback import format_exc as _format_exc

__all__ = ['activeCount', 'active_count', 'Condition', 'currentThread', 'current_thread', 'enumerate',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Timer', 'setprofile',
           'settrace', 'local', 'stack_size']

_start_new_thread, _get_ident = _thread.start_new_thread, _thread.get_ident
Lock = _allocate_lock = _thread.allocate_lock
ThreadError = _thread.error
del _thread

# this module uses sys.exc_clear() itself
warnings.filterwarnings('ignore', category=DeprecationWarning, module='threading', message='sys.exc_clear')

_VERBOSE = False    # whether objects tell on sys.stderr what they do unless told otherwise


class _Verbose(object):

    def __init__(self, verbose=None):
        if __debug__:
            self.__verbose = _VERBOSE if verbose is None else verbose

    def _note(self, format, *args):
        if __debug__ and self.__verbose:
            ident = _get_ident()
            thread = _active.get(ident)
            name = "<OS thread %d>" % ident if thread is None else thread.name
            _sys.stderr.write("%s: %s\n" % (name, format % args))


_profile_hook = _trace_hook = None


def settrace(func):
    """Have sys.settrace(func) called in every thread that is started from now on."""
    global _trace_hook
    _trace_hook = func


def setprofile(func):
    """Have sys.setprofile(func) called in every thread that is started from now on."""
    global _profile_hook
    _profile_hook = func


# Except for Thread the classes are hidden behind functions of the public names.

def RLock(*args, **kwargs):
    """A lock that the thread which has it may acquire again; it has to release it as often."""
    return _RLock(*args, **kwargs)


class _RLock(_Verbose):

    def __init__(self, verbose=None):
        _Verbose.__init__(self, verbose)
        self.__block = _allocate_lock()
        self.__owner, self.__count = None, 0

    def __repr__(self):
        owner = _active.get(self.__owner)
        return "<%s owner=%r count=%d>" % (
            self.__class__.__name__, self.__owner if owner is None else owner.name, self.__count)

    def acquire(self, blocking=1):
        """Take the lock, or take it once more; false if another thread has it and `blocking` is false."""
        me = _get_ident()
        if self.__owner == me:
            self.__count += 1
            return 1
        taken = self.__block.acquire(blocking)
        if taken:
            self.__owner, self.__count = me, 1
        return taken

    __enter__ = acquire

    def release(self):
        """Undo one acquire(); RuntimeError if this thread does not have the lock."""
        if self.__owner != _get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self.__count -= 1
        if not self.__count:
            self.__owner = None
            self.__block.release()

    def __exit__(self, t, v, tb):
        self.release()

    # for conditions: to let go of the lock altogether, and take it back as it was

    def _release_save(self):
        state = self.__count, self.__owner
        self.__count, self.__owner = 0, None
        self.__block.release()
        return state

    def _acquire_restore(self, count_owner):
        self.__block.acquire()
        self.__count, self.__owner = count_owner

    def _is_owned(self):
        return _get_ident() == self.__owner


def Condition(*args, **kwargs):
    """A condition: threads that hold its lock can wait until another one notifies them.

    The lock is a new RLock unless one is given.
    """
    return _Condition(*args, **kwargs)


class _Condition(_Verbose):

    def __init__(self, lock=None, verbose=None):
        _Verbose.__init__(self, verbose)
        self.__waiters = []
        self.__lock = lock = RLock() if lock is None else lock
        self.acquire, self.release = lock.acquire, lock.release
        # a lock that can be held several times has its own way of letting go
        for name in '_release_save', '_acquire_restore', '_is_owned':
            method = getattr(lock, name, None)
            if method is not None:
                setattr(self, name, method)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self.__lock, len(self.__waiters))

    def __enter__(self):
        return self.__lock.__enter__()

    def __exit__(self, *args):
        return self.__lock.__exit__(*args)

    def _release_save(self):
        self.__lock.release()

    def _acquire_restore(self, x):
        self.__lock.acquire()

    def _is_owned(self):
        # a simple lock does not tell whose it is; if it is taken, believe the caller
        if not self.__lock.acquire(0):
            return True
        self.__lock.release()
        return False

    def __demand_lock(self, purpose):
        if not self._is_owned():
            raise RuntimeError("cannot %s on un-acquired lock" % purpose)

    def wait(self, timeout=None):
        """Let go of the lock and wait to be notified, for so many seconds at most; then take it back.

        RuntimeError is raised if the lock is not held.
        """
        self.__demand_lock("wait")
        waiter = Lock()
        waiter.acquire()
        self.__waiters.append(waiter)
        state = self._release_save()
        try:
            if timeout is None:
                waiter.acquire()
            elif not self.__poll(waiter, _time() + timeout):
                self._note("%s.wait(%s): timed out", self, timeout)
                try:
                    self.__waiters.remove(waiter)
                except ValueError:
                    pass    # notified this very moment
        finally:
            self._acquire_restore(state)

    def __poll(self, waiter, end):
        # Locks cannot be waited for with a limit: look again and again, with pauses up to 50 ms.
        pause = 0.0005
        while not waiter.acquire(0):
            left = end - _time()
            if left <= 0:
                return False
            pause = min(2 * pause, left, .05)
            _sleep(pause)
        return True

    def notify(self, n=1):
        """Wake up one waiting thread, or at most n; RuntimeError if the lock is not held."""
        self.__demand_lock("notify")
        waiters = self.__waiters
        for waiter in waiters[:n]:
            waiter.release()
            try:
                waiters.remove(waiter)
            except ValueError:
                pass    # its time was up this very moment

    def notifyAll(self):
        """Wake up all waiting threads; RuntimeError if the lock is not held."""
        self.notify(len(self.__waiters))

    notify_all = notifyAll


def Semaphore(*args, **kwargs):
    """A counter that acquire() takes one from, waiting while it is 0, and release() adds one to."""
    return _Semaphore(*args, **kwargs)


class _Semaphore(_Verbose):

    def __init__(self, value=1, verbose=None):
        _Verbose.__init__(self, verbose)
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self.__value = value
        self.__cond = Condition(Lock())

    def acquire(self, blocking=1):
        """Take one; false if there is none and `blocking` is false."""
        with self.__cond:
            while not self.__value:
                if not blocking:
                    return False
                self.__cond.wait()
            self.__value -= 1
            return True

    __enter__ = acquire

    def release(self):
        """Add one, and wake up a thread that waits for it."""
        with self.__cond:
            self.__value += 1
            self.__cond.notify()

    def __exit__(self, t, v, tb):
        self.release()


def BoundedSemaphore(*args, **kwargs):
    """A semaphore that never counts beyond its first value: ValueError says it was released too often."""
    return _BoundedSemaphore(*args, **kwargs)


class _BoundedSemaphore(_Semaphore):

    def __init__(self, value=1, verbose=None):
        _Semaphore.__init__(self, value, verbose)
        self._initial_value = value

    def release(self):
        """Add one; ValueError if there are as many as at first."""
        condition = self._Semaphore__cond
        with condition:
            if self._Semaphore__value >= self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._Semaphore__value += 1
            condition.notify()


def Event(*args, **kwargs):
    """A flag that threads can wait for."""
    return _Event(*args, **kwargs)


class _Event(_Verbose):

    def __init__(self, verbose=None):
        _Verbose.__init__(self, verbose)
        self.__flag = False
        self.__cond = Condition(Lock())

    def _reset_internal_locks(self):
        # in a child process, whose other threads are gone
        self.__cond.__init__(Lock())

    def isSet(self):
        """Whether the flag is set."""
        return self.__flag

    is_set = isSet

    def wait(self, timeout=None):
        """Wait until the flag is set, for so many seconds at most; whether it is."""
        condition = self.__cond
        with condition:
            if self.__flag:
                return True
            condition.wait(timeout)
            return self.__flag

    def __put(self, flag):
        condition = self.__cond
        with condition:
            self.__flag = flag
            if flag:
                condition.notify_all()

    def set(self):
        """Set the flag and wake up all threads that wait for it."""
        self.__put(True)

    def clear(self):
        """Take the flag back."""
        self.__put(False)


# Threads.  _active has those that run, by their numbers, _limbo those about to.

_counter = _count(1).next


def _newname(template="Thread-%d"):
    return template % _counter()


_active_limbo_lock = _allocate_lock()
_active, _limbo = {}, {}


class Thread(_Verbose):
    """A thread: it calls a function, or a subclass overrides run().

    A subclass with its own __init__() calls this one first.
    """

    __initialized = False
    # kept at hand for the end of the program, when modules may be gone
    __exc_info = _sys.exc_info
    __exc_clear = _sys.exc_clear

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, verbose=None):
        """To call target(*args, **kwargs); the name is made up unless given; `group` has to be None."""
        assert group is None, "group argument must be None for now"
        _Verbose.__init__(self, verbose)
        self.__target, self.__args, self.__kwargs = target, args, {} if kwargs is None else kwargs
        self.__name = str(name or _newname())
        self.__daemonic = self._set_daemon()
        self.__ident = None
        self.__started, self.__stopped = Event(), False
        self.__block = Condition(Lock())    # guards __stopped
        self.__stderr = _sys.stderr
        self.__initialized = True

    _block = property(lambda self: self.__block)

    def _set_daemon(self):
        return current_thread().daemon

    def _reset_internal_locks(self):
        self.__started._reset_internal_locks()
        condition = getattr(self, '_Thread__block', None)
        if condition is not None:
            condition.__init__()

    def __ready(self):
        assert self.__initialized, "Thread.__init__() not called"
        return self

    def __demand_ready(self, message="Thread.__init__() not called"):
        if not self.__initialized:
            raise RuntimeError(message)

    def __repr__(self):
        assert self.__initialized, "Thread.__init__() was not called"
        state = "stopped" if self.__stopped else "started" if self.__started.is_set() else "initial"
        words = [state]
        if self.__daemonic:
            words.append("daemon")
        if self.__ident is not None:
            words.append(str(self.__ident))
        return "<%s(%s, %s)>" % (self.__class__.__name__, self.__name, " ".join(words))

    def start(self):
        """Start the thread; RuntimeError if that was done before."""
        self.__demand_ready("thread.__init__() not called")
        begun = self.__started
        if begun.is_set():
            raise RuntimeError("threads can only be started once")
        self._note("%s.start()", self)
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_new_thread(self.__bootstrap, ())
        except Exception:
            with _active_limbo_lock:
                _limbo.pop(self)
            raise
        begun.wait()

    def run(self):
        """What the thread does; this method calls the function given to the constructor."""
        target = self.__target
        try:
            if target:
                target(*self.__args, **self.__kwargs)
        finally:
            target = None
            # they may refer back to this thread
            del self.__target, self.__args, self.__kwargs

    def __bootstrap(self):
        try:
            self.__bootstrap_inner()
        except:
            # A daemon thread that wakes up at the very end finds the modules empty; that is no news.
            if not (self.__daemonic and _sys is None):
                raise

    def _set_ident(self):
        self.__ident = _get_ident()

    def __bootstrap_inner(self):
        try:
            _adopt(self)
            self._note("%s.__bootstrap(): thread started", self)
            for install, hook in (_sys.settrace, _trace_hook), (_sys.setprofile, _profile_hook):
                if hook:
                    install(hook)
            try:
                self.run()
            except SystemExit:
                self._note("%s.__bootstrap(): raised SystemExit", self)
            except:
                self._note("%s.__bootstrap(): unhandled exception", self)
                self.__report()
            finally:
                self.__exc_clear()
        finally:
            # not __delete(), which takes the lock itself; and a child process may have cleared the list
            with _active_limbo_lock:
                self.__stop()
                _active.pop(_get_ident(), None)

    def __report(self):
        # print an exception that run() did not handle
        if _sys and _sys.stderr is not None:
            _sys.stderr.write("Exception in thread %s:\n%s\n" % (self.name, _format_exc()))
        elif self.__stderr is not None:
            # Only what this object holds on to can be relied on now.
            kind, value, trace = self.__exc_info()
            lines = ["Exception in thread %s (most likely raised during interpreter shutdown):" % self.name,
                     "Traceback (most recent call last):"]
            try:
                while trace:
                    code = trace.tb_frame.f_code
                    lines.append('  File "%s", line %s, in %s' % (code.co_filename, trace.tb_lineno, code.co_name))
                    trace = trace.tb_next
                lines.append("%s: %s" % (kind, value))
                self.__stderr.write('\n'.join(lines) + '\n')
            finally:
                del kind, value, trace

    def __stop(self):
        # a dummy thread has no condition
        condition = getattr(self, '_Thread__block', None)
        if condition is None:
            return
        condition.acquire()
        self.__stopped = True
        condition.notify_all()
        condition.release()

    def __delete(self):
        # Take the current thread off the list.  dummy_threading gives all threads one number, so there
        # another may have done so.
        with _active_limbo_lock:
            known = _active.pop(_get_ident(), None)
        if known is None and 'dummy_threading' not in _sys.modules:
            raise KeyError(_get_ident())

    def join(self, timeout=None):
        """Wait until the thread has ended, for so many seconds at most; is_alive() tells whether it has.

        RuntimeError is raised for the current thread and for one that was not started.
        """
        self.__demand_ready()
        if not self.__started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if current_thread() is self:
            raise RuntimeError("cannot join current thread")
        end = None if timeout is None else _time() + timeout
        condition = self.__block
        condition.acquire()
        try:
            while not self.__stopped:
                left = None if end is None else end - _time()
                if left is not None and left <= 0:
                    self._note("%s.join(): timed out", self)
                    break
                condition.wait(left)
        finally:
            condition.release()

    @property
    def name(self):
        """A name to show; several threads may have the same."""
        return self.__ready().__name

    @name.setter
    def name(self, name):
        self.__ready().__name = str(name)

    @property
    def ident(self):
        """The number of the thread, or None before it is started; numbers are used again."""
        return self.__ready().__ident

    @property
    def daemon(self):
        """Whether the program may end while the thread runs; inherited from the thread that made it.

        It can be set until the thread is started.
        """
        return self.__ready().__daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self.__demand_ready()
        if self.__started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self.__daemonic = daemonic

    def isAlive(self):
        """Whether the thread was started and has not ended."""
        return self.__ready().__started.is_set() and not self.__stopped

    is_alive = isAlive

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic


def Timer(*args, **kwargs):
    """A thread that calls a function after so many seconds, unless cancel() is called before:

    Timer(interval, function, args=[], kwargs={})
    """
    return _Timer(*args, **kwargs)


class _Timer(Thread):

    def __init__(self, interval, function, args=[], kwargs={}):
        Thread.__init__(self)
        self.interval, self.function, self.args, self.kwargs = interval, function, args, kwargs
        self.finished = Event()

    def cancel(self):
        """Do not call the function any more."""
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def _adopt(thread):
    # the Thread object of the thread that is running
    thread._set_ident()
    thread._Thread__started.set()
    with _active_limbo_lock:
        _active[thread._Thread__ident] = thread
        _limbo.pop(thread, None)


class _MainThread(Thread):

    def __init__(self):
        Thread.__init__(self, name="MainThread")
        _adopt(self)

    def _set_daemon(self):
        return False

    def _exitfunc(self):
        # the program ends when all threads have that are no daemons
        self._Thread__stop()
        thread = _pickSomeNonDaemonThread()
        while thread:
            self._note("%s: waiting for other threads", self)
            thread.join()
            thread = _pickSomeNonDaemonThread()
        self._Thread__delete()


def _pickSomeNonDaemonThread():
    for thread in enumerate():
        if thread.is_alive() and not thread.daemon:
            return thread
    return None


class _DummyThread(Thread):
    # Stands for a thread that was not started here.  Nobody knows when it ends, so it is a daemon,
    # cannot be joined, and has no need of the condition for that.

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"))
        del self._Thread__block
        _adopt(self)

    def _set_daemon(self):
        return True

    def join(self, timeout=None):
        assert False, "cannot join a dummy thread"


def currentThread():
    """The Thread that calls this; one that was not started here gets an object of limited use."""
    thread = _active.get(_get_ident())
    return _DummyThread() if thread is None else thread


current_thread = currentThread


def _enumerate():
    # without the lock
    return _active.values() + _limbo.values()


def enumerate():
    """A list of all threads that were started and have not ended, daemons and the main thread too."""
    with _active_limbo_lock:
        return _enumerate()


def activeCount():
    """How many threads enumerate() lists."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


active_count = activeCount

# The interpreter calls this when the main program has ended.
_shutdown = _MainThread()._exitfunc

try:
    from thread import _local as local
except ImportError:
    from _threading_local import local


def _after_fork():
    # The interpreter calls this in a child process, where only the thread that called fork() goes on.
    # Locks held by others will never be released: all are made anew.
    global _active_limbo_lock
    _active_limbo_lock = _allocate_lock()
    survivor, left = current_thread(), {}
    with _active_limbo_lock:
        for thread in _enumerate():
            reset = getattr(thread, '_reset_internal_locks', None)
            if reset is not None:
                reset()
            if thread is not survivor:
                thread._Thread__stop()
                continue
            thread._Thread__ident = ident = _get_ident()
            left[ident] = thread
        for registry in _active, _limbo:
            registry.clear()
        _active.update(left)
        assert len(_active) == 1
