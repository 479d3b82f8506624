"""Thread-local data, in Python: for where module thread has no _local of its own.

A local object has attributes that every thread sets and sees for itself:

    >>> data = local()
    >>> data.number = 42
    >>> data.__dict__
    {'number': 42}

    >>> import threading
    >>> seen = []
    >>> def look():
    ...     seen.append(hasattr(data, 'number'))
    ...     data.number = 11
    ...     seen.append(data.number)
    >>> thread = threading.Thread(target=look)
    >>> thread.start()
    >>> thread.join()
    >>> seen, data.number
    ([False, 11], 42)

A subclass may have defaults, methods, and an __init__() that is called, with the arguments the object was
made with, for each thread that uses it:

    >>> class Counted(local):
    ...     step = 2
    ...     def __init__(self, start):
    ...         self.count = start
    ...     def next(self):
    ...         self.count += self.step
    ...         return self.count
    >>> counted = Counted(5)
    >>> counted.next(), counted.next()
    (7, 9)
    >>> del seen[:]
    >>> thread = threading.Thread(target=lambda: seen.append(counted.next()))
    >>> thread.start()
    >>> thread.join()
    >>> seen, counted.count
    ([7], 9)

What stands in __slots__, though, all threads share.
"""

__all__ = ["local"]

# How it works: the thread object's __dict__ holds, under the local object's key, the attributes for that
# thread.  Before each access they are made the __dict__ of the local object, under a lock.


class _localbase(object):
    __slots__ = '_local__key', '_local__args', '_local__lock'

    def __new__(cls, *args, **kw):
        self = object.__new__(cls)
        put = object.__setattr__
        put(self, '_local__key', ('_local__key', 'thread.local.%d' % id(self)))
        put(self, '_local__args', (args, kw))
        put(self, '_local__lock', RLock())
        if (args or kw) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        # The interpreter calls __init__() for this thread itself.
        current_thread().__dict__[_of(self, '_local__key')] = _of(self, '__dict__')
        return self


_of = object.__getattribute__


class _Switched(object):
    # A context in which a local object has the attributes of the current thread.

    def __init__(self, owner):
        self.owner = owner

    def __enter__(self):
        owner = self.owner
        _of(owner, '_local__lock').acquire()
        try:
            _patch(owner)
        except:
            _of(owner, '_local__lock').release()
            raise

    def __exit__(self, kind, value, trace):
        _of(self.owner, '_local__lock').release()


def _patch(self):
    key = _of(self, '_local__key')
    attributes = current_thread().__dict__.get(key)
    if attributes is not None:
        object.__setattr__(self, '__dict__', attributes)
        return
    attributes = current_thread().__dict__[key] = {}
    object.__setattr__(self, '__dict__', attributes)
    cls = type(self)
    if cls.__init__ is not object.__init__:
        args, kw = _of(self, '_local__args')
        cls.__init__(self, *args, **kw)


def _guard_dict(self, name):
    if name == '__dict__':
        raise AttributeError("%r object attribute '__dict__' is read-only" % self.__class__.__name__)


class local(_localbase):

    def __getattribute__(self, name):
        with _Switched(self):
            return _of(self, name)

    def __setattr__(self, name, value):
        _guard_dict(self, name)
        with _Switched(self):
            return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        _guard_dict(self, name)
        with _Switched(self):
            return object.__delattr__(self, name)

    def __del__(self):
        import threading
        key = _of(self, '_local__key')
        try:
            # without the lock, which this very thread may hold: a finalizer runs at any moment
            threads = threading._enumerate()
        except:
            return      # at the end of the program there may be nothing left to list
        for thread in threads:
            # a thread that is ending may have lost its attributes, or this one
            getattr(thread, '__dict__', {}).pop(key, None)


# at the end, as threading may be what imports this
from threading import current_thread, RLock
