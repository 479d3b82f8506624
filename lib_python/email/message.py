"""A message: headers in their order, and a content, which is a text or a list of messages (library reference 19.1.1)."""

import binascii
from cStringIO import StringIO
import re
import uu
import warnings

import email.charset
from email import errors
from email import utils

__all__ = ['Message']

SEMISPACE = '; '
tspecials = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')     # what a parameter must not have without quotes
_missing = object()


def _formatparam(param, value=None, quote=True):
    # a parameter as a header has it
    if not value:
        return param
    if isinstance(value, tuple):
        charset, language, text = value
        param, value = param + '*', utils.encode_rfc2231(text, charset, language)
    if quote or tspecials.search(value):
        return '%s="%s"' % (param, utils.quote(value))
    return '%s=%s' % (param, value)


def _parseparam(s):
    # the parts of a header between semicolons that are not in quotes
    parts, held = [], None
    for text in s.split(';'):
        held = text if held is None else held + ';' + text
        if (held.count('"') - held.count('\\"')) % 2 == 0:
            parts.append(held)
            held = None
    return parts if held is None else parts + [held]


def _unquotevalue(value):
    if isinstance(value, tuple):
        return value[:2] + (utils.unquote(value[2]),)
    return utils.unquote(value)


class Message:
    """A message.  As a mapping, it has headers: their names are compared without regard to case, and one name may
    stand for several of them.  preamble and epilogue are the texts before and behind the parts, defects what was wrong
    with the text it was made from."""

    def __init__(self):
        self._headers, self._payload = [], None
        self._unixfrom = self._charset = self.preamble = self.epilogue = None
        self._default_type, self.defects = 'text/plain', []

    def __str__(self):
        return self.as_string(unixfrom=True)

    def as_string(self, unixfrom=False):
        """The message as a text, after the line that it has in a mailbox if unixfrom is true."""
        from email.generator import Generator
        out = StringIO()
        Generator(out).flatten(self, unixfrom=unixfrom)
        return out.getvalue()

    def set_unixfrom(self, unixfrom):
        """Set the line that a mailbox has in front of the message."""
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        return self._unixfrom

    # -- content

    def is_multipart(self):
        """Whether the content is a list of messages."""
        return isinstance(self._payload, list)

    def attach(self, payload):
        """Put a message at the end of the content."""
        if self._payload is None:
            self._payload = []
        self._payload.append(payload)

    def get_payload(self, i=None, decode=False):
        """The content, or its part i; decoded, if it is a text that the header says how to decode."""
        if i is not None and not self.is_multipart():
            raise TypeError('Expected list, got %s' % type(self._payload))
        content = self._payload if i is None else self._payload[i]
        if not decode:
            return content
        if self.is_multipart():
            return None
        way = self.get('content-transfer-encoding', '').lower()
        try:
            if way == 'quoted-printable':
                return utils._qdecode(content)
            if way == 'base64':
                return utils._bdecode(content)
            if way in ('x-uuencode', 'uuencode', 'uue', 'x-uue'):
                out = StringIO()
                uu.decode(StringIO(content + '\n'), out, quiet=True)
                return out.getvalue()
        except (binascii.Error, uu.Error):
            pass
        return content

    def set_payload(self, payload, charset=None):
        """Set the content, and its character set."""
        self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Set the character set of the content, with the headers that go with it; the content is encoded as it wants."""
        if charset is None:
            self._charset = None
            self.del_param('charset')
            return
        if isinstance(charset, basestring):
            charset = email.charset.Charset(charset)
        if not isinstance(charset, email.charset.Charset):
            raise TypeError(charset)
        self._charset = charset
        name = charset.get_output_charset()
        if 'MIME-Version' not in self:
            self['MIME-Version'] = '1.0'
        if 'Content-Type' in self:
            self.set_param('charset', name)
        else:
            self.add_header('Content-Type', 'text/plain', charset=name)
        if isinstance(self._payload, unicode):
            self._payload = self._payload.encode(charset.output_charset)
        if str(charset) != name:
            self._payload = charset.body_encode(self._payload)
        if 'Content-Transfer-Encoding' in self:
            return
        way = charset.get_body_encoding()
        if callable(way):
            way(self)
        else:
            self._payload = charset.body_encode(self._payload)
            self['Content-Transfer-Encoding'] = way

    def get_charset(self):
        """The Charset that was set."""
        return self._charset

    # -- headers

    def _all(self, name):
        name = name.lower()
        return [value for key, value in self._headers if key.lower() == name]

    def __len__(self):
        """How many headers there are."""
        return len(self._headers)

    def __getitem__(self, name):
        """The value of a header, the first if there are several; None if there is none."""
        return self.get(name)

    def __setitem__(self, name, val):
        """Add a header; others of the name stay."""
        self._headers.append((name, val))

    def __delitem__(self, name):
        """Drop all headers of a name, if there are any."""
        name = name.lower()
        self._headers = [header for header in self._headers if header[0].lower() != name]

    def __contains__(self, name):
        return bool(self._all(name))

    def has_key(self, name):
        """Whether there is a header of the name."""
        return self.get(name, _missing) is not _missing

    def keys(self):
        return [name for name, _ in self._headers]

    def values(self):
        return [value for _, value in self._headers]

    def items(self):
        return list(self._headers)

    def get(self, name, failobj=None):
        """The value of a header, the first if there are several."""
        for value in self._all(name):
            return value
        return failobj

    def get_all(self, name, failobj=None):
        """The values of all headers of a name."""
        return self._all(name) or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters: in their names, '_' stands for '-'; None is for one without a value."""
        parts = [] if _value is None else [_value]
        for name, value in _params.items():
            name = name.replace('_', '-')
            parts.append(name if value is None else _formatparam(name, value))
        self[_name] = SEMISPACE.join(parts)

    def replace_header(self, _name, _value):
        """Give the first header of a name another value; KeyError if there is none."""
        wanted = _name.lower()
        for at, (name, _) in enumerate(self._headers):
            if name.lower() == wanted:
                self._headers[at] = name, _value
                return
        raise KeyError(wanted)

    # -- type

    def get_content_type(self):
        """The type in small letters, 'main/sub': that of the header if it makes sense, else a default."""
        told = self.get('content-type', _missing)
        if told is _missing:
            return self._default_type
        type = told.partition(';')[0].strip().lower()
        return type if type.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        return self.get_content_type().split('/')[1]

    def get_default_type(self):
        """The type where no header tells of one: message/rfc822 for parts of a digest, else text/plain."""
        return self._default_type

    def set_default_type(self, ctype):
        self._default_type = ctype

    def set_type(self, type, header='Content-Type', requote=True):
        """Set the type, with the parameters as they were."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            del self['mime-version']
            self['MIME-Version'] = '1.0'
        params = self.get_params([], header, requote)[1:]
        del self[header]
        self[header] = type
        for name, value in params:
            self.set_param(name, value, header, requote)

    # -- parameters

    def _get_params_preserve(self, failobj, header):
        # the value of a header and its parameters as pairs, quotes and all
        text = self.get(header, _missing)
        if text is _missing:
            return failobj
        pairs = []
        for part in _parseparam(text):
            name, equals, value = part.partition('=')
            pairs.append((name.strip().lower() if equals else part.strip(), value.strip()))
        return utils.decode_params(pairs)

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """The value of a header, with '', and its parameters, as pairs."""
        params = self._get_params_preserve(_missing, header)
        if params is _missing:
            return failobj
        return [(name, _unquotevalue(value)) for name, value in params] if unquote else params

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """A parameter of a header: a text, or (character set, language, text)."""
        for name, value in self._get_params_preserve([], header):
            if name.lower() == param.lower():
                return _unquotevalue(value) if unquote else value
        return failobj

    def _put(self, header, parts):
        text = SEMISPACE.join(parts)
        if text != self.get(header):
            del self[header]
            self[header] = text

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language=''):
        """Set a parameter of a header, in its place if it is there."""
        if charset and not isinstance(value, tuple):
            value = charset, language, value
        mine = _formatparam(param, value, requote)
        if self.get_param(param, header=header):
            self._put(header, [mine if name.lower() == param.lower() else _formatparam(name, old, requote)
                               for name, old in self.get_params(header=header, unquote=requote)])
            return
        whole = self.get(header)
        if header not in self and header.lower() == 'content-type':
            whole = 'text/plain'
        self._put(header, [whole, mine] if whole else [mine])

    def del_param(self, param, header='content-type', requote=True):
        """Drop a parameter of a header."""
        if header in self:
            self._put(header, [_formatparam(name, value, requote)
                               for name, value in self.get_params(header=header, unquote=requote)
                               if name.lower() != param.lower()])

    def get_filename(self, failobj=None):
        """The name of the file that the content is."""
        found = self.get_param('filename', _missing, 'content-disposition')
        if found is _missing:
            found = self.get_param('name', _missing, 'content-type')
        return failobj if found is _missing else utils.collapse_rfc2231_value(found).strip()

    def get_boundary(self, failobj=None):
        """The text that parts the content."""
        found = self.get_param('boundary', _missing)
        return failobj if found is _missing else utils.collapse_rfc2231_value(found).rstrip()

    def set_boundary(self, boundary):
        """Set the text that parts the content; the header stays where it is."""
        params = self._get_params_preserve(_missing, 'content-type')
        if params is _missing:
            raise errors.HeaderParseError('No Content-Type header found')
        mine = 'boundary', '"%s"' % boundary
        known = any(name.lower() == 'boundary' for name, _ in params)
        params = [mine if pair[0].lower() == 'boundary' else pair for pair in params] + ([] if known else [mine])
        text = SEMISPACE.join([name if value == '' else '%s=%s' % (name, value) for name, value in params])
        self._headers = [(name, text if name.lower() == 'content-type' else value) for name, value in self._headers]

    def get_content_charset(self, failobj=None):
        """The name of the character set of the content, in small letters."""
        found = self.get_param('charset', _missing)
        if found is _missing:
            return failobj
        if isinstance(found, tuple):
            try:
                found = unicode(found[2], found[0] or 'us-ascii').encode('us-ascii')
            except (LookupError, UnicodeError):
                found = found[2]
        try:
            return found.encode('us-ascii').lower()
        except UnicodeError:
            return failobj

    def get_charsets(self, failobj=None):
        """The character sets of the message and all parts."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    from email.iterators import walk
