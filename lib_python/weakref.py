"""References that do not keep an object alive (PEP 205), and dictionaries built on them.

A dictionary drops an entry when the object its weak reference names dies.  While one is iterated over,
such entries are put on a list (_pending_removals) and dropped when no iterator (_iterating) is left.
"""

import UserDict
from exceptions import ReferenceError
from _weakref import (CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref)
from _weakrefset import WeakSet, _IterationGuard
try:
    from _weakref import _remove_dead_weakref
except ImportError:
    def _remove_dead_weakref(data, key):
        reference = data.get(key)
        if reference is not None and reference() is None:
            data.pop(key, None)

ProxyTypes = ProxyType, CallableProxyType

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceError",
           "ReferenceType", "ProxyType", "CallableProxyType", "ProxyTypes", "WeakValueDictionary", 'WeakSet']


def _guarded(owner, iterator):
    # the iterator's items; meanwhile the owner puts off dropping entries
    with _IterationGuard(owner):
        for item in iterator:
            yield item


def _mapping(source):
    return source if hasattr(source, "items") else dict(source)


class WeakValueDictionary(UserDict.UserDict):
    """A dictionary that does not keep its values alive."""

    def __init__(*args, **kw):
        if not args:
            raise TypeError("descriptor '__init__' of 'WeakValueDictionary' object needs an argument")
        if len(args) > 2:
            raise TypeError('expected at most 1 arguments, got %d' % (len(args) - 1))

        def remove(dead, owner=ref(args[0]), drop=_remove_dead_weakref):
            # may run at any moment the collector chooses
            self = owner()
            if self is None:
                return
            if self._iterating:
                self._pending_removals.append(dead.key)
            else:
                drop(self.data, dead.key)

        self = args[0]
        self._iterating = set()
        self._pending_removals = []
        self._remove = remove
        UserDict.UserDict.__init__(*args, **kw)

    def _commit_removals(self):
        pending = self._pending_removals
        while pending:
            _remove_dead_weakref(self.data, pending.pop())

    def _entries(self):
        # key -> reference, with what is due dropped
        if self._pending_removals:
            self._commit_removals()
        return self.data

    def _live(self, key):
        # the value, None if the key is missing or the value dead
        reference = self._entries().get(key)
        return None if reference is None else reference()

    def __repr__(self):
        return "<WeakValueDictionary at %s>" % id(self)

    def __getitem__(self, key):
        value = self._entries()[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._entries()[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self._entries()[key]

    def __contains__(self, key):
        return self._live(key) is not None

    def has_key(self, key):
        return self._live(key) is not None

    def get(self, key, default=None):
        value = self._live(key)
        return default if value is None else value

    def setdefault(self, key, default=None):
        value = self._live(key)
        if value is None:
            self[key] = value = default
        return value

    def pop(self, key, *args):
        reference = self._entries().pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def popitem(self):
        entries = self._entries()
        while True:
            key, reference = entries.popitem()
            value = reference()
            if value is not None:
                return key, value

    def clear(self):
        self._entries().clear()

    def update(*args, **kwargs):
        if not args:
            raise TypeError("descriptor 'update' of 'WeakValueDictionary' object needs an argument")
        if len(args) > 2:
            raise TypeError('expected at most 1 arguments, got %d' % (len(args) - 1))
        self = args[0]
        entries = self._entries()
        if len(args) == 2 and args[1] is not None:
            for key, value in _mapping(args[1]).items():
                entries[key] = KeyedRef(value, self._remove, key)
        if kwargs:
            self.update(kwargs)

    def copy(self):
        result = WeakValueDictionary()
        for key, value in self.items():
            result[key] = value
        return result

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[deepcopy(key, memo)] = value
        return result

    def items(self):
        pairs = [(key, reference()) for key, reference in self._entries().items()]
        return [pair for pair in pairs if pair[1] is not None]

    def values(self):
        values = [reference() for reference in self._entries().values()]
        return [value for value in values if value is not None]

    def valuerefs(self):
        """A list of the references to the values; any of them may be dead by the time it is used."""
        return self._entries().values()

    def iterkeys(self):
        for key in _guarded(self, self._entries().iterkeys()):
            yield key

    __iter__ = iterkeys

    def itervaluerefs(self):
        """An iterator over the references to the values; any may be dead by the time it is used."""
        for reference in _guarded(self, self._entries().itervalues()):
            yield reference

    def itervalues(self):
        for reference in self.itervaluerefs():
            value = reference()
            if value is not None:
                yield value

    def iteritems(self):
        for reference in self.itervaluerefs():
            value = reference()
            if value is not None:
                yield reference.key, value


class KeyedRef(ref):
    """A reference that knows its key in a WeakValueDictionary, so that one callback serves all."""

    __slots__ = "key",

    def __new__(type, ob, callback, key):
        made = ref.__new__(type, ob, callback)
        made.key = key
        return made

    def __init__(self, ob, callback, key):
        super(KeyedRef, self).__init__(ob, callback)


class WeakKeyDictionary(UserDict.UserDict):
    """A dictionary that does not keep its keys alive: data about objects that belong to others."""

    def __init__(self, dict=None):
        def remove(dead, owner=ref(self)):
            self = owner()
            if self is None:
                return
            if self._iterating:
                self._pending_removals.append(dead)
            else:
                self.data.pop(dead, None)

        self.data = {}
        self._iterating = set()
        self._pending_removals = []
        self._remove = remove
        if dict is not None:
            self.update(dict)

    def _commit_removals(self):
        # Dead references equal no live ones, so this may wait as long as it likes.
        pending = self._pending_removals
        while pending:
            self.data.pop(pending.pop(), None)

    def __repr__(self):
        return "<WeakKeyDictionary at %s>" % id(self)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def has_key(self, key):
        try:
            reference = ref(key)
        except TypeError:
            return 0
        return reference in self.data

    def __contains__(self, key):
        return self.has_key(key)

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def update(self, dict=None, **kwargs):
        if dict is not None:
            for key, value in _mapping(dict).items():
                self.data[ref(key, self._remove)] = value
        if kwargs:
            self.update(kwargs)

    def copy(self):
        result = WeakKeyDictionary()
        for key, value in self.items():
            result[key] = value
        return result

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[key] = deepcopy(value, memo)
        return result

    def keyrefs(self):
        """A list of the references to the keys; any of them may be dead by the time it is used."""
        return self.data.keys()

    def keys(self):
        keys = [reference() for reference in self.data.keys()]
        return [key for key in keys if key is not None]

    def items(self):
        pairs = [(reference(), value) for reference, value in self.data.items()]
        return [pair for pair in pairs if pair[0] is not None]

    def iterkeyrefs(self):
        """An iterator over the references to the keys; any may be dead by the time it is used."""
        for reference in _guarded(self, self.data.iterkeys()):
            yield reference

    def iterkeys(self):
        for reference in self.iterkeyrefs():
            key = reference()
            if key is not None:
                yield key

    __iter__ = iterkeys

    def itervalues(self):
        for value in _guarded(self, self.data.itervalues()):
            yield value

    def iteritems(self):
        for reference, value in _guarded(self, self.data.iteritems()):
            key = reference()
            if key is not None:
                yield key, value
