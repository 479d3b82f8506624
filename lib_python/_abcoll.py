"""The abstract base classes of collections (PEP 3119), apart so that os can have them early.

Three kinds: classes with one method, which accept any class that has it; sets, mappings and sequences,
which offer all their methods on top of a few; and the views of a mapping.
"""

import sys
from abc import ABCMeta, abstractmethod

__all__ = ["Hashable", "Iterable", "Iterator", "Sized", "Container", "Callable", "Set", "MutableSet",
           "Mapping", "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView",
           "Sequence", "MutableSequence"]


def _hasattr(C, attr):
    # whether instances have it: an attribute of the metaclass does not count
    mro = getattr(C, "__mro__", None)
    if mro is None:
        return hasattr(C, attr)     # a classic class
    for klass in mro:
        if attr in klass.__dict__:
            return True
    return False


def _accepts(cls, only, C, *methods):
    # the answer of a __subclasshook__ that holds for one class and not for what inherits from it
    if cls is only:
        for method in methods:
            if not _hasattr(C, method):
                return NotImplemented
        return True
    return NotImplemented


class Hashable:
    __metaclass__ = ABCMeta

    @abstractmethod
    def __hash__(self):
        return 0

    @classmethod
    def __subclasshook__(cls, C):
        if cls is Hashable:
            # the nearest __hash__ counts, and None takes hashing away
            for klass in getattr(C, "__mro__", ()):
                if "__hash__" in klass.__dict__:
                    return True if klass.__dict__["__hash__"] else NotImplemented
            if not hasattr(C, "__mro__") and getattr(C, "__hash__", None):
                return True
        return NotImplemented


class Iterable:
    __metaclass__ = ABCMeta

    @abstractmethod
    def __iter__(self):
        return
        yield

    @classmethod
    def __subclasshook__(cls, C):
        return _accepts(cls, Iterable, C, "__iter__")


class Iterator(Iterable):

    @abstractmethod
    def next(self):
        """The next item; StopIteration when there is none."""
        raise StopIteration

    def __iter__(self):
        return self

    @classmethod
    def __subclasshook__(cls, C):
        return _accepts(cls, Iterator, C, "next", "__iter__")


class Sized:
    __metaclass__ = ABCMeta

    @abstractmethod
    def __len__(self):
        return 0

    @classmethod
    def __subclasshook__(cls, C):
        return _accepts(cls, Sized, C, "__len__")


class Container:
    __metaclass__ = ABCMeta

    @abstractmethod
    def __contains__(self, x):
        return False

    @classmethod
    def __subclasshook__(cls, C):
        return _accepts(cls, Container, C, "__contains__")


class Callable:
    __metaclass__ = ABCMeta

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False

    @classmethod
    def __subclasshook__(cls, C):
        return _accepts(cls, Callable, C, "__call__")


class Set(Sized, Iterable, Container):
    """Sets: everything follows from __contains__, __iter__ and __len__.

    The operators build their results with _from_iterable().
    """

    __hash__ = None

    @classmethod
    def _from_iterable(cls, it):
        """A set of these items; to override where the constructor does not take an iterable."""
        return cls(it)

    def _other(self, other):
        # an operand as a set, None if it cannot be one
        if isinstance(other, Set):
            return other
        return self._from_iterable(other) if isinstance(other, Iterable) else None

    def isdisjoint(self, other):
        """Whether no item is in both."""
        return not any(item in self for item in other)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all(item in other for item in self)

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all(item in self for item in other)

    def __lt__(self, other):
        if isinstance(other, Set):
            return len(self) < len(other) and self.__le__(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, Set):
            return len(self) > len(other) and self.__ge__(other)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, Set):
            return len(self) == len(other) and self.__le__(other)
        return NotImplemented

    def __ne__(self, other):
        return not self == other

    def __and__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(item for item in other if item in self)
        return NotImplemented

    def __or__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(item for part in (self, other) for item in part)
        return NotImplemented

    def __sub__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        return self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        return self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        return (self - other) | (other - self)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def _hash(self):
        """A hash of the items that equals frozenset's, for subclasses that define __hash__()."""
        mask = 2 * sys.maxint + 1
        mixed = 1927868237 * (len(self) + 1) & mask
        for item in self:
            code = hash(item)
            mixed ^= (code ^ 89869747 ^ code << 16) * 3644798167 & mask
        mixed = mixed * 69069 + 907133923 & mask
        if mixed > sys.maxint:
            mixed -= mask + 1
        return mixed if mixed != -1 else 590923713


Set.register(frozenset)


class MutableSet(Set):
    """Sets that change: add() and discard() on top of Set's three."""

    @abstractmethod
    def add(self, value):
        """Put an item in."""
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        """Take an item out, if it is there."""
        raise NotImplementedError

    def remove(self, value):
        """Take an item out; KeyError if it is not there."""
        if value in self:
            return self.discard(value)
        raise KeyError(value)

    def pop(self):
        """Take out some item and return it; KeyError if there is none."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Take out all items, one by one."""
        while True:
            try:
                self.pop()
            except KeyError:
                break

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __isub__(self, it):
        if it is not self:
            for value in it:
                self.discard(value)
        else:
            self.clear()
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        for value in it if isinstance(it, Set) else self._from_iterable(it):
            change = self.discard if value in self else self.add
            change(value)
        return self


MutableSet.register(set)


class Mapping(Sized, Iterable, Container):
    """Mappings: everything follows from __getitem__, __iter__ and __len__."""

    __hash__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def get(self, key, default=None):
        """D[key], or the default if there is no such key."""
        try:
            return self[key]
        except KeyError:
            return default

    def iterkeys(self):
        """An iterator over the keys."""
        return iter(self)

    def itervalues(self):
        """An iterator over the values."""
        for key in self:
            yield self[key]

    def iteritems(self):
        """An iterator over the (key, value) pairs."""
        for key in self:
            yield key, self[key]

    def keys(self):
        """A list of the keys."""
        return [key for key in self]

    def values(self):
        """A list of the values."""
        return [self[key] for key in self]

    def items(self):
        """A list of the (key, value) pairs."""
        return [(key, self[key]) for key in self]

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    def __ne__(self, other):
        return not self == other


class MappingView(Sized):

    def __init__(self, mapping):
        self._mapping = mapping

    def __repr__(self):
        return '{0.__class__.__name__}({0._mapping!r})'.format(self)

    def __len__(self):
        return len(self._mapping)


class KeysView(MappingView, Set):

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __iter__(self):
        for key in self._mapping:
            yield key

    def __contains__(self, key):
        return key in self._mapping


class ItemsView(MappingView, Set):

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield key, mapping[key]

    def __contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found == value


class ValuesView(MappingView):

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield mapping[key]

    def __contains__(self, value):
        mapping = self._mapping
        return any(value == mapping[key] for key in mapping)


KeysView.register(type({}.viewkeys()))
ItemsView.register(type({}.viewitems()))
ValuesView.register(type({}.viewvalues()))


class MutableMapping(Mapping):
    """Mappings that change: __setitem__ and __delitem__ on top of Mapping's three."""

    __marker = object()     # says that pop() was given no default

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=__marker):
        """Remove a key and return its value, or the default if there is no such key."""
        try:
            value = self[key]
        except KeyError:
            if default is not self.__marker:
                return default
            raise
        del self[key]
        return value

    def popitem(self):
        """Remove some key and return it with its value; KeyError if there is none."""
        for key in self:
            pair = key, self[key]
            del self[key]
            return pair
        raise KeyError

    def clear(self):
        """Remove all keys, one by one."""
        while True:
            try:
                self.popitem()
            except KeyError:
                break

    def update(*args, **kwds):
        """D.update([other,] **more): set keys from a mapping or from pairs, then from the keywords."""
        if not args:
            raise TypeError("descriptor 'update' of 'MutableMapping' object needs an argument")
        if len(args) > 2:
            raise TypeError('update expected at most 1 arguments, got %d' % (len(args) - 1))
        self = args[0]
        for source in args[1:]:
            if isinstance(source, Mapping):
                for key in source:
                    self[key] = source[key]
            elif hasattr(source, "keys"):
                for key in source.keys():
                    self[key] = source[key]
            else:
                for key, value in source:
                    self[key] = value
        for key in kwds:
            self[key] = kwds[key]

    def setdefault(self, key, default=None):
        """D[key], set to the default first if there is no such key."""
        try:
            value = self[key]
        except KeyError:
            value = self[key] = default
        return value


MutableMapping.register(dict)


class Sequence(Sized, Iterable, Container):
    """Sequences: everything follows from __getitem__ and __len__."""

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        index = 0
        while True:
            try:
                value = self[index]
            except IndexError:
                return
            yield value
            index += 1

    def __reversed__(self):
        index = len(self)
        while index > 0:
            index -= 1
            yield self[index]

    def __contains__(self, value):
        return any(item == value for item in self)

    def index(self, value):
        """Where a value occurs first; ValueError if it does not."""
        for index, item in enumerate(self):
            if item == value:
                return index
        raise ValueError

    def count(self, value):
        """How often a value occurs."""
        return len([item for item in self if item == value])


for _type in (tuple, basestring, buffer, xrange):
    Sequence.register(_type)
Iterable.register(str)
del _type


class MutableSequence(Sequence):
    """Sequences that change: __setitem__, __delitem__ and insert() on top of Sequence's two."""

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        """Put a value before what is at an index."""
        raise IndexError

    def append(self, value):
        """Put a value at the end."""
        self.insert(len(self), value)

    def extend(self, values):
        """Put each of some values at the end."""
        for value in values:
            self.append(value)

    def reverse(self):
        """Turn the order round, in place."""
        low, high = 0, len(self) - 1
        while low < high:
            self[low], self[high] = self[high], self[low]
            low += 1
            high -= 1

    def pop(self, index=-1):
        """Take out the value at an index, the last by default, and return it."""
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        """Take out the first occurrence of a value; ValueError if there is none."""
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


MutableSequence.register(list)

# The class of os.environ is defined without this module.
if 'os' in sys.modules:
    MutableMapping.register(sys.modules['os']._Environ)
