"""A list to inherit from, from the time before list itself could be."""

from collections import MutableSequence
import collections


def _contents(other):
    # another operand, as something a list can take
    if isinstance(other, UserList):
        return other.data
    return other if isinstance(other, list) else list(other)


def _bounds(i, j):
    # a plain slice never counts from the end: the interpreter has added the length once already
    return max(i, 0), max(j, 0)


class UserList(MutableSequence):
    """A list kept in the attribute `data`."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_contents(initlist))

    def __repr__(self):
        return repr(self.data)

    def __cast(self, other):
        return other.data if isinstance(other, UserList) else other

    def __eq__(self, other):
        return self.data == self.__cast(other)

    def __ne__(self, other):
        return self.data != self.__cast(other)

    def __lt__(self, other):
        return self.data < self.__cast(other)

    def __le__(self, other):
        return self.data <= self.__cast(other)

    def __gt__(self, other):
        return self.data > self.__cast(other)

    def __ge__(self, other):
        return self.data >= self.__cast(other)

    def __cmp__(self, other):
        return cmp(self.data, self.__cast(other))

    __hash__ = None

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __getslice__(self, i, j):
        i, j = _bounds(i, j)
        return self.__class__(self.data[i:j])

    def __setslice__(self, i, j, other):
        i, j = _bounds(i, j)
        self.data[i:j] = _contents(other)

    def __delslice__(self, i, j):
        i, j = _bounds(i, j)
        del self.data[i:j]

    def __add__(self, other):
        return self.__class__(self.data + _contents(other))

    def __radd__(self, other):
        return self.__class__(_contents(other) + self.data)

    def __iadd__(self, other):
        self.data += _contents(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def append(self, item):
        self.data.append(item)

    def extend(self, other):
        self.data.extend(self.__cast(other))

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    def reverse(self):
        self.data.reverse()

    def sort(self, *args, **kwds):
        self.data.sort(*args, **kwds)
