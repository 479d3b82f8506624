"""Decimal arithmetic (library reference 9.4; Mike Cowlishaw's General Decimal Arithmetic Specification).

A Decimal is sign, coefficient and exponent; `_exp` is 'F' for infinities and 'n' or 'N' for NaNs, whose coefficient is
what they say.  Operations make a result exactly, or with enough digits and a last one that tells of a rest, and
_fix() rounds it to the context's precision and raises its signals.  Functions that are never exact (exp, ln, powers)
are computed on integers, scaled by powers of ten, with as many digits as it takes for the rounding to be certain.
"""

import _locale
import math as _math
import numbers as _numbers
import re
import threading
from collections import namedtuple as _namedtuple

__version__ = '1.70'
__all__ = ['Decimal', 'Context', 'DefaultContext', 'BasicContext', 'ExtendedContext', 'DecimalException', 'Clamped',
           'InvalidOperation', 'DivisionByZero', 'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow',
           'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_UP',
           'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext', 'localcontext']

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent')

for _name in __all__:
    if _name.startswith('ROUND_'):
        globals()[_name] = _name


# -- signals

class DecimalException(ArithmeticError):
    """Base of the signals; handle() gives the result where a signal is not trapped."""

    def handle(self, context, *args):
        pass


class Clamped(DecimalException):
    """An exponent was changed to fit the context."""


class InvalidOperation(DecimalException):
    """An operation that means nothing; its result is NaN."""

    def handle(self, context, *args):
        return _make(args[0]._sign, args[0]._coefficient, 'n')._fix_nan(context) if args else _NaN


class ConversionSyntax(InvalidOperation):
    """A string that is no number."""

    def handle(self, context, *args):
        return _NaN


class DivisionByZero(DecimalException, ZeroDivisionError):
    """Something finite was divided by zero; the result is infinite."""

    def handle(self, context, sign, *args):
        return _SignedInfinity[sign]


class DivisionImpossible(InvalidOperation):
    """An integer quotient has more digits than the precision."""

    def handle(self, context, *args):
        return _NaN


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """Zero was divided by zero."""

    def handle(self, context, *args):
        return _NaN


class Inexact(DecimalException):
    """Digits other than 0 were lost in rounding."""


class InvalidContext(InvalidOperation):
    """A context that makes no sense."""

    def handle(self, context, *args):
        return _NaN


class Rounded(DecimalException):
    """Digits were lost in rounding."""


class Subnormal(DecimalException):
    """The exponent was below Emin before rounding."""


class Overflow(Inexact, Rounded):
    """The exponent was above Emax; the result is infinite or the largest number, as the rounding has it."""

    def handle(self, context, sign, *args):
        rounding = context.rounding
        if rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP) \
                or rounding == (ROUND_FLOOR if sign else ROUND_CEILING):
            return _SignedInfinity[sign]
        return _make(sign, 10 ** context.prec - 1, context.Emax - context.prec + 1)


class Underflow(Inexact, Rounded, Subnormal):
    """A result that is not zero was rounded below the normal range."""


_signals = [Clamped, DivisionByZero, Inexact, Overflow, Rounded, Underflow, InvalidOperation, Subnormal]
_condition_map = dict.fromkeys([ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext],
                               InvalidOperation)


# -- the context of a thread

_local = threading.local()


def getcontext():
    """This thread's context."""
    try:
        return _local.context
    except AttributeError:
        context = _local.context = Context()
        return context


def setcontext(context):
    """Make a context this thread's; the three predefined ones are copied."""
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _local.context = context


class _ContextManager(object):
    def __init__(self, new_context):
        self.new_context = new_context.copy()

    def __enter__(self):
        self.saved_context = getcontext()
        setcontext(self.new_context)
        return self.new_context

    def __exit__(self, *problem):
        setcontext(self.saved_context)


def localcontext(ctx=None):
    """For the with statement: a copy of a context, by default the current one, that is in force within."""
    return _ContextManager(getcontext() if ctx is None else ctx)


# -- rounding: how much to add to a coefficient's kept part

def _rounded(sign, coefficient, drop, rounding):
    """(the coefficient without its last digits, whether any of them was not 0)"""
    unit = 10 ** drop
    kept, rest = divmod(coefficient, unit)
    if not rest:
        return kept, False
    if rounding == ROUND_HALF_EVEN:
        up = 2 * rest > unit or 2 * rest == unit and kept & 1
    elif rounding == ROUND_HALF_UP:
        up = 2 * rest >= unit
    elif rounding == ROUND_HALF_DOWN:
        up = 2 * rest > unit
    elif rounding == ROUND_DOWN:
        up = False
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = sign
    else:
        up = kept % 5 == 0      # ROUND_05UP
    return kept + 1 if up else kept, True


def _length(n):
    # the number of decimal digits of n >= 0; one for 0
    return len(str(n))


def _make(sign, coefficient, exponent):
    made = object.__new__(Decimal)
    made._sign, made._coefficient, made._exp = sign, coefficient, exponent
    made._is_special = isinstance(exponent, str)
    return made


def _dec_from_triple(sign, coefficient, exponent, special=False):
    return _make(sign, int(coefficient or '0'), exponent)


_parser = re.compile(r"""
    (?P<sign>[-+])?
    (
        (?=\d|\.\d)(?P<int>\d*)(\.(?P<frac>\d*))?(E(?P<exp>[-+]?\d+))?
      | Inf(inity)?
      | (?P<signal>s)?NaN(?P<diag>\d*)
    )\Z""", re.VERBOSE | re.IGNORECASE | re.UNICODE)


class Decimal(object):
    """Decimal(value="0"): an exact number made of a string, an integer, a float, or (sign, digits, exponent)."""

    __slots__ = '_sign', '_coefficient', '_exp', '_is_special', '__weakref__'

    def __new__(cls, value="0", context=None):
        self = object.__new__(cls)
        self._is_special = False
        if isinstance(value, basestring):
            return self._set_text(value, context)
        if isinstance(value, (int, long)):
            self._sign = int(value < 0)
            self._coefficient, self._exp = abs(int(value)), 0
        elif isinstance(value, (Decimal, float)):
            if isinstance(value, float):
                value = Decimal.from_float(value)
            self._sign, self._coefficient, self._exp = value._sign, value._coefficient, value._exp
            self._is_special = value._is_special
        elif isinstance(value, (list, tuple)):
            self._set_tuple(value)
        else:
            raise TypeError("Cannot convert %r to Decimal" % value)
        return self

    def _set_text(self, value, context):
        match = _parser.match(value.strip())
        if match is None:
            if context is None:
                context = getcontext()
            return context._raise_error(ConversionSyntax, "Invalid literal for Decimal: %r" % value)
        self._sign = int(match.group('sign') == '-')
        whole, digits, exponent, payload = match.group('int', 'frac', 'exp', 'diag')
        if whole is not None:
            digits = digits or ''
            self._coefficient = int(whole + digits)
            self._exp = int(exponent or '0') - len(digits)
            return self
        self._is_special = True
        self._coefficient = int(payload or '0')
        self._exp = 'F' if payload is None else 'N' if match.group('signal') else 'n'
        return self

    def _set_tuple(self, value):
        if len(value) != 3:
            raise ValueError('Invalid tuple size in creation of Decimal from list or tuple.  '
                             'The list or tuple should have exactly three elements.')
        sign, digits, exponent = value
        if not (isinstance(sign, (int, long)) and sign in (0, 1)):
            raise ValueError("Invalid sign.  The first value in the tuple should be an integer; "
                             "either 0 for a positive number or 1 for a negative number.")
        self._sign = sign
        if exponent == 'F':
            self._coefficient, self._exp, self._is_special = 0, 'F', True
            return
        for digit in digits:
            if not (isinstance(digit, (int, long)) and 0 <= digit <= 9):
                raise ValueError("The second value in the tuple must be composed of integers in the range 0 through 9.")
        if exponent in ('n', 'N'):
            self._is_special = True
        elif not isinstance(exponent, (int, long)):
            raise ValueError("The third value in the tuple must be an integer, or one of the strings 'F', 'n', 'N'.")
        self._coefficient, self._exp = int(''.join(map(str, digits)) or '0'), exponent

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if isinstance(f, (int, long)):
            return cls(f)
        if _math.isinf(f) or _math.isnan(f):
            return cls(repr(f))
        top, bottom = abs(f).as_integer_ratio()
        power = bottom.bit_length() - 1
        made = _make(int(_math.copysign(1.0, f) < 0), top * 5 ** power, -power)
        return made if cls is Decimal else cls(made)

    # -- what it is

    @property
    def _int(self):
        # the digits; of infinities '0', of NaNs without a payload ''
        if self._exp in ('n', 'N') and not self._coefficient:
            return ''
        return str(self._coefficient)

    def _isnan(self):
        # 1 for a quiet NaN, 2 for a signaling one, else 0
        return {'n': 1, 'N': 2}.get(self._exp, 0) if self._is_special else 0

    def _isinfinity(self):
        # the sign of an infinity, else 0
        if self._exp != 'F':
            return 0
        return -1 if self._sign else 1

    def _isinteger(self):
        # for finite ones
        if self._is_special:
            return False
        return self._exp >= 0 or self._coefficient % 10 ** min(-self._exp, _length(self._coefficient)) == 0

    def _iseven(self):
        # for integers
        if not self._coefficient or self._exp > 0:
            return True
        return self._coefficient // 10 ** -self._exp % 2 == 0

    def _check_nans(self, other=None, context=None):
        # the NaN that is the result of an operation with one, or None
        kind, other_kind = self._isnan(), other._isnan() if other is not None else 0
        if not kind and not other_kind:
            return None
        if context is None:
            context = getcontext()
        if kind == 2:
            return context._raise_error(InvalidOperation, 'sNaN', self)
        if other_kind == 2:
            return context._raise_error(InvalidOperation, 'sNaN', other)
        return (self if kind else other)._fix_nan(context)

    def _compare_check_nans(self, other, context):
        # for <, <=, >, >=, which signal for quiet NaNs too
        if context is None:
            context = getcontext()
        if not self._is_special and not other._is_special:
            return None
        for kind, text in (2, 'comparison involving sNaN'), (1, 'comparison involving NaN'):
            for each in self, other:
                if each._isnan() == kind:
                    return context._raise_error(InvalidOperation, text, each)
        return None

    def __nonzero__(self):
        return self._is_special or self._coefficient != 0

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._is_special else self._exp + _length(self._coefficient) - 1

    def as_tuple(self):
        """(sign, digits, exponent)"""
        return DecimalTuple(self._sign, tuple(map(int, self._int)), self._exp)

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self.__copy__()

    # -- comparison

    def _cmp(self, other):
        # -1, 0 or 1; neither is a NaN
        if self._is_special or other._is_special:
            return cmp(self._isinfinity(), other._isinfinity())
        one, two = self._coefficient, other._coefficient
        if not one or not two:
            return cmp(-1 if one and self._sign else bool(one), -1 if two and other._sign else bool(two))
        if self._sign != other._sign:
            return -1 if self._sign else 1
        order = cmp(self.adjusted(), other.adjusted())
        if not order:
            lower = min(self._exp, other._exp)
            order = cmp(one * 10 ** (self._exp - lower), two * 10 ** (other._exp - lower))
        return -order if self._sign else order

    def __eq__(self, other, context=None):
        other = _comparable(other)
        if other is NotImplemented:
            return other
        if self._check_nans(other, context):
            return False
        return self._cmp(other) == 0

    def __ne__(self, other, context=None):
        other = _comparable(other)
        if other is NotImplemented:
            return other
        if self._check_nans(other, context):
            return True
        return self._cmp(other) != 0

    def _ordering(test):
        def method(self, other, context=None):
            other = _comparable(other)
            if other is NotImplemented:
                return other
            if self._compare_check_nans(other, context):
                return False
            return test(self._cmp(other))
        return method

    __lt__, __le__ = _ordering(lambda order: order < 0), _ordering(lambda order: order <= 0)
    __gt__, __ge__ = _ordering(lambda order: order > 0), _ordering(lambda order: order >= 0)

    def compare(self, other, context=None):
        """-1, 0 or 1 as a Decimal; NaN if either is one."""
        other = _convert_other(other, raiseit=True)
        return self._check_nans(other, context) or Decimal(self._cmp(other))

    def compare_signal(self, other, context=None):
        """compare() that signals for all NaNs."""
        other = _convert_other(other, raiseit=True)
        return self._compare_check_nans(other, context) or self.compare(other, context=context)

    def _total_key(self):
        # the order of compare_total() for positive ones
        kind = self._isnan()
        if kind:
            return 3 if kind == 1 else 2, _length(self._coefficient) if self._coefficient else 0, self._coefficient, 0
        return (1 if self._is_special else 0), 0, 0, 0

    def compare_total(self, other):
        """Compare by representation too, so that only identical ones are equal: 12 comes after 12.0, NaNs come last."""
        other = _convert_other(other, raiseit=True)
        if self._sign != other._sign:
            return _NegativeOne if self._sign else _One
        order = cmp(self._total_key(), other._total_key())
        if not order and not self._is_special:
            order = self.copy_abs()._cmp(other.copy_abs()) or cmp(self._exp, other._exp)
        return Decimal(-order if self._sign else order)

    def compare_total_mag(self, other):
        """compare_total() of the absolute values."""
        return self.copy_abs().compare_total(_convert_other(other, raiseit=True).copy_abs())

    def __hash__(self):
        if self._is_special:
            if self._isnan() == 2:
                raise TypeError('Cannot hash a signaling NaN value.')
            if self._isnan():
                return 0
            return -271828 if self._sign else 314159
        # equal numbers of other types have equal hashes
        inexact = float(self)
        if Decimal.from_float(inexact) == self:
            return hash(inexact)
        if self._isinteger():
            if self._exp >= 0:
                value = self._coefficient * pow(10, self._exp, 2 ** 64 - 1)
            else:
                value = self._coefficient // 10 ** -self._exp
            return hash(-value if self._sign else value)
        coefficient, exponent = _stripped(self._coefficient, self._exp)
        return hash((self._sign, exponent + _length(coefficient), str(coefficient)))

    # -- text

    def __repr__(self):
        return "Decimal('%s')" % str(self)

    def __str__(self, eng=False, context=None):
        sign = '-' if self._sign else ''
        if self._is_special:
            if self._exp == 'F':
                return sign + 'Infinity'
            return sign + ('NaN' if self._exp == 'n' else 'sNaN') + self._int
        digits = str(self._coefficient)
        left = self._exp + len(digits)      # digits left of the point, without an exponent
        if self._exp <= 0 and left > -6:
            point = left
        elif not eng:
            point = 1
        elif not self._coefficient:
            point = (left + 1) % 3 - 1      # 0.00 goes with an exponent that 3 divides
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            text = '0.' + '0' * -point + digits
        elif point >= len(digits):
            text = digits + '0' * (point - len(digits))
        else:
            text = digits[:point] + '.' + digits[point:]
        if left == point:
            return sign + text
        if context is None:
            context = getcontext()
        return sign + text + ('E' if context.capitals else 'e') + "%+d" % (left - point)

    def to_eng_string(self, context=None):
        """As text, with exponents that 3 divides."""
        return self.__str__(eng=True, context=context)

    # -- other numbers

    def __float__(self):
        if self._isnan() == 2:
            raise ValueError("Cannot convert signaling NaN to float")
        if self._isnan():
            return float('-nan' if self._sign else 'nan')
        if not self._is_special and self._coefficient:
            # without what str() would have to take from the context
            return float('%s%de%d' % ('-' if self._sign else '', self._coefficient, self._exp))
        return float(str(self))

    def __int__(self):
        if self._is_special:
            if self._isnan():
                raise ValueError("Cannot convert NaN to integer")
            raise OverflowError("Cannot convert infinity to integer")
        if self._exp >= 0:
            value = self._coefficient * 10 ** self._exp
        else:
            value = self._coefficient // 10 ** min(-self._exp, _length(self._coefficient))
        return int(-value if self._sign else value)

    __trunc__ = __int__

    def __long__(self):
        return long(int(self))

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        return self

    # -- rounding

    def _fix_nan(self, context):
        # at most so many digits of what a NaN says
        room = context.prec - context._clamp
        if _length(self._coefficient) > room:
            return _make(self._sign, self._coefficient % 10 ** room, self._exp)
        return Decimal(self)

    def _fix(self, context):
        # what fits the context
        if self._is_special:
            return self._fix_nan(context) if self._isnan() else Decimal(self)
        etiny, etop = context.Etiny(), context.Etop()
        coefficient, exponent = self._coefficient, self._exp
        if not coefficient:
            fitting = min(max(exponent, etiny), etop if context._clamp else context.Emax)
            if fitting == exponent:
                return Decimal(self)
            context._raise_error(Clamped)
            return _make(self._sign, 0, fitting)
        size = _length(coefficient)
        lowest = exponent + size - context.prec     # the least exponent for the precision
        if lowest > etop:
            result = context._raise_error(Overflow, 'above Emax', self._sign)
            context._raise_error(Inexact)
            context._raise_error(Rounded)
            return result
        subnormal = lowest < etiny
        if subnormal:
            lowest = etiny
        if exponent < lowest:
            drop = lowest - exponent
            if drop > size:
                coefficient, drop = 1, 1    # less than a tenth of the last place
            coefficient, inexact = _rounded(self._sign, coefficient, drop, context.rounding)
            if _length(coefficient) > context.prec:
                coefficient //= 10
                lowest += 1
            if lowest > etop:
                result = context._raise_error(Overflow, 'above Emax', self._sign)
            else:
                result = _make(self._sign, coefficient, lowest)
            if inexact and subnormal:
                context._raise_error(Underflow)
            if subnormal:
                context._raise_error(Subnormal)
            if inexact:
                context._raise_error(Inexact)
            context._raise_error(Rounded)
            if not result:
                context._raise_error(Clamped)
            return result
        if subnormal:
            context._raise_error(Subnormal)
        if context._clamp and exponent > etop:
            context._raise_error(Clamped)
            return _make(self._sign, coefficient * 10 ** (exponent - etop), etop)
        return Decimal(self)

    def _rescale(self, exp, rounding):
        # with another exponent, whatever the context
        if self._is_special:
            return Decimal(self)
        if not self._coefficient:
            return _make(self._sign, 0, exp)
        if self._exp >= exp:
            return _make(self._sign, self._coefficient * 10 ** (self._exp - exp), exp)
        coefficient, drop = self._coefficient, exp - self._exp
        if drop > _length(coefficient):
            coefficient, drop = 1, 1
        return _make(self._sign, _rounded(self._sign, coefficient, drop, rounding)[0], exp)

    def _round(self, places, rounding):
        # to so many significant digits
        if places <= 0:
            raise ValueError("argument should be at least 1 in _round")
        if self._is_special or not self:
            return Decimal(self)
        found = self._rescale(self.adjusted() + 1 - places, rounding)
        if found.adjusted() != self.adjusted():
            found = found._rescale(found.adjusted() + 1 - places, rounding)
        return found

    def quantize(self, exp, rounding=None, context=None, watchexp=True):
        """Round to the exponent of another."""
        exp = _convert_other(exp, raiseit=True)
        if context is None:
            context = getcontext()
        if rounding is None:
            rounding = context.rounding
        if self._is_special or exp._is_special:
            nan = self._check_nans(exp, context)
            if nan:
                return nan
            if self._exp == exp._exp:
                return Decimal(self)
            return context._raise_error(InvalidOperation, 'quantize with one INF')
        if not watchexp:
            # exponents outside of the context's range are fine
            found = self._rescale(exp._exp, rounding)
            if found._exp > self._exp:
                context._raise_error(Rounded)
                if found != self:
                    context._raise_error(Inexact)
            return found
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._raise_error(InvalidOperation, 'target exponent out of bounds in quantize')
        if not self._coefficient:
            return _make(self._sign, 0, exp._exp)._fix(context)
        too_large = 'exponent of quantize result too large for current context'
        too_long = 'quantize result has too many digits for current context'
        if self.adjusted() > context.Emax:
            return context._raise_error(InvalidOperation, too_large)
        if self.adjusted() - exp._exp + 1 > context.prec:
            return context._raise_error(InvalidOperation, too_long)
        found = self._rescale(exp._exp, rounding)
        if found.adjusted() > context.Emax:
            return context._raise_error(InvalidOperation, too_large)
        if _length(found._coefficient) > context.prec:
            return context._raise_error(InvalidOperation, too_long)
        if found and found.adjusted() < context.Emin:
            context._raise_error(Subnormal)
        if found._exp > self._exp:
            if found != self:
                context._raise_error(Inexact)
            context._raise_error(Rounded)
        return found._fix(context)

    def same_quantum(self, other):
        """Whether two have the same exponent, or are both NaN or both infinite."""
        other = _convert_other(other, raiseit=True)
        if self._is_special or other._is_special:
            return bool(self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite())
        return self._exp == other._exp

    def to_integral_exact(self, rounding=None, context=None):
        """Round to an integer, with the signals Inexact and Rounded."""
        if self._is_special:
            return self._check_nans(context=context) or Decimal(self)
        if self._exp >= 0:
            return Decimal(self)
        if not self:
            return _make(self._sign, 0, 0)
        if context is None:
            context = getcontext()
        found = self._rescale(0, context.rounding if rounding is None else rounding)
        if found != self:
            context._raise_error(Inexact)
        context._raise_error(Rounded)
        return found

    def to_integral_value(self, rounding=None, context=None):
        """Round to an integer, without signals."""
        if self._is_special:
            return self._check_nans(context=context) or Decimal(self)
        if context is None:
            context = getcontext()
        return Decimal(self) if self._exp >= 0 else self._rescale(0, context.rounding if rounding is None else rounding)

    to_integral = to_integral_value

    def normalize(self, context=None):
        """Without trailing zeros."""
        if context is None:
            context = getcontext()
        nan = self._check_nans(context=context)
        if nan:
            return nan
        found = self._fix(context)
        if found._is_special:
            return found
        if not found:
            return _make(found._sign, 0, 0)
        limit = context.Etop() if context._clamp else context.Emax
        return _make(found._sign, *_stripped(found._coefficient, found._exp, limit))

    # -- arithmetic

    def __neg__(self, context=None):
        return self._plain_or_zero(not self._sign, context)

    def __pos__(self, context=None):
        return self._plain_or_zero(self._sign, context)

    def _plain_or_zero(self, sign, context):
        # as 0 - x and 0 + x: zeros are positive, unless everything is rounded down
        nan = self._check_nans(context=context) if self._is_special else None
        if nan:
            return nan
        if context is None:
            context = getcontext()
        if not self and context.rounding != ROUND_FLOOR:
            sign = 0
        return _make(int(sign), self._coefficient, self._exp)._fix(context)

    def __abs__(self, round=True, context=None):
        if not round:
            return self.copy_abs()
        nan = self._check_nans(context=context) if self._is_special else None
        if nan:
            return nan
        return self.__neg__(context=context) if self._sign else self.__pos__(context=context)

    def __add__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        if self._is_special or other._is_special:
            nan = self._check_nans(other, context)
            if nan:
                return nan
            if self._exp == other._exp == 'F' and self._sign != other._sign:
                return context._raise_error(InvalidOperation, '-INF + INF')
            return Decimal(self if self._exp == 'F' else other)
        one, two = self._coefficient, other._coefficient
        exponent = min(self._exp, other._exp)
        if not one and not two:
            sign = min(self._sign, other._sign)
            if context.rounding == ROUND_FLOOR and self._sign != other._sign:
                sign = 1
            return _make(sign, 0, exponent)._fix(context)
        if not one or not two:
            found = other if not one else self
            exponent = max(exponent, found._exp - context.prec - 1)
            return found._rescale(exponent, context.rounding)._fix(context)
        big, small = (self, other) if self._exp >= other._exp else (other, self)
        shift = big._exp - small._exp
        one, two, exponent = big._coefficient, small._coefficient, small._exp
        if shift:
            # where one is very much smaller, it only has to tell of a rest
            size, lower = _length(one), _length(two)
            floor = big._exp + min(-1, size - context.prec - 2)
            if lower + small._exp - 1 < floor:
                two, exponent = 1, floor
                shift = big._exp - floor
            one *= 10 ** shift
        one = -one if big._sign else one
        two = -two if small._sign else two
        total = one + two
        if not total:
            return _make(int(context.rounding == ROUND_FLOOR), 0, exponent)._fix(context)
        return _make(int(total < 0), abs(total), exponent)._fix(context)

    __radd__ = __add__

    def __sub__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if self._is_special or other._is_special:
            nan = self._check_nans(other, context)
            if nan:
                return nan
        return self.__add__(other.copy_negate(), context=context)

    def __rsub__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__sub__(self, context=context)

    def __mul__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        sign = self._sign ^ other._sign
        if self._is_special or other._is_special:
            nan = self._check_nans(other, context)
            if nan:
                return nan
            for one, two, text in (self, other, '(+-)INF * 0'), (other, self, '0 * (+-)INF'):
                if one._exp == 'F':
                    return _SignedInfinity[sign] if two else context._raise_error(InvalidOperation, text)
        return _make(sign, self._coefficient * other._coefficient, self._exp + other._exp)._fix(context)

    __rmul__ = __mul__

    def __truediv__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return NotImplemented
        if context is None:
            context = getcontext()
        sign = self._sign ^ other._sign
        if self._is_special or other._is_special:
            nan = self._check_nans(other, context)
            if nan:
                return nan
            if self._exp == other._exp == 'F':
                return context._raise_error(InvalidOperation, '(+-)INF/(+-)INF')
            if self._exp == 'F':
                return _SignedInfinity[sign]
            context._raise_error(Clamped, 'Division by infinity')
            return _make(sign, 0, context.Etiny())
        if not other._coefficient:
            if not self._coefficient:
                return context._raise_error(DivisionUndefined, '0 / 0')
            return context._raise_error(DivisionByZero, 'x / 0', sign)
        ideal = self._exp - other._exp
        if not self._coefficient:
            return _make(sign, 0, ideal)._fix(context)
        shift = _length(other._coefficient) - _length(self._coefficient) + context.prec + 1
        exponent = ideal - shift
        if shift >= 0:
            quotient, rest = divmod(self._coefficient * 10 ** shift, other._coefficient)
        else:
            quotient, rest = divmod(self._coefficient, other._coefficient * 10 ** -shift)
        if rest:
            quotient = _sticky(quotient)
        else:
            quotient, exponent = _stripped(quotient, exponent, ideal)
        return _make(sign, quotient, exponent)._fix(context)

    def __rtruediv__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__truediv__(self, context=context)

    __div__, __rdiv__ = __truediv__, __rtruediv__

    def _divide(self, other, context):
        # (self // other, self % other) for finite self and other != 0
        sign = self._sign ^ other._sign
        ideal = self._exp if other._exp == 'F' else min(self._exp, other._exp)
        gap = self.adjusted() - other.adjusted()
        if not self or other._exp == 'F' or gap <= -2:
            return _make(sign, 0, 0), self._rescale(ideal, context.rounding)
        if gap <= context.prec:
            one, two = self._coefficient, other._coefficient
            if self._exp >= other._exp:
                one *= 10 ** (self._exp - other._exp)
            else:
                two *= 10 ** (other._exp - self._exp)
            quotient, rest = divmod(one, two)
            if _length(quotient) <= context.prec:
                return _make(sign, quotient, 0), _make(self._sign, rest, ideal)
        nan = context._raise_error(DivisionImpossible, 'quotient too large in //, % or divmod')
        return nan, nan

    def __divmod__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._exp == 'F':
            if other._exp == 'F':
                nan = context._raise_error(InvalidOperation, 'divmod(INF, INF)')
                return nan, nan
            return _SignedInfinity[sign], context._raise_error(InvalidOperation, 'INF % x')
        if not other:
            if not self:
                nan = context._raise_error(DivisionUndefined, 'divmod(0, 0)')
                return nan, nan
            return (context._raise_error(DivisionByZero, 'x // 0', sign),
                    context._raise_error(InvalidOperation, 'x % 0'))
        quotient, rest = self._divide(other, context)
        return quotient, rest._fix(context)

    def __rdivmod__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__divmod__(self, context=context)

    def __mod__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan
        if self._exp == 'F':
            return context._raise_error(InvalidOperation, 'INF % x')
        if not other:
            if self:
                return context._raise_error(InvalidOperation, 'x % 0')
            return context._raise_error(DivisionUndefined, '0 % 0')
        return self._divide(other, context)[1]._fix(context)

    def __rmod__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__mod__(self, context=context)

    def __floordiv__(self, other, context=None):
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan
        if self._exp == 'F':
            if other._exp == 'F':
                return context._raise_error(InvalidOperation, 'INF // INF')
            return _SignedInfinity[self._sign ^ other._sign]
        if not other:
            if self:
                return context._raise_error(DivisionByZero, 'x // 0', self._sign ^ other._sign)
            return context._raise_error(DivisionUndefined, '0 // 0')
        return self._divide(other, context)[0]

    def __rfloordiv__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__floordiv__(self, context=context)

    def remainder_near(self, other, context=None):
        """What is left after subtracting the nearest multiple of another."""
        other = _convert_other(other, raiseit=True)
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan
        if self._exp == 'F':
            return context._raise_error(InvalidOperation, 'remainder_near(infinity, x)')
        if not other:
            if self:
                return context._raise_error(InvalidOperation, 'remainder_near(x, 0)')
            return context._raise_error(DivisionUndefined, 'remainder_near(0, 0)')
        if other._exp == 'F':
            return Decimal(self)._fix(context)
        ideal = min(self._exp, other._exp)
        if not self:
            return _make(self._sign, 0, ideal)._fix(context)
        gap = self.adjusted() - other.adjusted()
        if gap >= context.prec + 1:
            return context._raise_error(DivisionImpossible)
        if gap <= -2:
            return self._rescale(ideal, context.rounding)._fix(context)
        one, two = self._coefficient * 10 ** (self._exp - ideal), other._coefficient * 10 ** (other._exp - ideal)
        quotient, rest = divmod(one, two)
        if 2 * rest > two or 2 * rest == two and quotient & 1:
            rest -= two
            quotient += 1
        if _length(quotient) > context.prec:
            return context._raise_error(DivisionImpossible)
        return _make(self._sign ^ (rest < 0), abs(rest), ideal)._fix(context)

    def fma(self, other, third, context=None):
        """self * other + third, rounded once."""
        other = _convert_other(other, raiseit=True)
        third = _convert_other(third, raiseit=True)
        if context is None:
            context = getcontext()
        sign = self._sign ^ other._sign
        if self._is_special or other._is_special:
            for each in self, other:
                if each._exp == 'N':
                    return context._raise_error(InvalidOperation, 'sNaN', each)
            if self._exp == 'n' or other._exp == 'n':
                product = self if self._exp == 'n' else other
            elif not (self and other):
                return context._raise_error(InvalidOperation, 'INF * 0 in fma' if not other else '0 * INF in fma')
            else:
                product = _SignedInfinity[sign]
        else:
            product = _make(sign, self._coefficient * other._coefficient, self._exp + other._exp)
        return product.__add__(third, context)

    # -- powers and roots

    def sqrt(self, context=None):
        """The square root."""
        if context is None:
            context = getcontext()
        if self._is_special:
            nan = self._check_nans(context=context)
            if nan:
                return nan
            if self._isinfinity() > 0:
                return Decimal(self)
        if not self:
            return _make(self._sign, 0, self._exp >> 1)._fix(context)
        if self._sign:
            return context._raise_error(InvalidOperation, 'sqrt(-x), x > 0')
        # one digit more than is needed, and a last one that tells of a rest
        ideal = self._exp >> 1
        coefficient, exponent = self._coefficient, ideal
        if self._exp & 1:
            coefficient *= 10
        shift = context.prec + 1 - (_length(coefficient) + 1 >> 1)
        exact = True
        if shift >= 0:
            coefficient *= 100 ** shift
        else:
            coefficient, rest = divmod(coefficient, 100 ** -shift)
            exact = not rest
        exponent -= shift
        root = _isqrt(coefficient)
        if exact and root * root == coefficient:
            if shift >= 0:
                root //= 10 ** shift
            else:
                root *= 10 ** -shift
            exponent += shift
        else:
            root = _sticky(root)
        plain = context._shallow_copy()
        rounding = plain._set_rounding(ROUND_HALF_EVEN)
        found = _make(0, root, exponent)._fix(plain)
        plain.rounding = rounding
        return found

    def _power_modulo(self, other, modulo, context=None):
        other = _convert_other(other)
        modulo = _convert_other(modulo) if other is not NotImplemented else other
        if modulo is NotImplemented:
            return modulo
        if context is None:
            context = getcontext()
        for kind in 2, 1:
            for each in self, other, modulo:
                if each._isnan() == kind:
                    if kind == 2:
                        return context._raise_error(InvalidOperation, 'sNaN', each)
                    return each._fix_nan(context)
        problem = None
        if not (self._isinteger() and other._isinteger() and modulo._isinteger()):
            problem = 'pow() 3rd argument not allowed unless all arguments are integers'
        elif other < 0:
            problem = 'pow() 2nd argument cannot be negative when 3rd argument specified'
        elif not modulo:
            problem = 'pow() 3rd argument cannot be 0'
        elif modulo.adjusted() >= context.prec:
            problem = ('insufficient precision: pow() 3rd argument must not have more than precision digits')
        elif not other and not self:
            problem = ('at least one of pow() 1st argument and 2nd argument must be nonzero; 0**0 is not defined')
        if problem:
            return context._raise_error(InvalidOperation, problem)
        sign = 0 if other._iseven() else self._sign
        divisor = abs(int(modulo))

        def power(base, exponent):
            return pow(base, exponent, divisor)

        # the numbers may have more digits than there is room for: powers of ten are taken modulo too
        base = (self._coefficient % divisor * power(10, self._exp) if self._exp >= 0 else abs(int(self))) % divisor
        if other._exp >= 0:
            found = power(base, other._coefficient)
            for _ in xrange(other._exp):
                found = power(found, 10)
        else:
            found = power(base, int(other))
        return _make(sign, found % divisor, 0)

    def _power_exact(self, other, places):
        # self ** other if it has at most so many digits, else None; self is positive and not a power of ten apart from 1
        one, exponent = _stripped(self._coefficient, self._exp)
        top, power = _stripped(other._coefficient, other._exp)
        if power >= 0:
            if one != 1 and power > 20 or _length(top) + power > 30 and one != 1:
                return None
            top, bottom = top * 10 ** power, 1
        else:
            if -power > (30 if one != 1 else _length(top) + _length(abs(exponent))):
                return None
            bottom = 10 ** -power
            shared = _gcd(top, bottom)
            top, bottom = top // shared, bottom // shared
        # the root: no trailing zeros come or go with it
        if bottom > 1:
            if exponent % bottom:
                return None
            exponent //= bottom
            if one != 1:
                if bottom > one.bit_length():
                    return None
                one = _exact_root(one, bottom)
                if one is None:
                    return None
        # the power
        if one != 1:
            if other._sign:
                # only of 2 and of 5 there are finite inverses: 1/2 is 5/10
                for prime, partner in (2, 5), (5, 2):
                    count, left = 0, one
                    while left % prime == 0:
                        left //= prime
                        count += 1
                    if left == 1:
                        one, exponent = partner ** count, exponent + count
                        break
                else:
                    return None
            if top * (one.bit_length() - 1) * 30103 > (places + 1) * 100000:
                return None
            coefficient = one ** top
        else:
            coefficient = 1
        exponent *= -top if other._sign else top
        if _length(coefficient) > places:
            return None
        # integer powers are given the exponent that multiplying would
        zeros = 0
        if other._isinteger() and not other._sign:
            zeros = min(exponent - self._exp * int(other), places - _length(coefficient))
        return _make(0, coefficient * 10 ** zeros, exponent - zeros)

    def __pow__(self, other, modulo=None, context=None):
        if modulo is not None:
            return self._power_modulo(other, modulo, context)
        other = _convert_other(other)
        if other is NotImplemented:
            return other
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan
        if not other:
            return _One if self else context._raise_error(InvalidOperation, '0 ** 0')
        sign = 0
        if self._sign:
            if other._isinteger():
                sign = int(not other._iseven())
            elif self:
                return context._raise_error(InvalidOperation, 'x ** y with x negative and y not an integer')
            self = self.copy_negate()
        if not self:
            return _make(sign, 0, 0) if not other._sign else _SignedInfinity[sign]
        if self._exp == 'F':
            return _SignedInfinity[sign] if not other._sign else _make(sign, 0, 0)
        if self == _One:
            return self._power_of_one(other, sign, context)
        place = self.adjusted()
        if other._exp == 'F':
            return _make(sign, 0, 0) if (other._sign == 0) == (place < 0) else _SignedInfinity[sign]
        found = self._power_out_of_range(other, sign, context)
        exact = False
        if found is None:
            found = self._power_exact(other, context.prec + 1)
            if found is not None:
                exact = True
                found = _make(sign, found._coefficient, found._exp)
            else:
                coefficient, exponent = _dpower(self, other, context.prec)
                found = _make(sign, coefficient, exponent)
        if not exact or other._isinteger():
            return found._fix(context)
        # A power that is not integral counts as inexact, and is given all digits.
        missing = context.prec + 1 - _length(found._coefficient)
        if missing > 0:
            found = _make(found._sign, found._coefficient * 10 ** missing, found._exp - missing)
        quiet = context.copy()
        quiet.clear_flags()
        quiet.traps = dict.fromkeys(_signals, 0)
        found = found._fix(quiet)
        quiet._raise_error(Inexact)
        if quiet.flags[Subnormal]:
            quiet._raise_error(Underflow)
        if quiet.flags[Overflow]:
            context._raise_error(Overflow, 'above Emax', found._sign)
        for signal in Underflow, Subnormal, Inexact, Rounded, Clamped:
            if quiet.flags[signal]:
                context._raise_error(signal)
        return found

    def _power_of_one(self, other, sign, context):
        # 1 ** y: exact, but with as many digits as the power of 1.000 would have
        if other._isinteger():
            if other._sign:
                times = 0
            elif other > context.prec:
                times = context.prec
            else:
                times = int(other)
            exponent = self._exp * times
            if exponent < 1 - context.prec:
                exponent = 1 - context.prec
                context._raise_error(Rounded)
        else:
            context._raise_error(Inexact)
            context._raise_error(Rounded)
            exponent = 1 - context.prec
        return _make(sign, 10 ** -exponent, exponent)

    def _power_out_of_range(self, other, sign, context):
        # something that _fix() takes for an overflow or underflow where that is sure, else None
        room = Context(prec=6, rounding=ROUND_HALF_EVEN, traps=[], flags=[], Emin=-10 ** 20, Emax=10 ** 20)
        size = self.log10(room).__mul__(other, room)
        if size > context.Emax + 2 + abs(size) * Decimal('0.0001'):
            return _make(sign, 1, context.Emax + 1)
        if size < context.Etiny() - 2 - abs(size) * Decimal('0.0001'):
            return _make(sign, 1, context.Etiny() - 1)
        return None

    def __rpow__(self, other, context=None):
        other = _convert_other(other)
        return other if other is NotImplemented else other.__pow__(self, context=context)

    # -- exponential functions

    def _nearest(self, context, coefficient, exponent):
        # results of these are rounded half-even, whatever the context says
        plain = context._shallow_copy()
        rounding = plain._set_rounding(ROUND_HALF_EVEN)
        found = _make(int(coefficient < 0), abs(coefficient), exponent)._fix(plain)
        plain.rounding = rounding
        return found

    def exp(self, context=None):
        """e to the power of this."""
        if context is None:
            context = getcontext()
        nan = self._check_nans(context=context)
        if nan:
            return nan
        if self._exp == 'F':
            return _Zero if self._sign else Decimal(self)
        if not self:
            return _One
        places, place = context.prec, self.adjusted()
        if not self._sign and place > len(str((context.Emax + 1) * 3)):
            return self._nearest(context, 1, context.Emax + 1)
        if self._sign and place > len(str((-context.Etiny() + 1) * 3)):
            return self._nearest(context, 1, context.Etiny() - 1)
        if place < -places - 1:
            # 1, and a rest that rounding sees
            if self._sign:
                return self._nearest(context, 10 ** (places + 2) - 1, -places - 2)
            return self._nearest(context, 10 ** (places + 2) + 1, -places - 2)
        value = self._coefficient, self._exp, self._sign
        return self._nearest(context, *_certain(places, lambda digits: _exp_of(value, digits)))

    def _logarithm(self, context, name, exact, compute):
        if context is None:
            context = getcontext()
        nan = self._check_nans(context=context)
        if nan:
            return nan
        if not self:
            return _NegativeInfinity
        if self._isinfinity() == 1:
            return _Infinity
        if self._sign:
            return context._raise_error(InvalidOperation, '%s of a negative value' % name)
        known = exact()
        if known is not None:
            return known._fix(context) if known else known
        return self._nearest(context, *_certain(context.prec, compute))

    def ln(self, context=None):
        """The natural logarithm."""
        return self._logarithm(context, 'ln', lambda: _Zero if self == _One else None,
                               lambda digits: _ln_of(self._coefficient, self._exp, digits))

    def log10(self, context=None):
        """The logarithm to base ten."""
        def exact():
            coefficient, exponent = _stripped(self._coefficient, self._exp)
            return Decimal(exponent) if coefficient == 1 else None

        def compute(digits):
            top, exponent = _ln_of(self._coefficient, self._exp, digits + 4)
            bottom = _ln10(_length(abs(top)) + 4)
            scale = _length(abs(top)) + 4
            return top * 10 ** scale // bottom, exponent
        return self._logarithm(context, 'log10', exact, compute)

    def logb(self, context=None):
        """The exponent of the first digit, as a Decimal."""
        nan = self._check_nans(context=context)
        if nan:
            return nan
        if context is None:
            context = getcontext()
        if self._exp == 'F':
            return _Infinity
        if not self:
            return context._raise_error(DivisionByZero, 'logb(0)', 1)
        return Decimal(self.adjusted())._fix(context)

    # -- digits

    def _logical(self, context):
        # whether all digits are 0 or 1
        return not (self._sign or self._is_special or self._exp) and set(str(self._coefficient)) <= set('01')

    def _bitwise(self, other, context, operation):
        if context is None:
            context = getcontext()
        other = _convert_other(other, raiseit=True)
        if not self._logical(context) or not other._logical(context):
            return context._raise_error(InvalidOperation)
        one, two = [str(each._coefficient % 10 ** context.prec).zfill(context.prec) for each in (self, other)]
        return _make(0, int(''.join(str(operation(int(a), int(b))) for a, b in zip(one, two))), 0)

    def logical_and(self, other, context=None):
        """Digitwise and."""
        return self._bitwise(other, context, lambda a, b: a & b)

    def logical_or(self, other, context=None):
        """Digitwise or."""
        return self._bitwise(other, context, lambda a, b: a | b)

    def logical_xor(self, other, context=None):
        """Digitwise exclusive or."""
        return self._bitwise(other, context, lambda a, b: a ^ b)

    def logical_invert(self, context=None):
        """Digitwise not."""
        if context is None:
            context = getcontext()
        return self.logical_xor(_make(0, int('1' * context.prec), 0), context)

    def _moved(self, other, context, move):
        # shift and rotate: the digits of the precision, moved by at most as many places
        if context is None:
            context = getcontext()
        other = _convert_other(other, raiseit=True)
        nan = self._check_nans(other, context)
        if nan:
            return nan
        if other._exp != 0 or not -context.prec <= int(other) <= context.prec:
            return context._raise_error(InvalidOperation)
        if self._exp == 'F':
            return Decimal(self)
        whole = 10 ** context.prec
        return _make(self._sign, move(self._coefficient % whole, int(other), whole), self._exp)

    def rotate(self, other, context=None):
        """The digits turned to the left by so many places, or to the right if negative."""
        def move(coefficient, places, whole):
            unit = 10 ** (places % context_digits(whole))
            return coefficient * unit % whole + coefficient * unit // whole

        def context_digits(whole):
            return _length(whole) - 1
        return self._moved(other, context, move)

    def shift(self, other, context=None):
        """The digits moved to the left by so many places, or to the right if negative."""
        def move(coefficient, places, whole):
            return coefficient * 10 ** places % whole if places >= 0 else coefficient // 10 ** -places
        return self._moved(other, context, move)

    def scaleb(self, other, context=None):
        """This with the second's value added to the exponent."""
        if context is None:
            context = getcontext()
        other = _convert_other(other, raiseit=True)
        nan = self._check_nans(other, context)
        if nan:
            return nan
        limit = 2 * (context.Emax + context.prec)
        if other._exp != 0 or not -limit <= int(other) <= limit:
            return context._raise_error(InvalidOperation)
        if self._exp == 'F':
            return Decimal(self)
        return _make(self._sign, self._coefficient, self._exp + int(other))._fix(context)

    # -- neighbours

    def _neighbour(self, context, down):
        nan = self._check_nans(context=context)
        if nan:
            return nan
        outward = 1 if down else 0
        if self._exp == 'F':
            if self._sign == outward:
                return Decimal(self)
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        quiet = context.copy()
        quiet._set_rounding(ROUND_FLOOR if down else ROUND_CEILING)
        quiet._ignore_all_flags()
        found = self._fix(quiet)
        if found != self:
            return found
        step = _make(outward, 1, quiet.Etiny() - 1)
        return self.__add__(step, quiet)

    def next_minus(self, context=None):
        """The largest number below this that the context can have."""
        return self._neighbour(context or getcontext(), True)

    def next_plus(self, context=None):
        """The smallest number above this that the context can have."""
        return self._neighbour(context or getcontext(), False)

    def next_toward(self, other, context=None):
        """The nearest number in the direction of another."""
        other = _convert_other(other, raiseit=True)
        if context is None:
            context = getcontext()
        nan = self._check_nans(other, context)
        if nan:
            return nan
        order = self._cmp(other)
        if order == 0:
            return self.copy_sign(other)
        found = self._neighbour(context, order > 0)
        if found._exp == 'F':
            context._raise_error(Overflow, 'Infinite result from next_toward', found._sign)
            signals = Inexact, Rounded
        elif found.adjusted() < context.Emin:
            signals = [Underflow, Subnormal, Inexact, Rounded] + ([] if found else [Clamped])
        else:
            signals = ()
        for signal in signals:
            context._raise_error(signal)
        return found

    # -- the greater and the less

    def _choose(self, other, context, magnitude, greatest):
        other = _convert_other(other, raiseit=True)
        if context is None:
            context = getcontext()
        if self._is_special or other._is_special:
            # a number goes before a quiet NaN
            kind, other_kind = self._isnan(), other._isnan()
            if kind or other_kind:
                if other_kind == 1 and kind == 0:
                    return self._fix(context)
                if kind == 1 and other_kind == 0:
                    return other._fix(context)
                return self._check_nans(other, context)
        order = self.copy_abs()._cmp(other.copy_abs()) if magnitude else self._cmp(other)
        order = order or int(self.compare_total(other))
        if greatest:
            return (other if order == -1 else self)._fix(context)
        return (self if order == -1 else other)._fix(context)

    def max(self, other, context=None):
        """The greater one; NaNs count only if both are."""
        return self._choose(other, context, False, True)

    def min(self, other, context=None):
        """The less one; NaNs count only if both are."""
        return self._choose(other, context, False, False)

    def max_mag(self, other, context=None):
        """The one of greater absolute value."""
        return self._choose(other, context, True, True)

    def min_mag(self, other, context=None):
        """The one of less absolute value."""
        return self._choose(other, context, True, False)

    # -- copies and questions

    def copy_abs(self):
        """The absolute value, without rounding or signals."""
        return _make(0, self._coefficient, self._exp)

    def copy_negate(self):
        """The negative, without rounding or signals."""
        return _make(1 - self._sign, self._coefficient, self._exp)

    def copy_sign(self, other):
        """This with another's sign."""
        return _make(_convert_other(other, raiseit=True)._sign, self._coefficient, self._exp)

    def canonical(self, context=None):
        return self

    def radix(self):
        return Decimal(10)

    def is_canonical(self):
        return True

    def is_finite(self):
        return not self._is_special

    def is_infinite(self):
        return self._exp == 'F'

    def is_nan(self):
        return self._exp in ('n', 'N')

    def is_qnan(self):
        return self._exp == 'n'

    def is_snan(self):
        return self._exp == 'N'

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._is_special and not self._coefficient

    def is_normal(self, context=None):
        """Whether this is finite, not zero and not subnormal."""
        if self._is_special or not self:
            return False
        return (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        """Whether this is finite, not zero and below the normal range."""
        if self._is_special or not self:
            return False
        return self.adjusted() < (context or getcontext()).Emin

    def number_class(self, context=None):
        """'sNaN', 'NaN', or a sign and 'Infinity', 'Zero', 'Subnormal' or 'Normal'."""
        if self._isnan():
            return "NaN" if self._exp == 'n' else "sNaN"
        if self._exp == 'F':
            kind = "Infinity"
        elif not self:
            kind = "Zero"
        else:
            kind = "Subnormal" if self.is_subnormal(context=context) else "Normal"
        return "-+"[not self._sign] + kind

    # -- format()

    def __format__(self, specifier, context=None, _localeconv=None):
        """As format() has it for floats; n is f or g with the locale's separators."""
        if context is None:
            context = getcontext()
        spec = _parse_format_specifier(specifier, _localeconv=_localeconv)
        if self._is_special:
            sign = _format_sign(self._sign, spec)
            body = str(self.copy_abs())
            return _format_align(sign, body + ('%' if spec['type'] == '%' else ''), spec)
        kind = spec['type']
        if kind is None:
            kind = 'gG'[context.capitals]
        if kind == '%':
            self = _make(self._sign, self._coefficient, self._exp + 2)
        precision, rounding = spec['precision'], context.rounding
        if precision is not None:
            if kind in 'eE':
                self = self._round(precision + 1, rounding)
            elif kind in 'fF%':
                self = self._rescale(-precision, rounding)
            elif _length(self._coefficient) > precision:
                self = self._round(precision, rounding)
        # a zero may come with an exponent that the format does not show
        if not self and self._exp > 0 and kind in 'fF%':
            self = self._rescale(0, rounding)
        digits = str(self._coefficient)
        left = self._exp + len(digits)
        if kind in 'eE':
            point = 1 - precision if not self and precision is not None else 1
        elif kind in 'fF%':
            point = left
        else:
            point = left if self._exp <= 0 and left > -6 else 1
        if point < 0:
            whole, part = '0', '0' * -point + digits
        elif point > len(digits):
            whole, part = digits + '0' * (point - len(digits)), ''
        else:
            whole, part = digits[:point] or '0', digits[point:]
        return _format_number(self._sign, whole, part, left - point, spec, kind)


_numbers.Number.register(Decimal)


# -- conversion

def _convert_other(other, raiseit=False, allow_float=False):
    if isinstance(other, Decimal):
        return other
    if isinstance(other, (int, long)):
        return Decimal(other)
    if allow_float and isinstance(other, float):
        return Decimal.from_float(other)
    if raiseit:
        raise TypeError("Unable to convert %s to Decimal" % other)
    return NotImplemented


def _comparable(other):
    return _convert_other(other, allow_float=True)


# -- integers

def _stripped(coefficient, exponent, limit=None):
    """Without trailing zeros, as far as the exponent stays below a limit."""
    if not coefficient:
        return coefficient, exponent
    text = str(coefficient)
    zeros = len(text) - len(text.rstrip('0'))
    if limit is not None:
        zeros = max(0, min(zeros, limit - exponent))
    return (coefficient // 10 ** zeros, exponent + zeros) if zeros else (coefficient, exponent)


def _sticky(n):
    """n, cut off somewhere, with a last digit from which rounding sees that there was a rest."""
    return n + 1 if n % 5 == 0 else n


def _gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def _isqrt(n):
    """The integer part of the square root."""
    if n < 2:
        return n
    root = 1 << (n.bit_length() + 1 >> 1)
    while True:
        better = root + n // root >> 1
        if better >= root:
            return root
        root = better


def _exact_root(n, degree):
    """The integer whose power is n, or None."""
    root = 1 << -(-n.bit_length() // degree)
    while True:
        better = ((degree - 1) * root + n // root ** (degree - 1)) // degree
        if better >= root:
            break
        root = better
    return root if root ** degree == n else None


# -- functions, on integers that stand for n / scale

def _certain(places, compute):
    """What compute(digits), (c, e) for about c * 10**e with so many digits, comes to in places + 1 digits and a rest.

    The error of c may be up to 10; more digits are asked for until that does not matter.
    """
    digits = places + 6
    while True:
        coefficient, exponent = compute(digits)
        spare = _length(abs(coefficient)) - places - 1
        if spare > 2:
            # neither a number of `places` digits nor the middle between two may be within the error
            rest = abs(coefficient) % (5 * 10 ** spare)
            if 100 < rest < 5 * 10 ** spare - 100:
                return coefficient, exponent
        digits += max(10, digits // 2)


_ln10_digits = [0, 0]   # digits, round(ln(10) * 10**digits) to about the last place


def _ln10(digits):
    """ln(10) * 10**digits, to about the last place."""
    if digits > _ln10_digits[0]:
        known = digits + 20
        scale = 10 ** (known + 5)
        # ln 10 = 10 ln(1 + 1/4 ...): by atanh of 1/31, 1/49 and 1/161, which give ln 2, ln 3 and ln 5
        def atanh_inverse(n):
            total, term, k = 0, scale // n, 1
            while term:
                total += term // k
                term //= n * n
                k += 2
            return total
        a, b, c = atanh_inverse(31), atanh_inverse(49), atanh_inverse(161)
        two = 2 * (7 * a + 5 * b + 3 * c)
        five = 2 * (16 * a + 12 * b + 7 * c)
        _ln10_digits[:] = known, (two + five) // 10 ** 5
    known, value = _ln10_digits
    return value // 10 ** (known - digits)


def _fixed_exp(x, digits):
    """exp(x / 10**digits) * 10**digits for |x| of the order of 10**digits, to about the last place."""
    bits = (digits * 10 // 3) + 16
    halvings = _isqrt(bits) + 4
    bits += 2 * halvings + 16
    value = (x << bits) // 10 ** digits >> halvings
    total = term = 1 << bits
    k = 1
    while term:
        term = term * value // k >> bits
        if term == -1:
            break
        total += term
        k += 1
    for _ in range(halvings):
        total = total * total >> bits
    return total * 10 ** digits >> bits


def _fixed_ln(x, digits):
    """ln(x / 10**digits) * 10**digits for x between 10**digits / 10 and 10**digits * 10, to about the last place."""
    bits = (digits * 10 // 3) + 16
    halvings = _isqrt(bits) // 2 + 4
    bits += 2 * halvings + 32
    value = (x << bits) // 10 ** digits
    for _ in range(halvings):
        value = _isqrt(value << bits)
    # ln v = 2 atanh((v - 1) / (v + 1))
    one = 1 << bits
    y = ((value - one) << bits) // (value + one)
    square = y * y >> bits
    total, term, k = 0, y, 1
    while term and term != -1:
        total += term // k
        term = term * square >> bits
        k += 2
    return (total << halvings + 1) * 10 ** digits >> bits


def _exp_of(value, digits):
    """(c, e) for exp() of a number given as (coefficient, exponent, sign)."""
    coefficient, exponent, sign = value
    # x = n ln 10 + r
    extra = max(0, exponent + _length(coefficient)) + 4
    work = digits + extra
    shift = exponent + work
    x = coefficient * 10 ** shift if shift >= 0 else coefficient // 10 ** -shift
    if sign:
        x = -x
    power, rest = divmod(x, _ln10(work))
    rest //= 10 ** extra
    return _fixed_exp(rest, digits), power - digits


def _ln_of(coefficient, exponent, digits):
    """(c, e) for ln() of coefficient * 10**exponent, with about so many digits."""
    size = _length(coefficient)
    power = exponent + size - 1
    # close to 1 the logarithm is small
    near = 0
    for whole in 10 ** (size - 1), 10 ** size:
        if power in (0, -1) and (power == 0) == (whole == 10 ** (size - 1)):
            gap = abs(coefficient - whole)
            if gap:
                near = max(near, size - _length(gap))
    work = digits + near + 4
    if power == -1 and near:
        power, size = 0, size + 1       # 0.99 is nearer to 1 than 9.9
    shift = work - size + 1
    x = coefficient * 10 ** shift if shift >= 0 else coefficient // 10 ** -shift
    if shift < 0:
        # do not lose what a very long coefficient has
        work -= shift
        x = coefficient
    if x * 2 > 10 ** work * 7:
        power += 1                      # 3.5 and more counts as a fraction of ten
        x, work = x, work + 1
    found = _fixed_ln(x, work) + power * _ln10(work)
    return found, -work


def _dpower(base, exponent, places):
    """(c, e) for a power that is not exact, enough of it to be rounded to so many places."""
    def compute(digits):
        extra = abs(exponent.adjusted()) + abs(_length(abs(base.adjusted()))) + 8
        log, scale = _ln_of(base._coefficient, base._exp, digits + extra)
        product = log * exponent._coefficient
        value = abs(product), scale + exponent._exp, int((product < 0) != bool(exponent._sign))
        if value[1] + _length(value[0]) < -digits:
            # too close to 1 for the digits
            whole = 10 ** digits
            return (whole - 1 if value[2] else whole + 1), -digits
        return _exp_of(value, digits)

    tiny = exponent.adjusted() + _ln_of(base._coefficient, base._exp, 6)[1] \
        + _length(abs(_ln_of(base._coefficient, base._exp, 6)[0]))
    if tiny < -places - 2:
        log = _ln_of(base._coefficient, base._exp, 6)[0]
        whole = 10 ** (places + 3)
        return (whole - 1 if (log < 0) != bool(exponent._sign) else whole + 1), -places - 3
    return _certain(places, compute)


# -- format()

_parse_format_specifier_regex = re.compile(r"""\A
    (?: (?P<fill>.)? (?P<align>[<>=^]) )?
    (?P<sign>[-+ ])?
    (?P<zeropad>0)?
    (?P<minimumwidth>(?!0)\d+)?
    (?P<thousands_sep>,)?
    (?: \.(?P<precision>0|(?!0)\d+) )?
    (?P<type>[eEfFgGn%])?
    \Z""", re.VERBOSE)


def _parse_format_specifier(format_spec, _localeconv=None):
    match = _parse_format_specifier_regex.match(format_spec)
    if match is None:
        raise ValueError("Invalid format specifier: " + format_spec)
    spec = match.groupdict()
    fill, align, padded = spec['fill'], spec['align'], spec['zeropad'] is not None
    if padded:
        if fill is not None:
            raise ValueError("Fill character conflicts with '0' in format specifier: " + format_spec)
        if align is not None:
            raise ValueError("Alignment conflicts with '0' in format specifier: " + format_spec)
    spec['zeropad'] = padded
    spec['fill'], spec['align'], spec['sign'] = fill or ' ', align or '>', spec['sign'] or '-'
    spec['minimumwidth'] = int(spec['minimumwidth'] or '0')
    if spec['precision'] is not None:
        spec['precision'] = int(spec['precision'])
    if spec['precision'] == 0 and (spec['type'] is None or spec['type'] in 'gG'):
        spec['precision'] = 1
    separator = spec['thousands_sep']
    if spec['type'] == 'n':
        spec['type'] = 'g'
        if separator is not None:
            raise ValueError("Explicit thousands separator conflicts with 'n' type in format specifier: " + format_spec)
        convention = _localeconv or _locale.localeconv()
        spec['thousands_sep'], spec['grouping'] = convention['thousands_sep'], convention['grouping']
        spec['decimal_point'] = convention['decimal_point']
    else:
        spec['thousands_sep'], spec['grouping'] = separator or '', [3, 0]
        spec['decimal_point'] = '.'
    spec['unicode'] = isinstance(format_spec, unicode)
    return spec


def _format_sign(is_negative, spec):
    return '-' if is_negative else spec['sign'] if spec['sign'] in ' +' else ''


def _format_align(sign, body, spec):
    gap = spec['fill'] * (spec['minimumwidth'] - len(sign) - len(body))
    align, text = spec['align'], sign + body
    if align == '<':
        text += gap
    elif align == '=':
        text = sign + gap + body
    elif align == '^':
        text = gap[:len(gap) // 2] + text + gap[len(gap) // 2:]
    else:
        text = gap + text
    return unicode(text) if spec['unicode'] else text


def _format_number(is_negative, intpart, fracpart, exp, spec, kind):
    sign = _format_sign(is_negative, spec)
    tail = spec['decimal_point'] + fracpart if fracpart else ''
    if exp != 0 or kind in 'eE':
        tail += '%s%+d' % ('E' if kind in 'EG' else 'e', exp)
    if kind == '%':
        tail += '%'
    width = spec['minimumwidth'] - len(tail) - len(sign) if spec['zeropad'] else 0
    return _format_align(sign, _insert_thousands_sep(intpart, spec, width) + tail, spec)


def _group_lengths(grouping):
    # the sizes of groups from the right, for ever
    from itertools import chain, repeat
    if not grouping:
        return []
    if grouping[-1] == 0 and len(grouping) >= 2:
        return chain(grouping[:-1], repeat(grouping[-2]))
    if grouping[-1] == _locale.CHAR_MAX:
        return grouping[:-1]
    raise ValueError('unrecognised format for grouping')


def _insert_thousands_sep(digits, spec, min_width=1):
    # digits in groups, with zeros in front if that is too short
    separator, groups = spec['thousands_sep'], []
    for size in _group_lengths(spec['grouping']):
        if size <= 0:
            raise ValueError("group length should be positive")
        size = min(max(len(digits), min_width, 1), size)
        groups.append('0' * (size - len(digits)) + digits[-size:])
        digits = digits[:-size]
        min_width -= size
        if not digits and min_width <= 0:
            break
        min_width -= len(separator)
    else:
        size = max(len(digits), min_width, 1)
        groups.append('0' * (size - len(digits)) + digits[-size:])
    return separator.join(reversed(groups))


# -- contexts

class Context(object):
    """The precision and all else that operations depend on.

    prec       the number of digits
    rounding   one of the constants ROUND_...
    Emin, Emax the range of exponents (of the first digit)
    capitals   whether exponents are shown with E or e
    traps      the signals that are raised as exceptions, as a dict; given as such, or as a list
    flags      the signals that there have been
    """

    def __init__(self, prec=None, rounding=None, traps=None, flags=None, Emin=None, Emax=None, capitals=None,
                 _clamp=0, _ignored_flags=None):
        default = globals().get('DefaultContext')
        self.prec = default.prec if prec is None else prec
        self.rounding = default.rounding if rounding is None else rounding
        self.Emin = default.Emin if Emin is None else Emin
        self.Emax = default.Emax if Emax is None else Emax
        self.capitals = default.capitals if capitals is None else capitals
        self._clamp = _clamp
        self._ignored_flags = [] if _ignored_flags is None else _ignored_flags
        if traps is None:
            self.traps = default.traps.copy()
        else:
            self.traps = traps if isinstance(traps, dict) else dict((s, int(s in traps)) for s in _signals)
        if flags is None:
            self.flags = dict.fromkeys(_signals, 0)
        else:
            self.flags = flags if isinstance(flags, dict) else dict((s, int(s in flags)) for s in _signals)

    def __repr__(self):
        lists = [', '.join(signal.__name__ for signal, on in which.items() if on) for which in (self.flags, self.traps)]
        return ('Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, flags=[%s], traps=[%s])'
                % (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, lists[0], lists[1]))

    def clear_flags(self):
        """Forget all signals."""
        for signal in self.flags:
            self.flags[signal] = 0

    def _shallow_copy(self):
        # with the same dicts
        return Context(self.prec, self.rounding, self.traps, self.flags, self.Emin, self.Emax, self.capitals,
                       self._clamp, self._ignored_flags)

    def copy(self):
        """A copy with flags and traps of its own."""
        made = self._shallow_copy()
        made.flags, made.traps = self.flags.copy(), self.traps.copy()
        made._ignored_flags = list(self._ignored_flags)
        return made

    __copy__ = copy
    __hash__ = None     # it can change

    def _raise_error(self, condition, explanation=None, *args):
        signal = _condition_map.get(condition, condition)
        if signal not in self._ignored_flags:
            self.flags[signal] = 1
            if self.traps[signal]:
                raise signal(explanation)
        return condition().handle(self, *args)

    def _ignore_flags(self, *flags):
        self._ignored_flags = self._ignored_flags + list(flags)
        return list(flags)

    def _ignore_all_flags(self):
        return self._ignore_flags(*_signals)

    def _regard_flags(self, *flags):
        if flags and isinstance(flags[0], (tuple, list)):
            flags = flags[0]
        for flag in flags:
            self._ignored_flags.remove(flag)

    def Etiny(self):
        """The least exponent there can be."""
        return int(self.Emin - self.prec + 1)

    def Etop(self):
        """The greatest exponent of a number with all digits."""
        return int(self.Emax - self.prec + 1)

    def _set_rounding(self, type):
        before, self.rounding = self.rounding, type
        return before

    def create_decimal(self, num='0'):
        """A Decimal rounded to this context."""
        if isinstance(num, basestring) and num != num.strip():
            return self._raise_error(ConversionSyntax, "no trailing or leading whitespace is permitted.")
        made = Decimal(num, context=self)
        if made._isnan() and _length(made._coefficient) > self.prec - self._clamp:
            return self._raise_error(ConversionSyntax, "diagnostic info too long in NaN")
        return made._fix(self)

    def create_decimal_from_float(self, f):
        """A Decimal of a float, rounded to this context."""
        return Decimal.from_float(f)._fix(self)

    def _apply(self, a):
        return str(a._fix(self))

    def canonical(self, a):
        """The same number."""
        return a.canonical(context=self)

    def copy_decimal(self, a):
        """A copy."""
        return Decimal(_convert_other(a, raiseit=True))

    def plus(self, a):
        """+a"""
        return _convert_other(a, raiseit=True).__pos__(context=self)

    def minus(self, a):
        """-a"""
        return _convert_other(a, raiseit=True).__neg__(context=self)

    def abs(self, a):
        """abs(a)"""
        return _convert_other(a, raiseit=True).__abs__(context=self)

    def power(self, a, b, modulo=None):
        """a ** b, or a ** b % modulo"""
        found = _convert_other(a, raiseit=True).__pow__(b, modulo, context=self)
        return _checked(found, b)

    def divmod(self, a, b):
        """(a // b, a % b)"""
        return _checked(_convert_other(a, raiseit=True).__divmod__(b, context=self), b)

    def to_sci_string(self, a):
        """As text."""
        return _convert_other(a, raiseit=True).__str__(context=self)

    def radix(self):
        """10"""
        return Decimal(10)


def _checked(found, other):
    if found is NotImplemented:
        raise TypeError("Unable to convert %s to Decimal" % other)
    return found


def _context_methods():
    # methods of Context that call a method of their first argument, with the context or without
    def with_context(method, count):
        if count == 1:
            return lambda self, a: method(_convert_other(a, raiseit=True), context=self)
        if count == 2:
            return lambda self, a, b: _checked(method(_convert_other(a, raiseit=True), b, context=self), b)
        return lambda self, a, b, c: method(_convert_other(a, raiseit=True), b, c, context=self)

    def without(method, count):
        if count == 1:
            return lambda self, a: method(_convert_other(a, raiseit=True))
        return lambda self, a, b: method(_convert_other(a, raiseit=True), b)

    def define(names, make, count):
        for name in names.split():
            name, _, special = name.partition('=')
            method = vars(Decimal)[special or name]
            function = make(method, count)
            function.__name__ = name
            function.__doc__ = method.__doc__ or "The method of Decimal, in this context."
            setattr(Context, name, function)

    define('exp ln log10 logb logical_invert next_minus next_plus normalize sqrt to_eng_string to_integral_exact '
           'to_integral_value is_normal is_subnormal number_class', with_context, 1)
    define('add=__add__ subtract=__sub__ multiply=__mul__ divide=__truediv__ divide_int=__floordiv__ remainder=__mod__ '
           'compare compare_signal logical_and logical_or logical_xor max max_mag min min_mag next_toward '
           'remainder_near rotate scaleb shift', with_context, 2)
    define('fma', with_context, 3)
    define('copy_abs copy_negate is_canonical is_finite is_infinite is_nan is_qnan is_signed is_snan is_zero',
           without, 1)
    define('compare_total compare_total_mag copy_sign same_quantum', without, 2)
    Context.to_integral = Context.to_integral_value
    Context.quantize = lambda self, a, b: _convert_other(a, raiseit=True).quantize(b, context=self)


_context_methods()

DefaultContext = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, Overflow, InvalidOperation],
                         flags=[], Emax=999999999, Emin=-999999999, capitals=1)
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, flags=[],
                       traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[], flags=[])

_Infinity, _NegativeInfinity, _NaN = _make(0, 0, 'F'), _make(1, 0, 'F'), _make(0, 0, 'n')
_Zero, _One, _NegativeOne = _make(0, 0, 0), _make(0, 1, 0), _make(1, 1, 0)
_SignedInfinity = _Infinity, _NegativeInfinity
