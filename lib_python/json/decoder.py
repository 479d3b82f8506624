"""Reads values from JSON text."""

import re

from json import scanner

try:
    from _json import scanstring as c_scanstring
except ImportError:
    c_scanstring = None

__all__ = ['JSONDecoder']

FLAGS = re.VERBOSE | re.MULTILINE | re.DOTALL

NaN, PosInf, NegInf = map(float, ('nan', 'inf', '-inf'))
_CONSTANTS = {'NaN': NaN, 'Infinity': PosInf, '-Infinity': NegInf}

WHITESPACE_STR = ' \t\n\r'
WHITESPACE = re.compile('[%s]*' % WHITESPACE_STR)
_skip = WHITESPACE.match

STRINGCHUNK = re.compile(r'([^"\\\x00-\x1f]*)(["\\\x00-\x1f])')
BACKSLASH = dict(zip('"\\/bfnrt', u'"\\/\b\f\n\r\t'))
DEFAULT_ENCODING = 'utf-8'
_hexadecimal = re.compile('[0-9A-Fa-f]{4}').match


def linecol(doc, pos):
    """(line, column) of a position, counted from 1."""
    return doc.count('\n', 0, pos) + 1, pos - doc.rfind('\n', 0, pos)


def errmsg(msg, doc, pos, end=None):
    """msg with the position, or the range of positions, that it speaks of."""
    where = 'line %d column %d' % linecol(doc, pos)
    if end is None:
        return '%s: %s (char %d)' % (msg, where, pos)
    return '%s: %s - line %d column %d (char %d - %d)' % ((msg, where) + linecol(doc, end) + (pos, end))


def _unicode_escape(s, pos):
    """The value of the four digits behind a \\u at pos."""
    match = _hexadecimal(s, pos + 1)
    if match is None:
        raise ValueError(errmsg('Invalid \\uXXXX escape', s, pos))
    return int(match.group(), 16)


def py_scanstring(s, end, encoding=None, strict=True):
    """(the string whose text starts at end, behind its opening quote; the index behind the closing one).

    strict refuses control characters in it.
    """
    encoding = encoding or DEFAULT_ENCODING
    pieces, begin = [], end - 1
    while True:
        match = STRINGCHUNK.match(s, end)
        if match is None:
            raise ValueError(errmsg('Unterminated string starting at', s, begin))
        plain, stop = match.groups()
        end = match.end()
        if plain:
            pieces.append(plain if isinstance(plain, unicode) else unicode(plain, encoding))
        if stop == '"':
            return u''.join(pieces), end
        if stop != '\\':
            if strict:
                raise ValueError(errmsg('Invalid control character {0!r} at'.format(stop), s, end))
            pieces.append(stop)
            continue
        kind = s[end:end + 1]
        if not kind:
            raise ValueError(errmsg('Unterminated string starting at', s, begin))
        if kind != 'u':
            if kind not in BACKSLASH:
                raise ValueError(errmsg('Invalid \\escape: ' + repr(kind), s, end))
            pieces.append(BACKSLASH[kind])
            end += 1
            continue
        code = _unicode_escape(s, end)
        end += 5
        if 0xD800 <= code < 0xDC00 and s[end:end + 2] == '\\u':
            low = _unicode_escape(s, end + 1)
            if 0xDC00 <= low < 0xE000:
                code = 0x10000 + (code - 0xD800 << 10 | low - 0xDC00)
                end += 6
        pieces.append(unichr(code))


scanstring = c_scanstring or py_scanstring


def JSONObject(s_and_end, encoding, strict, scan_once, object_hook, object_pairs_hook):
    """(the object whose text starts behind its brace, index behind it)."""
    s, end = s_and_end
    pairs = []
    end = _skip(s, end).end()
    if s[end:end + 1] == '}':
        end += 1
    else:
        while True:
            if s[end:end + 1] != '"':
                raise ValueError(errmsg('Expecting property name enclosed in double quotes', s, end))
            name, end = scanstring(s, end + 1, encoding, strict)
            end = _skip(s, end).end()
            if s[end:end + 1] != ':':
                raise ValueError(errmsg("Expecting ':' delimiter", s, end))
            end = _skip(s, end + 1).end()
            try:
                value, end = scan_once(s, end)
            except StopIteration:
                raise ValueError(errmsg('Expecting object', s, end))
            pairs.append((name, value))
            end = _skip(s, end).end()
            follows = s[end:end + 1]
            if follows == '}':
                end += 1
                break
            if follows != ',':
                raise ValueError(errmsg("Expecting ',' delimiter", s, end))
            end = _skip(s, end + 1).end()
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end
    members = dict(pairs)
    return members if object_hook is None else object_hook(members), end


def JSONArray(s_and_end, scan_once):
    """(the list whose text starts behind its bracket, index behind it)."""
    s, end = s_and_end
    values = []
    end = _skip(s, end).end()
    if s[end:end + 1] == ']':
        return values, end + 1
    while True:
        try:
            value, end = scan_once(s, end)
        except StopIteration:
            raise ValueError(errmsg('Expecting object', s, end))
        values.append(value)
        end = _skip(s, end).end()
        follows = s[end:end + 1]
        if follows == ']':
            return values, end + 1
        if follows != ',':
            raise ValueError(errmsg("Expecting ',' delimiter", s, end))
        end = _skip(s, end + 1).end()


class JSONDecoder(object):
    """Reads objects as dicts, arrays as lists, strings as unicode, numbers as int, long or float.

    The options are those of json.loads(), and strict, which refuses control characters in strings.
    """

    def __init__(self, encoding=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.encoding, self.strict = encoding, strict
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.parse_object, self.parse_array, self.parse_string = JSONObject, JSONArray, scanstring
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s, _w=WHITESPACE.match):
        """The value that all of s stands for."""
        value, end = self.raw_decode(s, idx=_w(s, 0).end())
        end = _w(s, end).end()
        if end != len(s):
            raise ValueError(errmsg('Extra data', s, end, len(s)))
        return value

    def raw_decode(self, s, idx=0):
        """(the value that starts at idx, index behind it), whatever follows."""
        try:
            return self.scan_once(s, idx)
        except StopIteration:
            raise ValueError('No JSON object could be decoded')
