"""Strings to inherit from, from the time before str itself could be, and one that can be changed."""

import collections
import sys

__all__ = ["UserString", "MutableString"]


def _text(other):
    # any object as a str or unicode
    if isinstance(other, UserString):
        return other.data
    return other if isinstance(other, basestring) else str(other)


def _wrapping(name):
    # a method that is the string's, with the result made one of this class
    def method(self):
        return self.__class__(getattr(self.data, name)())
    method.__name__ = name
    method.__doc__ = getattr(unicode, name).__doc__
    return method


def _plain(name):
    # a method that is the string's
    def method(self):
        return getattr(self.data, name)()
    method.__name__ = name
    method.__doc__ = getattr(unicode, name).__doc__
    return method


class UserString(collections.Sequence):
    """A string kept in the attribute `data`."""

    def __init__(self, seq):
        self.data = _text(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __long__(self):
        return long(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __cmp__(self, string):
        return cmp(self.data, string.data if isinstance(string, UserString) else string)

    def __len__(self):
        return len(self.data)

    def __contains__(self, char):
        return char in self.data

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __getslice__(self, start, end):
        return self.__class__(self.data[max(start, 0):max(end, 0)])

    def __add__(self, other):
        return self.__class__(self.data + _text(other))

    def __radd__(self, other):
        return self.__class__(_text(other) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    for _name in 'capitalize lower swapcase title upper'.split():
        locals()[_name] = _wrapping(_name)
    for _name in ('isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle isupper').split():
        locals()[_name] = _plain(_name)
    del _name

    def translate(self, *args):
        text = self.data.translate(*args)
        return self.__class__(text)

    def center(self, width, *args):
        text = self.data.center(width, *args)
        return self.__class__(text)

    def ljust(self, width, *args):
        text = self.data.ljust(width, *args)
        return self.__class__(text)

    def rjust(self, width, *args):
        text = self.data.rjust(width, *args)
        return self.__class__(text)

    def zfill(self, width):
        text = self.data.zfill(width)
        return self.__class__(text)

    def expandtabs(self, tabsize=8):
        text = self.data.expandtabs(tabsize)
        return self.__class__(text)

    def strip(self, chars=None):
        text = self.data.strip(chars)
        return self.__class__(text)

    def lstrip(self, chars=None):
        text = self.data.lstrip(chars)
        return self.__class__(text)

    def rstrip(self, chars=None):
        text = self.data.rstrip(chars)
        return self.__class__(text)

    def replace(self, old, new, maxsplit=-1):
        text = self.data.replace(old, new, maxsplit)
        return self.__class__(text)

    def __coded(self, convert, encoding, errors):
        # errors count only beside an encoding
        args = [encoding, errors] if encoding and errors else [encoding] if encoding else []
        return self.__class__(convert(*args))

    def encode(self, encoding=None, errors=None):
        return self.__coded(self.data.encode, encoding, errors)

    def decode(self, encoding=None, errors=None):
        return self.__coded(self.data.decode, encoding, errors)

    def startswith(self, prefix, start=0, end=sys.maxint):
        return self.data.startswith(prefix, start, end)

    def endswith(self, suffix, start=0, end=sys.maxint):
        return self.data.endswith(suffix, start, end)

    def count(self, sub, start=0, end=sys.maxint):
        return self.data.count(sub, start, end)

    def find(self, sub, start=0, end=sys.maxint):
        return self.data.find(sub, start, end)

    def rfind(self, sub, start=0, end=sys.maxint):
        return self.data.rfind(sub, start, end)

    def index(self, sub, start=0, end=sys.maxint):
        return self.data.index(sub, start, end)

    def rindex(self, sub, start=0, end=sys.maxint):
        return self.data.rindex(sub, start, end)

    def join(self, seq):
        return self.data.join(seq)

    def split(self, sep=None, maxsplit=-1):
        return self.data.split(sep, maxsplit)

    def rsplit(self, sep=None, maxsplit=-1):
        return self.data.rsplit(sep, maxsplit)

    def splitlines(self, keepends=0):
        return self.data.splitlines(keepends)

    def partition(self, sep):
        return self.data.partition(sep)

    def rpartition(self, sep):
        return self.data.rpartition(sep)


class MutableString(UserString, collections.MutableSequence):
    """A string that changes in place.  Lists and str.join() are faster."""

    def __init__(self, string=""):
        from warnings import warnpy3k
        warnpy3k('the class UserString.MutableString has been removed in Python 3.0', stacklevel=2)
        self.data = string

    __hash__ = None

    def __span(self, index, verb):
        # the (start, stop) an index or a slice stands for, and whether it runs backwards
        size = len(self.data)
        if not isinstance(index, slice):
            if index < 0:
                index += size
            if not 0 <= index < size:
                raise IndexError
            return index, index + 1, False
        start, stop, step = index.indices(size)
        if step == -1:
            start, stop = stop + 1, start + 1
        elif step != 1:
            raise TypeError("invalid step in slicing " + verb)
        return min(start, stop), stop, step == -1

    def __put(self, start, stop, text):
        self.data = self.data[:start] + text + self.data[stop:]

    def __setitem__(self, index, sub):
        start, stop, backwards = self.__span(index, "assignment")
        if isinstance(index, slice):
            sub = _text(sub)
        self.__put(start, stop, sub[::-1] if backwards else sub)

    def __delitem__(self, index):
        start, stop, _ = self.__span(index, "deletion")
        self.__put(start, stop, self.data[:0])

    def __setslice__(self, start, end, sub):
        self.__put(max(start, 0), max(end, 0), _text(sub))

    def __delslice__(self, start, end):
        self.__put(max(start, 0), max(end, 0), self.data[:0])

    def __iadd__(self, other):
        self.data += _text(other)
        return self

    def __imul__(self, n):
        self.data *= n
        return self

    def insert(self, index, value):
        self[index:index] = value

    def immutable(self):
        """The same text as a UserString."""
        return UserString(self.data)
