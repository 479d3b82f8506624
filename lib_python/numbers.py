"""Abstract base classes for numbers (PEP 3141): Number, Complex, Real, Rational, Integral.

Each lists the operations its numbers have beyond those of the one before, and derives some of them from
others.  Decimal is a Number only: it does not mix with floats.
"""

from __future__ import division
from abc import ABCMeta, abstractmethod, abstractproperty

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


def _operations(namespace, table):
    # abstract methods, one a line: the name and what it stands for, which tells its parameters
    for line in table.strip().split("\n"):
        name, _, meaning = line.strip().partition(" ")

        if "other" in meaning:
            def operation(self, other):
                raise NotImplementedError
        elif "exponent" in meaning:
            def operation(self, exponent):
                raise NotImplementedError
        elif "base" in meaning:
            def operation(self, base):
                raise NotImplementedError
        else:
            def operation(self):
                raise NotImplementedError

        operation.__name__ = name
        operation.__doc__ = meaning.strip()
        namespace[name] = abstractmethod(operation)


class Number(object):
    """Any number; subclasses say how they hash."""

    __metaclass__ = ABCMeta
    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Numbers that add, multiply and compare equal as complex ones do."""

    __slots__ = ()

    _operations(locals(), """
        __complex__   complex(self)
        __add__       self + other
        __radd__      other + self
        __neg__       -self
        __pos__       +self
        __mul__       self * other
        __rmul__      other * self
        __div__       self / other without true division
        __rdiv__      other / self without true division
        __truediv__   self / other with true division
        __rtruediv__  other / self with true division
        __pow__       self ** exponent
        __rpow__      base ** self
        __abs__       abs(self), its distance from 0
        conjugate     the number with its imaginary part negated
        __eq__        self == other
    """)

    @abstractproperty
    def real(self):
        """The real part."""
        raise NotImplementedError

    @abstractproperty
    def imag(self):
        """The imaginary part."""
        raise NotImplementedError

    def __nonzero__(self):
        """self != 0"""
        return self != 0

    def __ne__(self, other):
        """not self == other"""
        return not self == other

    def __sub__(self, other):
        """self - other"""
        return self + -other

    def __rsub__(self, other):
        """other - self"""
        return -self + other


class Real(Complex):
    """Numbers on the line: they have an order, a remainder, and a nearest integer."""

    __slots__ = ()

    _operations(locals(), """
        __float__      float(self)
        __trunc__      trunc(self), the Integral next to it on the side of 0
        __floordiv__   self // other
        __rfloordiv__  other // self
        __mod__        self % other
        __rmod__       other % self
        __lt__         self < other
        __le__         self <= other
    """)

    def __divmod__(self, other):
        """divmod(self, other)"""
        quotient = self // other
        return quotient, self % other

    def __rdivmod__(self, other):
        """divmod(other, self)"""
        quotient = other // self
        return quotient, other % self

    def __complex__(self):
        """complex(self)"""
        return complex(float(self))

    def conjugate(self):
        """The number itself."""
        return +self

    real = property(lambda self: +self, doc="The number itself.")
    imag = property(lambda self: 0, doc="0")


class Rational(Real):
    """Quotients of two integers, in lowest terms and with a positive denominator."""

    __slots__ = ()

    @abstractproperty
    def numerator(self):
        """The integer above."""
        raise NotImplementedError

    @abstractproperty
    def denominator(self):
        """The integer below."""
        raise NotImplementedError

    def __float__(self):
        """float(self), also where the two integers alone are too large for floats"""
        return self.numerator / self.denominator


class Integral(Rational):
    """Integers: they count, index, and have bits."""

    __slots__ = ()

    _operations(locals(), """
        __long__     long(self)
        __lshift__   self << other
        __rlshift__  other << self
        __rshift__   self >> other
        __rrshift__  other >> self
        __and__      self & other
        __rand__     other & self
        __xor__      self ^ other
        __rxor__     other ^ self
        __or__       self | other
        __ror__      other | self
        __invert__   ~self
    """)

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        """self ** exponent, or pow(self, exponent, modulus)"""
        raise NotImplementedError

    def __index__(self):
        """the integer for use as an index"""
        return long(self)

    def __float__(self):
        """float(self)"""
        return float(long(self))

    numerator = property(lambda self: +self, doc="The number itself.")
    denominator = property(lambda self: 1, doc="1")


for _kind, _types in (Complex, [complex]), (Real, [float]), (Integral, [int, long]):
    for _type in _types:
        _kind.register(_type)
del _kind, _types, _type
