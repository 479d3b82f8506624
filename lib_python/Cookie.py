r"""Cookies as servers and clients exchange them (RFC 2109; library reference 20.22).

>>> cookies = SimpleCookie('flavour=oatmeal; size="a\\073b"')
>>> cookies['size'].value
'a;b'
>>> cookies['flavour']['path'] = '/jar'
>>> print cookies.output(header='C:', sep=' ')
C: flavour=oatmeal; Path=/jar C: size="a\073b"
>>> smart = SmartCookie()
>>> smart['count'] = 7
>>> smart['count'].value, SmartCookie(smart['count'].OutputString())['count'].value
(7, 7)
"""

from pickle import dumps, loads
import re
import string
import warnings

__all__ = ["CookieError", "BaseCookie", "SimpleCookie", "SerialCookie", "SmartCookie", "Cookie"]


class CookieError(Exception):
    """A name or attribute that a cookie cannot have."""


# -- quoting

_LegalChars = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~"
_legal = frozenset(_LegalChars)

# What else can stand between quotes as it is; ',' and ';' could, but browsers do not understand it.
_plain = _legal.union(' ()/:<=>?@[]{}')


def _escaped(char):
    if char in '\\"':
        return '\\' + char
    return char if char in _plain else '\\%03o' % ord(char)


_Translator = dict((char, _escaped(char)) for char in map(chr, range(256)) if char not in _plain)


def _quote(str, LegalChars=_LegalChars):
    """The text as a cookie's value: in quotes unless all of it is legal."""
    if not str.translate(None, LegalChars):
        return str
    return '"' + ''.join(_Translator.get(char, char) for char in str) + '"'


_escape = re.compile(r'\\(?:([0-3][0-7][0-7])|(.))')


def _unquote(str):
    """What _quote() made the text from."""
    if len(str) < 2 or not str[0] == '"' == str[-1]:
        return str
    return _escape.sub(lambda found: chr(int(found.group(1), 8)) if found.group(1) else found.group(2), str[1:-1])


_weekdayname = 'Mon Tue Wed Thu Fri Sat Sun'.split()
_monthname = [None] + 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()


def _getdate(future=0, weekdayname=_weekdayname, monthname=_monthname):
    # the time so many seconds from now, in English whatever the locale
    import time
    then = time.gmtime(time.time() + future)
    return '%s, %02d %3s %4d %02d:%02d:%02d GMT' % (
        weekdayname[then.tm_wday], then.tm_mday, monthname[then.tm_mon], then.tm_year, then.tm_hour, then.tm_min,
        then.tm_sec)


# -- one cookie

class Morsel(dict):
    """A cookie: key, value, the value as it is sent, and as a dictionary its attributes, '' if they are not set."""

    # the name of each attribute in a header
    _reserved = dict(((name.lower(), name) for name in 'Path Comment Domain Max-Age Version'.split()),
                     expires='expires', secure='secure', httponly='httponly')
    _flags = set(['secure', 'httponly'])        # attributes that have no value

    def __init__(self):
        dict.__init__(self, dict.fromkeys(self._reserved, ''))
        self.key = self.value = self.coded_value = None

    def __setitem__(self, K, V):
        name = K.lower()
        if name not in self._reserved:
            raise CookieError("Invalid Attribute %s" % name)
        dict.__setitem__(self, name, V)

    def isReservedKey(self, K):
        """Whether a name is that of an attribute."""
        return K.lower() in self._reserved

    def set(self, key, val, coded_val, LegalChars=_LegalChars):
        """Set key and value; CookieError for a key that cannot be one."""
        if self.isReservedKey(key):
            raise CookieError("Attempt to set a reserved key: %s" % key)
        if key.translate(None, LegalChars):
            raise CookieError("Illegal key value: %s" % key)
        self.key, self.value, self.coded_value = key, val, coded_val

    def output(self, attrs=None, header="Set-Cookie:"):
        """The line of a header that sets the cookie; with those attributes alone that attrs has."""
        return header + ' ' + self.OutputString(attrs)

    __str__ = output

    def __repr__(self):
        return '<%s: %s=%r>' % (self.__class__.__name__, self.key, self.value)

    def js_output(self, attrs=None):
        """A script for a page that sets the cookie."""
        margin = '\n' + ' ' * 8
        return margin + margin.join([
            '<script type="text/javascript">', '<!-- begin hiding',
            'document.cookie = "%s";' % self.OutputString(attrs).replace('"', '\\"'),
            '// end hiding -->', '</script>', ''])

    def OutputString(self, attrs=None):
        """Key, value and attributes, without a header's name."""
        parts = ['%s=%s' % (self.key, self.coded_value)]
        for name, value in sorted(self.items()):
            if value == '' or name not in (self._reserved if attrs is None else attrs):
                continue
            shown = self._reserved[name]
            if name not in self._flags:
                whole = type(value) is int
                shown += '=%s' % (_getdate(value) if whole and name == 'expires' else value)
            parts.append(shown)
        return '; '.join(parts)


# -- a set of cookies

_LegalKeyChars = r"\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\="
_LegalValueChars = _LegalKeyChars + r"\[\]"

# key, or key=value; browsers are not as strict about characters as the RFC is. A date may have spaces.
_CookiePattern = re.compile(
    r'\s*(?P<key>[' + _LegalKeyChars + r']+?)'
    r'(?:\s*=\s*(?P<val>"(?:[^\\"]|\\.)*"|\w{3},\s[\s\w\d-]{9,11}\s[\d:]{8}\sGMT|[' + _LegalValueChars + r']*))?'
    r'\s*(?:\s+|;|$)')


class BaseCookie(dict):
    """Cookies by their keys; subclasses say how values are sent."""

    def value_decode(self, val):
        """(value, value as it is sent) of a value that was received."""
        return val, val

    def value_encode(self, val):
        """(value, value as it is sent) of a value that is set."""
        text = str(val)
        return text, text

    def __init__(self, input=None):
        if input:
            self.load(input)

    def _put(self, key, values):
        morsel = self.get(key)
        if morsel is None:
            morsel = Morsel()
        morsel.set(key, *values)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)      # pickle and copy do that
        else:
            self._put(key, self.value_encode(value))

    def _sorted(self):
        return [morsel for _, morsel in sorted(self.items())]

    def output(self, attrs=None, header="Set-Cookie:", sep="\015\012"):
        """The lines of headers that set the cookies."""
        return sep.join([morsel.output(attrs, header) for morsel in self._sorted()])

    __str__ = output

    def __repr__(self):
        pairs = ['%s=%r' % (key, morsel.value) for key, morsel in sorted(self.items())]
        return '<%s: %s>' % (self.__class__.__name__, ' '.join(pairs))

    def js_output(self, attrs=None):
        """Scripts for a page that set the cookies."""
        return ''.join([morsel.js_output(attrs) for morsel in self._sorted()])

    def load(self, rawdata):
        """Add cookies: from the text of a header, or from a mapping of keys to values."""
        if type(rawdata) is str:
            self._parse(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

    def _parse(self, text):
        at, last = 0, None
        while at < len(text):
            found = _CookiePattern.match(text, at)
            if found is None:
                break
            at = found.end()
            key, value = found.group('key'), found.group('val')
            if key.startswith('$'):
                if last is not None:            # an attribute as the RFC wants it
                    last[key[1:]] = value
            elif key.lower() in Morsel._reserved:
                if last is not None and value is not None:
                    last[key] = _unquote(value)
                elif last is not None and key.lower() in Morsel._flags:
                    last[key] = True
            elif value is not None:
                self._put(key, self.value_decode(value))
                last = self[key]


class SimpleCookie(BaseCookie):
    """Cookies whose values are strings."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)


class SerialCookie(BaseCookie):
    """Cookies whose values are pickled, which lets whoever sends them run code here."""

    def __init__(self, input=None):
        warnings.warn("SerialCookie class is insecure; do not use it", DeprecationWarning)
        BaseCookie.__init__(self, input)

    def value_decode(self, val):
        return loads(_unquote(val)), val

    def value_encode(self, val):
        return val, _quote(dumps(val))


class SmartCookie(BaseCookie):
    """Cookies whose values are strings or else pickled, which lets whoever sends them run code here."""

    def __init__(self, input=None):
        warnings.warn("Cookie/SmartCookie class is insecure; do not use it", DeprecationWarning)
        BaseCookie.__init__(self, input)

    def value_decode(self, val):
        text = _unquote(val)
        try:
            return loads(text), val
        except:
            return text, val

    def value_encode(self, val):
        return val, _quote(val if type(val) is str else dumps(val))


Cookie = SmartCookie
