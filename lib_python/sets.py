"""Sets in the manner of Python 2.3: BaseSet, ImmutableSet, and Set, whose elements may be sets (library reference 8.7).

The elements are the keys of a dictionary, `_data`.  A Set that is to be an element, or that is looked for, stands for
an ImmutableSet: it says so by __as_immutable__ and __as_temporarily_immutable__, which other classes may have too.
"""

from warnings import warn as _warn
_warn("the sets module is deprecated", DeprecationWarning, stacklevel=2)

__all__ = ['BaseSet', 'Set', 'ImmutableSet']


def _frozen(element, how='__as_immutable__'):
    # what to hash in place of an element that cannot be hashed
    change = getattr(element, how, None)
    if change is None:
        raise
    return change()


class BaseSet(object):
    """What sets of both sorts can do."""

    __slots__ = ['_data']

    def __init__(self):
        if self.__class__ is BaseSet:
            raise TypeError("BaseSet is an abstract class.  Use Set or ImmutableSet.")

    # -- what is in it

    def __len__(self):
        """How many elements there are."""
        return len(self._data)

    def __iter__(self):
        """The elements, in no order."""
        return self._data.iterkeys()

    def __contains__(self, element):
        """Whether it is an element."""
        try:
            return element in self._data
        except TypeError:
            return _frozen(element, '__as_temporarily_immutable__') in self._data

    def __repr__(self):
        return self._repr()

    __str__ = __repr__

    def _repr(self, sorted=False):
        elements = list(self)
        if sorted:
            elements.sort()
        return '%s(%r)' % (self.__class__.__name__, elements)

    # -- sets of which this one is made

    def _update(self, iterable):
        if isinstance(iterable, BaseSet):
            self._data.update(iterable._data)
            return
        for element in iterable:
            try:
                self._data[element] = True
            except TypeError:
                self._data[_frozen(element)] = True

    @classmethod
    def _of(cls, elements):
        made = cls()
        made._data.update(dict.fromkeys(elements, True))
        return made

    def copy(self):
        """A set of the same elements."""
        return self._of(self._data)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = memo[id(self)] = self.__class__()
        made._data.update((deepcopy(element, memo), True) for element in self)
        return made

    # -- two sets: the operators want sets, the methods take anything that can be iterated over

    def _keys_of(self, other):
        return (other if isinstance(other, BaseSet) else Set(other))._data

    def union(self, other):
        """The elements of either."""
        made = self.__class__(self)
        made._update(other)
        return made

    def intersection(self, other):
        """The elements of both."""
        few, many = sorted((self._data, self._keys_of(other)), key=len)
        return self._of(element for element in few if element in many)

    def symmetric_difference(self, other):
        """The elements of just one."""
        mine, its = self._data, self._keys_of(other)
        made = self._of(element for element in mine if element not in its)
        made._data.update((element, True) for element in its if element not in mine)
        return made

    def difference(self, other):
        """The elements that the other lacks."""
        made = self.__class__()
        made._data.update(self._data)
        for element in self._keys_of(other):
            made._data.pop(element, None)
        return made

    def __or__(self, other):
        """The elements of either."""
        return self.union(other) if isinstance(other, BaseSet) else NotImplemented

    def __and__(self, other):
        """The elements of both."""
        return self.intersection(other) if isinstance(other, BaseSet) else NotImplemented

    def __xor__(self, other):
        """The elements of just one."""
        return self.symmetric_difference(other) if isinstance(other, BaseSet) else NotImplemented

    def __sub__(self, other):
        """The elements that the other lacks."""
        return self.difference(other) if isinstance(other, BaseSet) else NotImplemented

    # -- comparisons: by inclusion, so that cmp() has no meaning

    def _binary_sanity_check(self, other):
        if not isinstance(other, BaseSet):
            raise TypeError("Binary operation only permitted between sets")

    def __eq__(self, other):
        return isinstance(other, BaseSet) and self._data == other._data

    def __ne__(self, other):
        return not self == other

    def __cmp__(self, other):
        raise TypeError("can't compare sets using cmp()")

    def issubset(self, other):
        """Whether the other has all elements of this one."""
        self._binary_sanity_check(other)
        return len(self) <= len(other) and all(element in other._data for element in self)

    def issuperset(self, other):
        """Whether this one has all elements of the other."""
        self._binary_sanity_check(other)
        return other.issubset(self)

    __le__, __ge__ = issubset, issuperset

    def __lt__(self, other):
        self._binary_sanity_check(other)
        return len(self) < len(other) and self.issubset(other)

    def __gt__(self, other):
        self._binary_sanity_check(other)
        return other < self

    __hash__ = None

    def _hash_of_elements(self):
        # the order of elements must not matter
        result = 0
        for element in self:
            result ^= hash(element)
        return result


class ImmutableSet(BaseSet):
    """A set that can be hashed."""

    __slots__ = ['_hashcode']

    def __init__(self, iterable=None):
        self._hashcode, self._data = None, {}
        self._update(() if iterable is None else iterable)

    def __hash__(self):
        known = self._hashcode
        if known is None:
            known = self._hashcode = self._hash_of_elements()
        return known

    def __getstate__(self):
        return self._data, None         # hashes may be others when this is read again

    def __setstate__(self, state):
        self._hashcode, self._data = None, state[0]


class Set(BaseSet):
    """A set that can be changed."""

    __slots__ = []

    def __init__(self, iterable=None):
        self._data = {}
        self._update(() if iterable is None else iterable)

    def __getstate__(self):
        return self._data,

    def __setstate__(self, state):
        self._data = state[0]

    # -- changes by another set

    def update(self, iterable):
        """Add all elements of the iterable."""
        self._update(iterable)

    union_update = update

    def intersection_update(self, other):
        """Drop the elements that the other lacks."""
        self._data = self.intersection(other)._data

    def symmetric_difference_update(self, other):
        """Drop the elements that the other has, and add its other ones."""
        self._data = self.symmetric_difference(other)._data

    def difference_update(self, other):
        """Drop the elements that the other has."""
        self._data = self.difference(other)._data

    def __ior__(self, other):
        self._binary_sanity_check(other)
        self._update(other)
        return self

    def __iand__(self, other):
        self._binary_sanity_check(other)
        self.intersection_update(other)
        return self

    def __ixor__(self, other):
        self._binary_sanity_check(other)
        self.symmetric_difference_update(other)
        return self

    def __isub__(self, other):
        self._binary_sanity_check(other)
        self.difference_update(other)
        return self

    # -- changes by one element

    def add(self, element):
        """Put an element in."""
        try:
            self._data[element] = True
        except TypeError:
            self._data[_frozen(element)] = True

    def remove(self, element):
        """Take an element out; KeyError if it is not there."""
        try:
            del self._data[element]
        except TypeError:
            del self._data[_frozen(element, '__as_temporarily_immutable__')]

    def discard(self, element):
        """Take an element out if it is there."""
        if element in self:
            self.remove(element)

    def pop(self):
        """Take any element out and return it; KeyError if there is none."""
        return self._data.popitem()[0]

    def clear(self):
        """Take all elements out."""
        self._data.clear()

    # -- as an element of another set

    def __as_immutable__(self):
        return ImmutableSet(self)

    def __as_temporarily_immutable__(self):
        return _TemporarilyImmutableSet(self)


class _TemporarilyImmutableSet(BaseSet):
    # A Set under the hash of an ImmutableSet, for one look-up.

    def __init__(self, seen):
        self._data = seen._data

    __hash__ = BaseSet._hash_of_elements
