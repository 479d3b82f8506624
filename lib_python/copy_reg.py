"""What pickle and copy share: reduction functions for types that have none, and extension codes.

A reduction function takes an object and returns what __reduce__() would.  The interpreter itself calls
_reduce_ex(), __newobj__() and _slotnames() for object.__reduce_ex__().
"""

from types import ClassType as _ClassType

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}     # type -> reduction function


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Make a function the reduction function of a type."""
    if type(ob_type) is _ClassType:
        raise TypeError("copy_reg is not intended for use with classes")
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that an object can be called; kept for programs that declare constructors."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, pickle_complex, complex)


def _reconstructor(cls, base, state):
    # What protocols 0 and 1 call to make an instance; base is the built-in type that holds its state.
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(made, state)
    return made


_HEAPTYPE = 1 << 9      # the bit of a type's __flags__ that says a class statement made it


def _reduce_ex(self, proto):
    assert proto < 2
    cls = self.__class__
    base = object
    for candidate in cls.__mro__:
        if not getattr(candidate, "__flags__", _HEAPTYPE) & _HEAPTYPE:
            base = candidate
            break
    contents = None
    if base is not object:
        if base is cls:
            raise TypeError("can't pickle %s objects" % base.__name__)
        contents = base(self)
    recipe = _reconstructor, (cls, base, contents)
    try:
        getstate = self.__getstate__
    except AttributeError:
        if getattr(self, "__slots__", None):
            raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
        state = getattr(self, "__dict__", None)
    else:
        state = getstate()
    return recipe + (state,) if state else recipe


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def _slotnames(cls):
    """The slots of a class and its bases, by the names of their attributes; remembered in the class."""
    known = cls.__dict__.get("__slotnames__")
    if known is not None:
        return known
    names = []
    if hasattr(cls, "__slots__"):
        for klass in cls.__mro__:
            slots = klass.__dict__.get("__slots__", ())
            if isinstance(slots, basestring):
                slots = [slots]
            for slot in slots:
                if slot == "__dict__" or slot == "__weakref__":
                    continue
                if slot[:2] == "__" and slot[-2:] != "__":
                    owner = klass.__name__.lstrip("_")
                    if owner:
                        slot = "_" + owner + slot
                names.append(slot)
    try:
        cls.__slotnames__ = names
    except:
        pass    # a class that cannot be written to is walked again each time
    return names


# An extension code stands for a (module, name) pair in a pickle.  These dicts are, in this order, from
# pair to code, from code to pair, and from code to the object itself.  cPickle holds on to them.
_extension_registry, _inverted_registry, _extension_cache = {}, {}, {}


def _registered(pair, code):
    return _extension_registry.get(pair) == code and _inverted_registry.get(code) == pair


def add_extension(module, name, code):
    """Let a positive code stand for a module's global."""
    pair, code = (module, name), int(code)
    if code < 1 or code > 0x7fffffff:
        raise ValueError("code out of range")
    if _registered(pair, code):
        return
    if pair in _extension_registry:
        raise ValueError("key %s is already registered with code %s" % (pair, _extension_registry[pair]))
    if code in _inverted_registry:
        raise ValueError("code %s is already in use for key %s" % (code, _inverted_registry[code]))
    _extension_registry[pair] = code
    _inverted_registry[code] = pair


def remove_extension(module, name, code):
    """Undo add_extension()."""
    pair = module, name
    if not _registered(pair, code):
        raise ValueError("key %s is not registered with code %s" % (pair, code))
    del _inverted_registry[code], _extension_registry[pair]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
