"""WeakSet, a set that does not keep its members alive.

Here rather than in weakref because abc needs it at start-up.  `data` holds weak references; while the
set is iterated over, references that die are put on a list and dropped once no iterator is left.
"""

from _weakref import ref

__all__ = ['WeakSet']


class _IterationGuard(object):
    """While one is open, a weak container puts off dropping the entries of dead objects."""

    def __init__(self, weakcontainer):
        self.weakcontainer = weakcontainer

    def __enter__(self):
        self.weakcontainer._iterating.add(self)
        return self

    def __exit__(self, kind, value, trace):
        container = self.weakcontainer
        container._iterating.discard(self)
        if not container._iterating:
            container._commit_removals()


def _refs(items):
    return set([ref(item) for item in items])


class WeakSet(object):

    def __init__(self, data=None):
        def _remove(dead, owner=ref(self)):
            weakset = owner()
            if weakset is None:
                return
            if weakset._iterating:
                weakset._pending_removals.append(dead)
            else:
                weakset.data.discard(dead)

        self.data = set()
        self._remove = _remove
        self._iterating = set()     # a guard for each iterator under way
        self._pending_removals = []
        if data is not None:
            self.update(data)

    def _commit_removals(self):
        pending = self._pending_removals
        while pending:
            self.data.discard(pending.pop())

    def _members(self):
        # the set of references, for a method that changes it
        if self._pending_removals:
            self._commit_removals()
        return self.data

    def __iter__(self):
        with _IterationGuard(self):
            for reference in self.data:
                item = reference()
                if item is not None:
                    yield item

    def __len__(self):
        return len(self.data) - len(self._pending_removals)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __reduce__(self):
        return self.__class__, (list(self),), getattr(self, '__dict__', None)

    __hash__ = None

    # one member

    def add(self, item):
        self._members().add(ref(item, self._remove))

    def discard(self, item):
        self._members().discard(ref(item))

    def remove(self, item):
        self._members().remove(ref(item))

    def pop(self):
        members = self._members()
        while members:
            item = members.pop()()
            if item is not None:
                return item
        raise KeyError('pop from empty WeakSet')

    def clear(self):
        self._members().clear()

    def copy(self):
        return self.__class__(self)

    # in-place operations; with itself a set must not change under its own iterator

    def update(self, other):
        members, remove = self._members(), self._remove
        for item in other:
            members.add(ref(item, remove))

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        members = self._members()
        if other is self:
            members.clear()
        else:
            members.difference_update(_refs(other))
        return self

    def __iand__(self, other):
        self._members().intersection_update(_refs(other))
        return self

    def __ixor__(self, other):
        members = self._members()
        if other is self:
            members.clear()
        else:
            remove = self._remove
            members.symmetric_difference_update([ref(item, remove) for item in other])
        return self

    def difference_update(self, other):
        self.__isub__(other)

    def intersection_update(self, other):
        self.__iand__(other)

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    # operations that make a new set

    def difference(self, other):
        result = self.copy()
        result.difference_update(other)
        return result

    def symmetric_difference(self, other):
        result = self.copy()
        result.symmetric_difference_update(other)
        return result

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def union(self, other):
        result = self.copy()
        result.update(other)
        return result

    __sub__ = difference
    __xor__ = symmetric_difference
    __and__ = intersection
    __or__ = union

    # comparison

    def issubset(self, other):
        return self.data.issubset(_refs(other))

    def issuperset(self, other):
        return self.data.issuperset(_refs(other))

    def isdisjoint(self, other):
        return not self.intersection(other)

    __le__ = issubset
    __ge__ = issuperset

    def __lt__(self, other):
        return self.data < _refs(other)

    def __gt__(self, other):
        return self.data > _refs(other)

    def __eq__(self, other):
        if isinstance(other, self.__class__):
            return self.data == _refs(other)
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal
