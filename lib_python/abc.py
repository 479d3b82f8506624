"""Abstract base classes (PEP 3119).

A class made by ABCMeta cannot be instantiated while one of its methods is abstract, and it can count
classes as its subclasses that do not inherit from it: those registered with it, and those its
__subclasshook__() accepts.

Answers of issubclass() are remembered in each class, positive ones for good, negative ones until any
class is registered anywhere.  The weak sets for this are made when there is something to put in.
"""

import types
from _weakrefset import WeakSet


def abstractmethod(funcobj):
    """Mark a method as abstract: subclasses have to override it before they can be instantiated.

    An abstract method may have a body, which overriding methods reach with super().
    """
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    """A property that subclasses have to override before they can be instantiated."""
    __isabstractmethod__ = True


def _is_abstract(value):
    return getattr(value, "__isabstractmethod__", False)


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    # grows with each register(): negative answers older than the last registration do not count
    _abc_invalidation_counter = 0

    def __new__(mcls, name, bases, namespace):
        cls = super(ABCMeta, mcls).__new__(mcls, name, bases, namespace)
        abstract = [key for key, value in namespace.items() if _is_abstract(value)]
        for base in bases:
            abstract += [key for key in getattr(base, "__abstractmethods__", ())
                         if _is_abstract(getattr(cls, key, None))]
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = cls._abc_cache = cls._abc_negative_cache = ()
        cls._abc_negative_cache_version = ABCMeta._abc_invalidation_counter
        return cls

    def register(cls, subclass):
        """Count a class, and what inherits from it, as a subclass of this one."""
        if not isinstance(subclass, (type, types.ClassType)):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        _remember(cls, "_abc_registry", subclass)
        ABCMeta._abc_invalidation_counter += 1

    def _dump_registry(cls, file=None):
        """Print what is registered and remembered."""
        print >> file, "Class: %s.%s" % (cls.__module__, cls.__name__)
        print >> file, "Inv.counter: %s" % ABCMeta._abc_invalidation_counter
        for key in sorted(cls.__dict__):
            if key.startswith("_abc_"):
                print >> file, "%s: %r" % (key, getattr(cls, key))

    def __instancecheck__(cls, instance):
        claimed = getattr(instance, '__class__', None)
        if claimed is not None and claimed in cls._abc_cache:
            return True
        actual = type(instance)
        if actual is types.InstanceType:
            actual = claimed
        if claimed is not None and claimed is not actual:
            # an instance may pose as one of another class: either will do
            return cls.__subclasscheck__(claimed) or cls.__subclasscheck__(actual)
        if (actual in cls._abc_negative_cache
                and cls._abc_negative_cache_version == ABCMeta._abc_invalidation_counter):
            return False
        return cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        if subclass in cls._abc_cache:
            return True
        if cls._abc_negative_cache_version < ABCMeta._abc_invalidation_counter:
            cls._abc_negative_cache = ()
            cls._abc_negative_cache_version = ABCMeta._abc_invalidation_counter
        elif subclass in cls._abc_negative_cache:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _is_subclass(cls, subclass)
        else:
            assert isinstance(answer, bool)
        _remember(cls, "_abc_cache" if answer else "_abc_negative_cache", subclass)
        return answer


def _remember(cls, where, subclass):
    known = cls.__dict__[where]
    if known == ():
        known = WeakSet()
        setattr(cls, where, known)
    known.add(subclass)


def _is_subclass(cls, subclass):
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for family in cls._abc_registry, cls.__subclasses__():
        for member in family:
            if issubclass(subclass, member):
                return True
    return False
