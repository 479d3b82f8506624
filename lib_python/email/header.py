"""Headers with texts in various character sets (RFC 2047; library reference 19.1.6)."""

import binascii
import re

import email.base64mime
import email.quoprimime
from email.charset import Charset
from email.errors import HeaderParseError

__all__ = ['Header', 'decode_header', 'make_header']

NL, SPACE, USPACE, UEMPTYSTRING, SPACE8 = '\n', ' ', u' ', u'', ' ' * 8
MAXLINELEN = 76

USASCII, UTF8 = Charset('us-ascii'), Charset('utf-8')

# A word with its character set and encoding; nothing but space may follow.
ecre = re.compile(r'=\?(?P<charset>[^?]*?)\?(?P<encoding>[qb])\?(?P<encoded>.*?)\?=(?=[ \t]|$)',
                  re.IGNORECASE | re.MULTILINE)
fcre = re.compile(r'[\041-\176]+:$')
_embedded_header = re.compile(r'\n[^ \t]+:')
_max_append = email.quoprimime._max_append


def _decode_word(encoding, text):
    if encoding == 'q':
        return email.quoprimime.header_decode(text)
    try:
        return email.base64mime.decode(text + '=' * (-len(text) % 4))
    except binascii.Error:
        raise HeaderParseError


def decode_header(header):
    """The parts of a header, as pairs of a text and its character set in small letters, or None."""
    header = str(header)
    if not ecre.search(header):
        return [(header, None)]
    decoded = []

    def add(text, charset, joint):
        if decoded and decoded[-1][1] == charset:
            text = decoded.pop()[0] + joint + text
        decoded.append((text, charset))

    for line in header.splitlines():
        if not ecre.search(line):
            decoded.append((line, None))
            continue
        at = 0
        for word in ecre.finditer(line):
            plain = line[at:word.start()].strip()
            if plain:
                add(plain, None, SPACE)
            at = word.end()
            add(_decode_word(word.group('encoding').lower(), word.group('encoded')), word.group('charset').lower(), '')
        plain = line[at:].strip()
        if plain:
            add(plain, None, SPACE)
    return decoded


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=' '):
    """The Header of parts as decode_header() gives them."""
    made = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        made.append(text, charset if charset is None or isinstance(charset, Charset) else Charset(charset))
    return made


class Header:
    """The value of a header: texts with their character sets, to be encoded in lines of a length."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=' ',
                 errors='strict'):
        charset = USASCII if charset is None else charset
        self._charset = charset if isinstance(charset, Charset) else Charset(charset)
        self._continuation_ws, self._chunks = continuation_ws, []
        if s is not None:
            self.append(s, self._charset, errors)
        length = MAXLINELEN if maxlinelen is None else maxlinelen
        self._firstlinelen = length if header_name is None else length - len(header_name) - 2
        self._maxlinelen = length - len(continuation_ws.replace('\t', SPACE8))

    def __str__(self):
        return self.encode()

    def __unicode__(self):
        pieces, before = [], None
        for text, charset in self._chunks:
            # space between words and plain text is not part of either
            plain_before, plain = before in (None, 'us-ascii'), charset in (None, 'us-ascii')
            if pieces and plain != plain_before:
                pieces.append(USPACE)
            before = None if pieces and plain and not plain_before else charset
            pieces.append(unicode(text, str(charset)))
        return UEMPTYSTRING.join(pieces)

    def __eq__(self, other):
        return other == self.encode()

    def __ne__(self, other):
        return not self == other

    def append(self, s, charset=None, errors='strict'):
        """Add a text; in unicode, it is put in ASCII, in the character set, or in UTF-8, whichever can have it."""
        if charset is None:
            charset = self._charset
        elif not isinstance(charset, Charset):
            charset = Charset(charset)
        if charset != '8bit':
            if isinstance(s, str):
                # it has to be what it is said to be, and the message has to be able to have it
                unicode(s, charset.input_codec or 'us-ascii', errors).encode(charset.output_codec or 'us-ascii', errors)
            elif isinstance(s, unicode):
                for charset in USASCII, charset, UTF8:
                    try:
                        s = s.encode(charset.output_codec or 'us-ascii', errors)
                    except UnicodeError:
                        continue
                    break
        self._chunks.append((s, charset))

    # -- lines

    def _split(self, s, charset, maxlinelen, splitchars):
        # a text as pairs with the character set, each no longer than a line
        pieces = []
        while 1:
            splittable = charset.to_splittable(s)
            encoded = charset.from_splittable(splittable, True)
            length = charset.encoded_header_len(encoded)
            if length <= maxlinelen:
                pieces.append((encoded, charset))
                return pieces
            if charset == '8bit':
                pieces.append((s, charset))     # nothing is known about it
                return pieces
            if charset == 'us-ascii':
                lines = _split_ascii(s, maxlinelen, self._maxlinelen, self._continuation_ws, splitchars)
                return pieces + [(line, charset) for line in lines]
            if length == len(s):
                cut = maxlinelen                # it is not encoded
            else:
                cut = _fitting(splittable, charset, maxlinelen)
            first, s = [charset.from_splittable(part, False) for part in (splittable[:cut], splittable[cut:])]
            pieces.append((charset.from_splittable(charset.to_splittable(first), True), charset))
            maxlinelen = self._maxlinelen

    def encode(self, splitchars=';, '):
        """The header in lines, parted where one of the characters is, the first of them if it can be."""
        pieces, before = [], 0
        for text, charset in self._chunks:
            room = self._firstlinelen - before - 1
            if room < charset.encoded_header_len(''):
                room = self._firstlinelen
            pieces += self._split(text, charset, room, splitchars)
            last, its_charset = pieces[-1]
            before = its_charset.encoded_header_len(last)
        lines = []
        for text, charset in pieces:
            if text:
                encoded = text if charset is None or charset.header_encoding is None else charset.header_encode(text)
                _max_append(lines, encoded, self._firstlinelen, '' if lines and lines[-1].endswith(' ') else ' ')
        value = (NL + self._continuation_ws).join(lines)
        if _embedded_header.search(value):
            raise HeaderParseError("header value appears to contain an embedded header: {!r}".format(value))
        return value


def _split_ascii(s, firstlen, restlen, continuation_ws, splitchars):
    # the lines of a plain text
    lines, room = [], firstlen
    indent = len(continuation_ws.replace('\t', SPACE8))
    for line in s.splitlines():
        line = line.lstrip()
        marks = [mark for mark in splitchars if mark in line]
        if len(line) < room or not marks:
            lines.append(line)
        else:
            _split_line(line, marks[0], lines, room, restlen, indent, continuation_ws)
        room = restlen
    return lines


def _split_line(line, mark, lines, room, restlen, indent, continuation_ws):
    # put a line that is too long into lines, parted behind the mark
    end = mark if mark in ';,' else ''
    joint = end + ' '
    held, length = [], 0                        # parts that make the next line, and their length
    for part in re.split(mark + r'\s*', line):
        used = length + max(0, len(held) - 1) * len(joint)
        # what stands behind a header's name stays with it
        behind_name = mark == ' ' and not lines and len(held) == 1 and fcre.match(held[0])
        if behind_name or used + len(part) <= room:
            held.append(part)
            length += len(part)
            continue
        if held:
            lines.append(joint.join(held) + end)
        if len(part) > room and mark != ' ':
            inner = _split_ascii(part, room, restlen, continuation_ws, ' ')
            lines.extend(inner[:-1])
            part = inner[-1]
        held, length = [part], indent + len(part)
        room = restlen
    if held:
        lines.append(joint.join(held))


def _fitting(splittable, charset, maxlinelen):
    # how many characters at most fit into a line
    fits, fails = 0, len(splittable) + 1
    while fails - fits > 1:
        middle = (fits + fails) // 2
        encoded = charset.from_splittable(splittable[:middle], True)
        if charset.encoded_header_len(encoded) <= maxlinelen:
            fits = middle
        else:
            fails = middle
    return fits
