"""Character sets, and how headers and bodies have texts in them (library reference 19.1.7)."""

import codecs

import email.base64mime
import email.quoprimime
from email import errors
from email.encoders import encode_7or8bit

__all__ = ['Charset', 'add_alias', 'add_charset', 'add_codec']

QP, BASE64, SHORTEST = 1, 2, 3
MISC_LEN = 7
DEFAULT_CHARSET = 'us-ascii'

# How to encode headers and bodies, and the character set to do so in if it is another one.
CHARSETS = dict.fromkeys(['iso-8859-%d' % number for number in (1, 2, 3, 4, 9, 10, 13, 14, 15, 16)] +
                         ['windows-1252', 'viscii'], (QP, QP, None))
CHARSETS.update(dict.fromkeys(('big5', 'gb2312', 'koi8-r'), (BASE64, BASE64, None)))
CHARSETS.update(dict.fromkeys(('euc-jp', 'shift_jis'), (BASE64, None, 'iso-2022-jp')))
CHARSETS.update({'us-ascii': (None, None, None), 'iso-2022-jp': (BASE64, None, None),
                 'utf-8': (SHORTEST, BASE64, 'utf-8'), '8bit': (None, BASE64, 'utf-8')})

# Other names of character sets.
ALIASES = {'cp949': 'ks_c_5601-1987', 'euc_jp': 'euc-jp', 'euc_kr': 'euc-kr', 'ascii': 'us-ascii'}
for _number, _part in enumerate((1, 2, 3, 4, 9, 10, 13, 14, 15, 16), 1):
    for _mark in '_-':
        ALIASES['latin%s%d' % (_mark, _number)] = 'iso-8859-%d' % _part
del _number, _part, _mark

# What Python calls character sets, where that is something else; None for none.
CODEC_MAP = {'gb2312': 'eucgb2312_cn', 'big5': 'big5_tw', 'us-ascii': None}


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    """Say how a character set is to be encoded."""
    if body_enc == SHORTEST:
        raise ValueError('SHORTEST not allowed for body_enc')
    CHARSETS[charset] = header_enc, body_enc, output_charset


def add_alias(alias, canonical):
    """Give a character set another name."""
    ALIASES[alias] = canonical


def add_codec(charset, codecname):
    """Say what Python calls a character set."""
    CODEC_MAP[charset] = codecname


class Charset:
    """A character set: input_charset is that of texts as they are given, output_charset that of the message."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        try:
            name = input_charset if isinstance(input_charset, unicode) else unicode(input_charset, 'ascii')
            name = name.lower().encode('ascii')
        except UnicodeError:
            raise errors.CharsetError(input_charset)
        if name not in ALIASES and name not in CHARSETS:
            try:
                name = codecs.lookup(name).name
            except LookupError:
                pass
        self.input_charset = ALIASES.get(name, name)
        usual = SHORTEST, BASE64, None
        self.header_encoding, self.body_encoding, output = CHARSETS.get(self.input_charset, usual)
        output = output or self.input_charset
        self.output_charset = ALIASES.get(output, output)
        self.input_codec, self.output_codec = [CODEC_MAP.get(each, each)
                                               for each in (self.input_charset, self.output_charset)]

    def __str__(self):
        return self.input_charset.lower()

    __repr__ = __str__

    def __eq__(self, other):
        return str(self) == str(other).lower()

    def __ne__(self, other):
        return not self == other

    def get_body_encoding(self):
        """The name of the encoding of bodies, or a function that finds it for a message."""
        assert self.body_encoding != SHORTEST
        return {QP: 'quoted-printable', BASE64: 'base64'}.get(self.body_encoding, encode_7or8bit)

    def get_output_charset(self):
        """The character set of the message."""
        return self.output_charset or self.input_charset

    # -- texts

    def convert(self, s):
        """A text in the character set of the message."""
        if self.input_codec == self.output_codec:
            return s
        return unicode(s, self.input_codec).encode(self.output_codec)

    def to_splittable(self, s):
        """A text in unicode, so that it can be parted anywhere; as it is where the character set is not known."""
        if self.input_codec is None or isinstance(s, unicode):
            return s
        try:
            return unicode(s, self.input_codec, 'replace')
        except LookupError:
            return s

    def from_splittable(self, ustr, to_output=True):
        """A text from unicode, in the character set of the message or in that of texts as they are given."""
        codec = self.output_codec if to_output else self.input_codec
        if codec is None or not isinstance(ustr, unicode):
            return ustr
        try:
            return ustr.encode(codec, 'replace')
        except LookupError:
            return ustr

    # -- encodings

    def _shorter(self, s):
        # (module, length) for a text in a header; None if it is not encoded
        lengths = {BASE64: [(email.base64mime, email.base64mime.base64_len(s))],
                   QP: [(email.quoprimime, email.quoprimime.header_quopri_len(s))]}
        lengths[SHORTEST] = lengths[QP] + lengths[BASE64]
        candidates = lengths.get(self.header_encoding)
        return min(candidates, key=lambda pair: pair[1]) if candidates else None

    def encoded_header_len(self, s):
        """The length of a text in a header."""
        best = self._shorter(s)
        return len(s) if best is None else best[1] + len(self.get_output_charset()) + MISC_LEN

    def header_encode(self, s, convert=False):
        """A text as a header has it."""
        if convert:
            s = self.convert(s)
        best = self._shorter(s)
        if best is None:
            return s
        options = {} if best[0] is email.base64mime else {'maxlinelen': None}
        return best[0].header_encode(s, self.get_output_charset(), **options)

    def body_encode(self, s, convert=True):
        """A text as a body has it."""
        if convert:
            s = self.convert(s)
        module = {BASE64: email.base64mime, QP: email.quoprimime}.get(self.body_encoding)
        return s if module is None else module.body_encode(s)
