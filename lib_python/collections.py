"""Containers beyond list, tuple, dict and set, and the abstract base classes of all containers.

namedtuple   makes tuple subclasses whose items have names
deque        a list that is fast at both ends
Counter      a dict that counts
OrderedDict  a dict whose order is part of its value
defaultdict  a dict that makes values for missing keys
"""

from _abcoll import *
import _abcoll
from _collections import deque, defaultdict
from itertools import chain as _chain, imap as _imap, repeat as _repeat, starmap as _starmap
from keyword import iskeyword as _iskeyword
from operator import eq as _eq, itemgetter as _itemgetter
import sys as _sys
try:
    from thread import get_ident as _get_ident
except ImportError:
    from dummy_thread import get_ident as _get_ident
try:
    from __pypy__ import reversed_dict as _reversed_dict
except ImportError:
    _reversed_dict = lambda mapping: reversed(dict.keys(mapping))

__all__ = ['Counter', 'deque', 'defaultdict', 'namedtuple', 'OrderedDict'] + _abcoll.__all__


def _receiver(args, method):
    # A method whose keywords may be anything, 'self' included, takes its own arguments as *args.
    if not args:
        name, owner = method
        raise TypeError("descriptor '%s' of '%s' object needs an argument" % (name, owner))
    if len(args) > 2:
        raise TypeError('expected at most 1 arguments, got %d' % (len(args) - 1))
    return args[0]


class OrderedDict(dict):
    """A dict that compares, prints and pops by the order in which its keys were first set.

    Every dict here iterates in that order.  What this class adds is that the order counts in
    comparisons with other OrderedDicts, shows in the repr, and can be used from both ends.  Methods
    that a subclass may rely on go through its own __getitem__, __setitem__ and __iter__.
    """

    def __init__(*args, **kwds):
        """Like dict(); the order of keyword arguments is arbitrary."""
        self = _receiver(args, ('__init__', 'OrderedDict'))
        self.__update(*args[1:], **kwds)

    def __reversed__(self):
        """An iterator over the keys, last first."""
        return _reversed_dict(self)

    def keys(self):
        """A list of the keys."""
        return list(self)

    def values(self):
        """A list of the values, in the order of the keys."""
        if type(self) is OrderedDict:
            return dict.values(self)
        return [self[key] for key in self]

    def items(self):
        """A list of the (key, value) pairs."""
        if type(self) is OrderedDict:
            return dict.items(self)
        return [(key, self[key]) for key in self]

    def iterkeys(self):
        """An iterator over the keys."""
        return iter(self)

    def itervalues(self):
        """An iterator over the values, in the order of the keys."""
        if type(self) is OrderedDict:
            return dict.itervalues(self)
        return (self[key] for key in self)

    def iteritems(self):
        """An iterator over the (key, value) pairs."""
        if type(self) is OrderedDict:
            return dict.iteritems(self)
        return ((key, self[key]) for key in self)

    def viewkeys(self):
        """A view of the keys that is a set."""
        return KeysView(self)

    def viewvalues(self):
        """A view of the values."""
        return ValuesView(self)

    def viewitems(self):
        """A view of the (key, value) pairs that is a set."""
        return ItemsView(self)

    update = MutableMapping.update
    __update = update   # what __init__() uses even if a subclass has another update()

    __marker = object()

    def pop(self, key, default=__marker):
        """Remove a key and return its value, or the default if there is no such key."""
        if key not in self:
            if default is self.__marker:
                raise KeyError(key)
            return default
        value = self[key]
        del self[key]
        return value

    def popitem(self, last=True):
        """Remove a key and return it with its value: the last one set, or the first."""
        if not self:
            raise KeyError('dictionary is empty')
        for key in reversed(self) if last else self:
            break
        return key, self.pop(key)

    def setdefault(self, key, default=None):
        """The value of a key, set to the default first if there is no such key."""
        if key not in self:
            self[key] = default
            return default
        return self[key]

    def copy(self):
        """A new dict of this class with the same items."""
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new dict with these keys, all of which have one value."""
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    def __repr__(self, _repr_running={}):
        name = self.__class__.__name__
        if not self:
            return name + '()'
        # one of its values may hold it
        call = id(self), _get_ident()
        if call in _repr_running:
            return '...'
        _repr_running[call] = True
        try:
            return '%s(%r)' % (name, self.items())
        finally:
            del _repr_running[call]

    def __reduce__(self):
        recipe = self.__class__, ([[key, self[key]] for key in self],)
        own = vars(self)
        return recipe + (own.copy(),) if own else recipe

    def __eq__(self, other):
        """Whether the items are equal, and the order too if both are OrderedDicts."""
        equal = dict.__eq__(self, other)
        if isinstance(other, OrderedDict):
            return equal and all(_imap(_eq, self, other))
        return equal

    def __ne__(self, other):
        return not self == other


# What verbose=True prints: a class statement that makes the same class.
_class_template = '''\
class {name}(tuple):
    {doc!r}
    __slots__ = ()
    _fields = {fields!r}

    def __new__(_cls, {parameters}):
        return tuple.__new__(_cls, ({parameters}))

    @classmethod
    def _make(cls, iterable, new=tuple.__new__, len=len):
        result = new(cls, iterable)
        if len(result) != {count}:
            raise TypeError('Expected {count} arguments, got %d' % len(result))
        return result

    def __repr__(self):
        return {format!r} % self

    def _asdict(self):
        return OrderedDict(zip(self._fields, self))

    def _replace(_self, **kwds):
        result = _self._make(map(kwds.pop, {fields!r}, _self))
        if kwds:
            raise ValueError('Got unexpected field names: %r' % kwds.keys())
        return result

    def __getnewargs__(self):
        return tuple(self)

    def __getstate__(self):
        pass

    __dict__ = property(_asdict)
{properties}'''

_new_template = '''\
def __new__(_cls, {parameters}):
    return _new(_cls, ({parameters}))
'''

_name_characters = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')


def _field_names(typename, names, rename):
    # the names as a list of strings, checked or, if so wished, mended
    if isinstance(names, basestring):
        names = names.replace(',', ' ').split()
    names = [str(name) for name in names]
    seen = set()
    if rename:
        for index, name in enumerate(names):
            if (not name or name in seen or name[0] in '_0123456789' or _iskeyword(name)
                    or not _name_characters.issuperset(name)):
                names[index] = '_%d' % index
            seen.add(name)
    for name in [typename] + names:
        if not _name_characters.issuperset(name):
            raise ValueError('Type names and field names can only contain '
                             'alphanumeric characters and underscores: %r' % name)
        if _iskeyword(name):
            raise ValueError('Type names and field names cannot be a keyword: %r' % name)
        if name[0].isdigit():
            raise ValueError('Type names and field names cannot start with a number: %r' % name)
    seen.clear()
    for name in names:
        if name[0] == '_' and not rename:
            raise ValueError('Field names cannot start with an underscore: %r' % name)
        if name in seen:
            raise ValueError('Encountered duplicate field name: %r' % name)
        seen.add(name)
    return names


def namedtuple(typename, field_names, verbose=False, rename=False):
    """A new tuple subclass whose items can be read as attributes.

    The names come as a sequence or as one string, separated by blanks or commas.

    >>> Point = namedtuple('Point', 'x y')
    >>> p = Point(3, y=4)
    >>> p, p.x + p[1], p._replace(x=0)
    (Point(x=3, y=4), 7, Point(x=0, y=4))
    """
    typename = str(typename)
    names = _field_names(typename, field_names, rename)
    fields = tuple(names)
    count = len(fields)
    listed = ', '.join(names)
    # after one name the comma has to be there, after none it may
    parameters = listed + ',' if count == 1 else listed
    doc = '%s(%s)' % (typename, parameters)
    shown = typename + '(' + ', '.join([name + '=%r' for name in names]) + ')'
    if verbose:
        print _class_template.format(
            name=typename, fields=fields, count=count, parameters=parameters, format=shown, doc=doc,
            properties=''.join(['    %s = property(itemgetter(%d), doc=%r)\n' % (name, index, _alias(index))
                                for index, name in enumerate(names)]))

    # Only the constructor has to be compiled: its parameters are the fields.
    namespace = {'_new': tuple.__new__, '__name__': 'namedtuple_' + typename}
    source = _new_template.format(parameters=parameters)
    try:
        exec source in namespace
    except SyntaxError as problem:
        raise SyntaxError(problem.message + ':\n' + source)

    def _make(cls, iterable, new=tuple.__new__, len=len):
        """A new one from the items of an iterable."""
        result = new(cls, iterable)
        if len(result) != count:
            raise TypeError('Expected %d arguments, got %d' % (count, len(result)))
        return result

    def __repr__(self):
        return shown % self

    def _replace(_self, **kwds):
        """A new one with other values for some fields."""
        result = _self._make(map(kwds.pop, fields, _self))
        if kwds:
            raise ValueError('Got unexpected field names: %r' % kwds.keys())
        return result

    body = {
        '__doc__': doc, '__slots__': (), '_fields': fields, '__new__': namespace['__new__'],
        '_make': classmethod(_make), '__repr__': __repr__, '_replace': _replace,
        '_asdict': _asdict, '__dict__': property(_asdict), '__getnewargs__': _getnewargs,
        '__getstate__': _getstate,
    }
    for index, name in enumerate(names):
        body[name] = property(_itemgetter(index), doc=_alias(index))
    # pickle looks for the class where it was made
    try:
        body['__module__'] = _sys._getframe(1).f_globals.get('__name__', '__main__')
    except (AttributeError, ValueError):
        pass
    return type(typename, (tuple,), body)


def _alias(index):
    return 'Alias for field number %d' % index


def _asdict(self):
    """An OrderedDict from field names to values."""
    return OrderedDict(zip(self._fields, self))


def _getnewargs(self):
    # for copy and pickle
    return tuple(self)


def _getstate(self):
    # keeps the __dict__ property out of pickles
    return None


_getnewargs.__name__, _getstate.__name__ = '__getnewargs__', '__getstate__'


class Counter(dict):
    """A dict from items to how often they occur; an item that is missing occurs 0 times.

    Counts may be any integers.  The operators + - | & keep positive ones only.

    >>> c = Counter('abracadabra')
    >>> c['a'], c['z'], c.most_common(1)
    (5, 0, [('a', 5)])
    """

    def __init__(*args, **kwds):
        """Count the items of an iterable, or take counts from a mapping and from keywords."""
        self = _receiver(args, ('__init__', 'Counter'))
        super(Counter, self).__init__()
        self.update(*args[1:], **kwds)

    def __missing__(self, key):
        return 0

    def __delitem__(self, elem):
        """Remove an item; nothing happens if it is missing."""
        if elem in self:
            super(Counter, self).__delitem__(elem)

    def most_common(self, n=None):
        """The n most frequent (item, count) pairs, or all of them, most frequent first."""
        if n is None:
            return sorted(self.iteritems(), key=_itemgetter(1), reverse=True)
        from heapq import nlargest
        return nlargest(n, self.iteritems(), key=_itemgetter(1))

    def elements(self):
        """An iterator over the items, each as often as it is counted."""
        return _chain.from_iterable(_starmap(_repeat, self.iteritems()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(*args, **kwds):
        """Add counts: 1 for each item of an iterable, those of a mapping, those of keywords."""
        self = _receiver(args, ('update', 'Counter'))
        source = args[1] if len(args) > 1 else None
        if isinstance(source, Mapping):
            if self:
                known = self.get
                for elem, count in source.iteritems():
                    self[elem] = known(elem, 0) + count
            else:
                super(Counter, self).update(source)
        elif source is not None:
            known = self.get
            for elem in source:
                self[elem] = known(elem, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(*args, **kwds):
        """Like update(), but take counts away; they may become negative."""
        self = _receiver(args, ('subtract', 'Counter'))
        source = args[1] if len(args) > 1 else None
        known = self.get
        if isinstance(source, Mapping):
            for elem, count in source.items():
                self[elem] = known(elem, 0) - count
        elif source is not None:
            for elem in source:
                self[elem] = known(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A new counter of this class with the same counts."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __repr__(self):
        name = self.__class__.__name__
        if not self:
            return name + '()'
        return '%s({%s})' % (name, ', '.join(['%r: %r' % pair for pair in self.most_common()]))

    def __merged(self, other, combine):
        # the positive results of combine(count here, count there) over the items of both
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for elem, count in self.items():
            count = combine(count, other[elem])
            if count > 0:
                result[elem] = count
        for elem, count in other.items():
            if elem not in self:
                count = combine(0, count)
                if count > 0:
                    result[elem] = count
        return result

    def __add__(self, other):
        """The sums of the counts."""
        return self.__merged(other, lambda here, there: here + there)

    def __sub__(self, other):
        """The differences of the counts."""
        return self.__merged(other, lambda here, there: here - there)

    def __or__(self, other):
        """The greater of the counts."""
        return self.__merged(other, lambda here, there: there if here < there else here)

    def __and__(self, other):
        """The lesser of the counts."""
        return self.__merged(other, lambda here, there: here if here < there else there)
