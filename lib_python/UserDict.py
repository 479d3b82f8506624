"""Dictionaries to inherit from, from the time before dict itself could be: UserDict and DictMixin."""

import _abcoll


def _source(args, kwargs, method):
    # the mapping that __init__() or update() is given, by place or by the old keyword `dict`
    if not args:
        raise TypeError("descriptor '%s' of 'UserDict' object needs an argument" % method)
    if len(args) > 2:
        raise TypeError('expected at most 1 arguments, got %d' % (len(args) - 1))
    if len(args) == 2:
        return args[1]
    if 'dict' not in kwargs:
        return None
    import warnings
    warnings.warn("Passing 'dict' as keyword argument is deprecated", PendingDeprecationWarning, stacklevel=3)
    return kwargs.pop('dict')


class UserDict:
    """A dictionary kept in the attribute `data`."""

    def __init__(*args, **kwargs):
        source = _source(args, kwargs, '__init__')
        self = args[0]
        self.data = {}
        for part in source, kwargs or None:
            if part is not None:
                self.update(part)

    def __repr__(self):
        return repr(self.data)

    def __cmp__(self, dict):
        return cmp(self.data, dict.data if isinstance(dict, UserDict) else dict)

    __hash__ = None

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        cls = self.__class__
        if not hasattr(cls, "__missing__"):
            raise KeyError(key)
        return cls.__missing__(self, key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def clear(self):
        self.data.clear()

    def copy(self):
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        # a subclass is copied with its other attributes, then filled item by item
        from copy import copy
        data, self.data = self.data, {}
        try:
            result = copy(self)
        finally:
            self.data = data
        result.update(self)
        return result

    def keys(self):
        return self.data.keys()

    def values(self):
        return self.data.values()

    def items(self):
        return self.data.items()

    def iterkeys(self):
        return self.data.iterkeys()

    def itervalues(self):
        return self.data.itervalues()

    def iteritems(self):
        return self.data.iteritems()

    def has_key(self, key):
        return key in self.data

    def update(*args, **kwargs):
        source = _source(args, kwargs, 'update')
        self = args[0]
        if isinstance(source, UserDict):
            self.data.update(source.data)
        elif source is None:
            pass
        elif isinstance(source, dict) or not hasattr(source, 'items'):
            self.data.update(source)
        else:
            for key, item in source.items():
                self[key] = item
        if kwargs:
            self.data.update(kwargs)

    def get(self, key, failobj=None):
        return self[key] if key in self else failobj

    def setdefault(self, key, failobj=None):
        if key in self:
            return self[key]
        self[key] = failobj
        return self[key]    # what was stored may not be what is found

    def pop(self, key, *args):
        return self.data.pop(key, *args)

    def popitem(self):
        return self.data.popitem()

    @classmethod
    def fromkeys(cls, iterable, value=None):
        result = cls()
        for key in iterable:
            result[key] = value
        return result


class IterableUserDict(UserDict):

    def __iter__(self):
        return iter(self.data)


_abcoll.MutableMapping.register(IterableUserDict)


class DictMixin:
    """The rest of a dictionary for a class with __getitem__, __setitem__, __delitem__ and keys().

    Each method uses the most special one that a class may have defined: __contains__, __iter__ and
    iteritems() are worth defining too.
    """

    def __iter__(self):
        for key in self.keys():
            yield key

    def has_key(self, key):
        try:
            self[key]
            return True
        except KeyError:
            return False

    def __contains__(self, key):
        return self.has_key(key)

    def __len__(self):
        return len(self.keys())

    def iterkeys(self):
        return self.__iter__()

    def iteritems(self):
        for key in self:
            yield key, self[key]

    def itervalues(self):
        for pair in self.iteritems():
            yield pair[1]

    def items(self):
        return [pair for pair in self.iteritems()]

    def values(self):
        return [pair[1] for pair in self.iteritems()]

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def pop(self, key, *args):
        if len(args) > 1:
            raise TypeError("pop expected at most 2 arguments, got %r" % (1 + len(args)))
        try:
            value = self[key]
        except KeyError:
            if not args:
                raise
            return args[0]
        else:
            del self[key]
            return value

    def popitem(self):
        for key, value in self.iteritems():
            break
        else:
            raise KeyError('container is empty')
        del self[key]
        return key, value

    def clear(self):
        for key in self.keys():
            del self[key]

    def update(self, other=None, **kwargs):
        if hasattr(other, 'iteritems'):
            pairs = other.iteritems()
        elif hasattr(other, 'keys'):
            pairs = ((key, other[key]) for key in other.keys())
        else:
            pairs = () if other is None else other
        for key, value in pairs:
            self[key] = value
        if kwargs:
            self.update(kwargs)

    def __repr__(self):
        return repr(dict(self.iteritems()))

    def __cmp__(self, other):
        contents = dict(self.iteritems())
        if isinstance(other, DictMixin):
            return cmp(contents, dict(other.iteritems()))
        return 1 if other is None else cmp(contents, other)
