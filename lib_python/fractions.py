"""Rational numbers (library reference 9.5)."""

import math
import numbers
import operator
import re
from decimal import Decimal

__all__ = ['Fraction', 'gcd']

Rational = numbers.Rational


def gcd(a, b):
    """The greatest common divisor; its sign is b's, or a's if b is 0."""
    while b:
        a, b = b, a % b
    return a


_RATIONAL_FORMAT = re.compile(r"""
    \s*(?P<sign>[-+]?)
    (?=\d|\.\d)                     # something has to stand before an exponent
    (?P<num>\d*)
    (?: /(?P<denom>\d+)
      | (?:\.(?P<decimal>\d*))? (?:E(?P<exp>[-+]?\d+))?
    )\s*\Z""", re.VERBOSE | re.IGNORECASE)


def _ratio_of_text(text):
    match = _RATIONAL_FORMAT.match(text)
    if match is None:
        raise ValueError('Invalid literal for Fraction: %r' % text)
    sign, whole, below, digits, exponent = match.group('sign', 'num', 'denom', 'decimal', 'exp')
    top, bottom = int(whole or '0'), 1
    if below:
        bottom = int(below)
    elif digits or exponent:
        digits = digits or ''
        top = int((whole or '') + digits or '0')
        power = int(exponent or 0) - len(digits)
        if power >= 0:
            top *= 10 ** power
        else:
            bottom = 10 ** -power
    return -top if sign == '-' else top, bottom


class Fraction(Rational):
    """Fraction(numerator=0, denominator=1): an immutable rational number, in lowest terms.

    A single argument may be a number that knows its ratio, a Decimal, a float, or a string such as '3/4' or '-.5e2'.
    """

    __slots__ = '_numerator', '_denominator'

    def __new__(cls, numerator=0, denominator=None):
        made = super(Fraction, cls).__new__(cls)
        if denominator is not None:
            if not (isinstance(numerator, Rational) and isinstance(denominator, Rational)):
                raise TypeError("both arguments should be Rational instances")
            top = numerator.numerator * denominator.denominator
            bottom = denominator.numerator * numerator.denominator
        elif isinstance(numerator, Rational):
            made._numerator, made._denominator = numerator.numerator, numerator.denominator
            return made
        elif isinstance(numerator, float):
            value = cls.from_float(numerator)
            made._numerator, made._denominator = value._numerator, value._denominator
            return made
        elif isinstance(numerator, Decimal):
            value = cls.from_decimal(numerator)
            made._numerator, made._denominator = value._numerator, value._denominator
            return made
        elif isinstance(numerator, basestring):
            top, bottom = _ratio_of_text(numerator)
        else:
            raise TypeError("argument should be a string or a Rational instance")
        if bottom == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % top)
        shared = gcd(top, bottom)
        made._numerator, made._denominator = top // shared, bottom // shared
        return made

    @classmethod
    def from_float(cls, f):
        """The exact value of a float; 0.3 is not 3/10."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        if math.isnan(f) or math.isinf(f):
            raise TypeError("Cannot convert %r to %s." % (f, cls.__name__))
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a Decimal."""
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)"
                            % (cls.__name__, dec, type(dec).__name__))
        if not dec.is_finite():
            raise TypeError("Cannot convert %s to %s." % (dec, cls.__name__))
        sign, digits, exponent = dec.as_tuple()
        top = int(''.join(map(str, digits)))
        if sign:
            top = -top
        return cls(top * 10 ** exponent) if exponent >= 0 else cls(top, 10 ** -exponent)

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is at most so much.

        The candidates are the last convergent of the continued fraction that fits, and the semiconvergent beyond.
        """
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        top, bottom = self._numerator, self._denominator
        before, last = (0, 1), (1, 0)       # convergents, as (numerator, denominator)
        while True:
            quotient = top // bottom
            following = before[0] + quotient * last[0], before[1] + quotient * last[1]
            if following[1] > max_denominator:
                break
            before, last = last, following
            top, bottom = bottom, top - quotient * bottom
        steps = (max_denominator - before[1]) // last[1]
        beyond = Fraction(before[0] + steps * last[0], before[1] + steps * last[1])
        convergent = Fraction(*last)
        return convergent if abs(convergent - self) <= abs(beyond - self) else beyond

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return 'Fraction(%s, %s)' % (self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return '%s/%s' % (self._numerator, self._denominator)

    # -- arithmetic: exact with rationals, else as floats and complex numbers have it

    def _operation(exact, inexact):
        def forward(a, b):
            if isinstance(b, (int, long, Fraction)):
                return exact(a, b)
            if isinstance(b, float):
                return inexact(float(a), b)
            if isinstance(b, complex):
                return inexact(complex(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, Rational):
                return exact(a, b)
            if isinstance(a, numbers.Real):
                return inexact(float(a), float(b))
            if isinstance(a, numbers.Complex):
                return inexact(complex(a), complex(b))
            return NotImplemented

        name = inexact.__name__
        forward.__name__, reverse.__name__ = '__%s__' % name, '__r%s__' % name
        forward.__doc__, reverse.__doc__ = 'a %s b' % name, 'a %s b, where b is the fraction' % name
        return forward, reverse

    def _sum(a, b):
        below, other = a.denominator, b.denominator
        return Fraction(a.numerator * other + b.numerator * below, below * other)

    def _difference(a, b):
        below, other = a.denominator, b.denominator
        return Fraction(a.numerator * other - b.numerator * below, below * other)

    def _product(a, b):
        return Fraction(a.numerator * b.numerator, a.denominator * b.denominator)

    def _quotient(a, b):
        return Fraction(a.numerator * b.denominator, a.denominator * b.numerator)

    __add__, __radd__ = _operation(_sum, operator.add)
    __sub__, __rsub__ = _operation(_difference, operator.sub)
    __mul__, __rmul__ = _operation(_product, operator.mul)
    __div__, __rdiv__ = _operation(_quotient, operator.div)
    __truediv__, __rtruediv__ = _operation(_quotient, operator.truediv)
    del _operation, _sum, _difference, _product, _quotient

    def __floordiv__(a, b):
        """a // b"""
        quotient = a / b
        if isinstance(quotient, Rational):
            return quotient.numerator // quotient.denominator
        return math.floor(quotient)

    def __rfloordiv__(b, a):
        """a // b, where b is the fraction"""
        quotient = a / b
        if isinstance(quotient, Rational):
            return quotient.numerator // quotient.denominator
        return math.floor(quotient)

    def __mod__(a, b):
        """a % b"""
        return a - b * (a // b)

    def __rmod__(b, a):
        """a % b, where b is the fraction"""
        return a - b * (a // b)

    def __pow__(a, b):
        """a ** b: a fraction if b is an integer, else a float or complex number"""
        if not isinstance(b, Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return Fraction(a._numerator ** power, a._denominator ** power)
        return Fraction(a._denominator ** -power, a._numerator ** -power)

    def __rpow__(b, a):
        """a ** b, where b is the fraction"""
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** b._numerator if b._denominator == 1 else a ** float(b)

    def __pos__(a):
        """+a, as a Fraction"""
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        """-a"""
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        """abs(a)"""
        return Fraction(abs(a._numerator), a._denominator)

    def __trunc__(a):
        """trunc(a)"""
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    # -- comparison

    def __hash__(self):
        """The hash of an equal number of another type, if there is one."""
        if self._denominator == 1:
            return hash(self._numerator)
        try:
            inexact = float(self)
            if self == inexact:
                return hash(inexact)
        except OverflowError:
            pass
        return hash((self._numerator, self._denominator))

    def __eq__(a, b):
        """a == b"""
        if isinstance(b, Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if not isinstance(b, float):
            return NotImplemented   # it may know how to compare with this
        if math.isnan(b) or math.isinf(b):
            return 0.0 == b
        return a == a.from_float(b)

    def _compared(self, other, test):
        if isinstance(other, Rational):
            return test(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, complex):
            raise TypeError("no ordering relation is defined for complex numbers")
        if not isinstance(other, float):
            return NotImplemented
        if math.isnan(other) or math.isinf(other):
            return test(0.0, other)
        return test(self, self.from_float(other))

    def __lt__(a, b):
        """a < b"""
        return a._compared(b, operator.lt)

    def __gt__(a, b):
        """a > b"""
        return a._compared(b, operator.gt)

    def __le__(a, b):
        """a <= b"""
        return a._compared(b, operator.le)

    def __ge__(a, b):
        """a >= b"""
        return a._compared(b, operator.ge)

    def __nonzero__(a):
        """a != 0"""
        return a._numerator != 0

    # -- copies

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) == Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
