"""Punycode (RFC 3492): unicode as ASCII letters, digits and hyphens.

The ASCII characters come first, then the others in rising order as differences: each difference tells both how far
the code point moves on and where in the string the next character goes.  A difference is a number of variable length
whose digits' weights adapt to the differences seen so far.
"""

from encodings._stateless import install

_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'
_BASE, _TMIN, _TMAX = 36, 1, 26
_FIRST_BIAS, _FIRST_POINT = 72, 128


def _threshold(position, bias):
    """The smallest digit that another one may follow at this position."""
    return min(max(_BASE * (position + 1) - bias, _TMIN), _TMAX)


def adapt(delta, first, numchars):
    """The bias after a difference, when so many characters are placed."""
    delta = delta // 700 if first else delta // 2
    delta += delta // numchars
    rounds = 0
    while delta > (_BASE - _TMIN) * _TMAX // 2:
        delta //= _BASE - _TMIN
        rounds += _BASE
    return rounds + (_BASE - _TMIN + 1) * delta // (delta + 38)


def _number(value, bias):
    digits, position = [], 0
    while True:
        limit = _threshold(position, bias)
        if value < limit:
            return ''.join(digits) + _DIGITS[value]
        value, low = divmod(value - limit, _BASE - limit)
        digits.append(_DIGITS[limit + low])
        position += 1


def punycode_encode(text):
    """The punycode of a unicode string."""
    points = map(ord, text)
    basic = ''.join(chr(point) for point in points if point < 128)
    placed, low, delta, bias = len(basic), _FIRST_POINT, 0, _FIRST_BIAS
    pieces = [basic, '-'] if basic else []
    first = True
    while placed < len(points):
        point = min(p for p in points if p >= low)
        delta += (point - low) * (placed + 1)
        for p in points:
            if p < point:
                delta += 1
            elif p == point:
                pieces.append(_number(delta, bias))
                bias = adapt(delta, first, placed + 1)
                first, delta = False, 0
                placed += 1
        delta += 1
        low = point + 1
    return ''.join(pieces)


def _read_number(digits, at, bias, errors):
    """(value, position behind it), or (None, position) where it is broken and errors lets that pass."""
    value, weight, position = 0, 1, 0
    while True:
        if at >= len(digits):
            if errors == 'strict':
                raise UnicodeError('incomplete punicode string')
            return None, at + 1
        digit = _DIGITS.find(digits[at].lower())
        if digit < 0:
            if errors == 'strict':
                raise UnicodeError("Invalid extended code point '%s'" % digits[at])
            return None, at + 1
        at += 1
        limit = _threshold(position, bias)
        value += digit * weight
        if digit < limit:
            return value, at
        weight *= _BASE - limit
        position += 1


def punycode_decode(text, errors):
    """The unicode string that a punycode stands for."""
    basic, _, extended = text.rpartition('-')
    result = unicode(basic, 'ascii', errors)
    extended = extended.upper()
    point, place, bias, at = _FIRST_POINT, 0, _FIRST_BIAS, 0
    first = True
    while at < len(extended):
        delta, at = _read_number(extended, at, bias, errors)
        if delta is None:
            # There is no telling what follows a broken number.
            return result
        turns, place = divmod(place + delta, len(result) + 1)
        point += turns
        if point > 0x10FFFF:
            if errors == 'strict':
                raise UnicodeError('Invalid character U+%x' % point)
            point = ord('?')
        result = result[:place] + unichr(point) + result[place:]
        bias = adapt(delta, first, len(result))
        first = False
        place += 1
    return result


def _encode(input, errors='strict'):
    return punycode_encode(input), len(input)


def _decode(input, errors='strict'):
    if errors not in ('strict', 'replace', 'ignore'):
        raise UnicodeError('Unsupported error handling ' + errors)
    return punycode_decode(str(input), errors), len(input)


install(globals(), 'punycode', _encode, _decode)
