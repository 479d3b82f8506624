"""A repr() of limited length: of a large object it shows the beginning, with '...' for the rest."""

import __builtin__
from itertools import islice

__all__ = ["Repr", "repr"]


def _shortened(text, limit):
    # beginning and end of a text that is too long
    if len(text) <= limit:
        return text
    head = max(0, (limit - 3) // 2)
    tail = max(0, limit - 3 - head)
    return text[:head] + '...' + text[len(text) - tail:]


def _possibly_sorted(x):
    # the items may have no order among them
    try:
        return sorted(x)
    except Exception:
        return list(x)


class Repr:
    """The limits, as attributes, and a method for each type that is shown in its own way.

    A method is called repr_ and the name of the type, and takes the object and how many levels of
    containers may still be shown.
    """

    def __init__(self):
        self.maxlevel = self.maxtuple = self.maxlist = self.maxset = self.maxfrozenset = self.maxdeque = 6
        self.maxarray, self.maxdict = 5, 4
        # these count characters
        self.maxstring, self.maxlong, self.maxother = 30, 40, 20

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = '_'.join(type(x).__name__.split())
        show = getattr(self, 'repr_' + name, None)
        if show is not None:
            return show(x, level)
        return _shortened(__builtin__.repr(x), self.maxother)

    def _repr_iterable(self, x, level, left, right, maxiter, trail=''):
        size = len(x)
        if size and level <= 0:
            return left + '...' + right
        parts = [self.repr1(item, level - 1) for item in islice(x, maxiter)]
        if size > maxiter:
            parts.append('...')
        return ''.join([left, ', '.join(parts), trail if size == 1 else '', right])

    def repr_tuple(self, x, level):
        return self._repr_iterable(x, level, '(', ')', self.maxtuple, ',')

    def repr_list(self, x, level):
        return self._repr_iterable(x, level, '[', ']', self.maxlist)

    def repr_deque(self, x, level):
        return self._repr_iterable(x, level, 'deque([', '])', self.maxdeque)

    def repr_array(self, x, level):
        return self._repr_iterable(x, level, "array('%s', [" % x.typecode, '])', self.maxarray)

    def repr_set(self, x, level):
        return self._repr_iterable(_possibly_sorted(x), level, 'set([', '])', self.maxset)

    def repr_frozenset(self, x, level):
        return self._repr_iterable(_possibly_sorted(x), level, 'frozenset([', '])', self.maxfrozenset)

    def repr_dict(self, x, level):
        if not x:
            return '{}'
        if level <= 0:
            return '{...}'
        parts = [self.repr1(key, level - 1) + ': ' + self.repr1(x[key], level - 1)
                 for key in islice(_possibly_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            parts.append('...')
        return '{' + ', '.join(parts) + '}'

    def repr_str(self, x, level):
        limit = self.maxstring
        text = __builtin__.repr(x[:limit])
        if len(text) <= limit:
            return text
        # cut first what is shown, or an escape may be cut in two, then what it became
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        text = __builtin__.repr(x[:head] + x[len(x) - tail:])
        return text[:head] + '...' + text[len(text) - tail:]

    def repr_long(self, x, level):
        return _shortened(__builtin__.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = __builtin__.repr(x)
        except Exception:
            return '<%s instance at %x>' % (x.__class__.__name__, id(x))
        return _shortened(text, self.maxstring)


aRepr = Repr()
repr = aRepr.repr
