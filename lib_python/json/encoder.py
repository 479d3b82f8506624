"""Writes values as JSON text."""

import re

try:
    from _json import encode_basestring_ascii as c_encode_basestring_ascii
except ImportError:
    c_encode_basestring_ascii = None
try:
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_make_encoder = None

ESCAPE = re.compile(r'[\x00-\x1f\\"\b\f\n\r\t]')
ESCAPE_ASCII = re.compile(r'([\\"]|[^\ -~])')
HAS_UTF8 = re.compile(r'[\x80-\xff]')

ESCAPE_DCT = dict((unichr(code), '\\u%04x' % code) for code in range(0x20))
ESCAPE_DCT.update(zip('"\\\b\f\n\r\t', ('\\"', '\\\\', '\\b', '\\f', '\\n', '\\r', '\\t')))

INFINITY = float('inf')
FLOAT_REPR = float.__repr__


def encode_basestring(s):
    """s as a JSON string that escapes only what must be."""
    return '"' + ESCAPE.sub(lambda match: ESCAPE_DCT[match.group()], s) + '"'


def _escape_ascii(match):
    char = match.group()
    if char in ESCAPE_DCT:
        return ESCAPE_DCT[char]
    code = ord(char)
    if code < 0x10000:
        return '\\u%04x' % code
    high, low = divmod(code - 0x10000, 0x400)
    return '\\u%04x\\u%04x' % (0xD800 + high, 0xDC00 + low)


def py_encode_basestring_ascii(s):
    """s as a JSON string that is all ASCII; byte strings that are not are taken for UTF-8."""
    if isinstance(s, str) and HAS_UTF8.search(s) is not None:
        s = s.decode('utf-8')
    return '"' + str(ESCAPE_ASCII.sub(_escape_ascii, s)) + '"'


encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii


class JSONEncoder(object):
    """Writes None, True and False, numbers, strings, lists, tuples and dicts, and what default() makes of the rest.

    The options are those of json.dump().
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, encoding='utf-8', default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        self.encoding = encoding
        if separators is not None:
            self.item_separator, self.key_separator = separators
        if default is not None:
            self.default = default

    def default(self, o):
        """Something writable in place of o; subclasses say what, here it is always TypeError."""
        raise TypeError(repr(o) + ' is not JSON serializable')

    def encode(self, o):
        """o as a string."""
        if isinstance(o, basestring):
            return self._string_encoder()(o)
        chunks = self.iterencode(o, _one_shot=True)
        return ''.join(chunks if isinstance(chunks, (list, tuple)) else list(chunks))

    def _string_encoder(self):
        """The function that writes a string."""
        write = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        encoding = self.encoding
        if encoding in ('utf-8', None):
            return write
        return lambda s: write(s.decode(encoding) if isinstance(s, str) else s)

    def iterencode(self, o, _one_shot=False):
        """o as pieces of a string, one after the other."""
        markers = {} if self.check_circular else None
        write_string = self._string_encoder()
        if _one_shot and c_make_encoder is not None and self.indent is None and not self.sort_keys:
            return c_make_encoder(markers, self.default, write_string, self.indent, self.key_separator,
                                  self.item_separator, self.sort_keys, self.skipkeys, self.allow_nan)(o, 0)
        return _Writer(self, markers, write_string).pieces(o, 0)


class _Writer(object):
    """One call of iterencode()."""

    def __init__(self, encoder, markers, write_string):
        self.encoder, self.markers, self.write_string = encoder, markers, write_string

    def number(self, o, floatrepr=FLOAT_REPR):
        """A float's text."""
        if o == o and o not in (INFINITY, -INFINITY):
            return floatrepr(o)
        if not self.encoder.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'

    def atom(self, o):
        """The text of what has no parts, or None."""
        if isinstance(o, basestring):
            return self.write_string(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, (int, long)):
            return str(o)
        if isinstance(o, float):
            return self.number(o)
        return None

    def name(self, key):
        """The string that a dict's key becomes, or None for one to leave out."""
        if isinstance(key, basestring):
            return key
        if isinstance(key, float) or key is None or isinstance(key, (int, long)):
            return self.atom(key)
        if self.encoder.skipkeys:
            return None
        raise TypeError('key ' + repr(key) + ' is not a string')

    def enter(self, o):
        if self.markers is not None:
            if id(o) in self.markers:
                raise ValueError('Circular reference detected')
            self.markers[id(o)] = o

    def leave(self, o):
        if self.markers is not None:
            del self.markers[id(o)]

    def pieces(self, o, level):
        text = self.atom(o)
        if text is not None:
            yield text
            return
        if isinstance(o, (list, tuple)):
            inner = self.array(o, level)
        elif isinstance(o, dict):
            inner = self.object(o, level)
        else:
            self.enter(o)
            inner = self.pieces(self.encoder.default(o), level)
        for piece in inner:
            yield piece
        if not isinstance(o, (list, tuple, dict)):
            self.leave(o)

    def layout(self, level):
        """(what opens, separates and closes the items at a level) besides brackets and commas."""
        comma, indent = self.encoder.item_separator, self.encoder.indent
        if indent is None:
            return '', comma, ''
        line = '\n' + ' ' * (indent * (level + 1))
        return line, comma + line, '\n' + ' ' * (indent * level)

    def array(self, items, level):
        if not items:
            yield '[]'
            return
        self.enter(items)
        start, between, end = self.layout(level)
        lead = '[' + start
        for item in items:
            text = self.atom(item)
            if text is not None:
                yield lead + text
            else:
                yield lead
                for piece in self.pieces(item, level + 1):
                    yield piece
            lead = between
        yield end + ']'
        self.leave(items)

    def object(self, members, level):
        if not members:
            yield '{}'
            return
        self.enter(members)
        start, between, end = self.layout(level)
        colon = self.encoder.key_separator
        if self.encoder.sort_keys:
            pairs = sorted(members.items(), key=lambda pair: pair[0])
        else:
            pairs = members.iteritems()
        yield '{'
        lead = start
        for key, value in pairs:
            name = self.name(key)
            if name is None:
                continue
            lead += self.write_string(name) + colon
            text = self.atom(value)
            if text is not None:
                yield lead + text
            else:
                yield lead
                for piece in self.pieces(value, level + 1):
                    yield piece
            lead = between
        yield end + '}'
        self.leave(members)
