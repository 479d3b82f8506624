"""Base 64 in headers and bodies (RFC 2045, 2047)."""

from binascii import a2b_base64, b2a_base64

from email.utils import fix_eols

__all__ = ['base64_len', 'body_decode', 'body_encode', 'decode', 'decodestring', 'encode', 'encodestring',
           'header_encode']

CRLF, NL, EMPTYSTRING = '\r\n', '\n', ''
MISC_LEN = 7                    # what a header has around character set and text: =?, ?b?, ?=


def base64_len(s):
    """The length of a text in base 64."""
    return (len(s) + 2) // 3 * 4


def _blocks(text, size):
    # each block in base 64, with a line end
    return [b2a_base64(text[at:at + size]) for at in range(0, len(text), size)]


def header_encode(header, charset='iso-8859-1', keep_eols=False, maxlinelen=76, eol=NL):
    """The words that a header has for a text, in so many lines as are needed."""
    if not header:
        return header
    text = header if keep_eols else fix_eols(header)
    size = (maxlinelen - len(charset) - MISC_LEN) * 3 // 4
    words = ['=?%s?b?%s?=' % (charset, block[:-1]) for block in _blocks(text, size)]
    return (eol + ' ').join(words)


def encode(s, binary=True, maxlinelen=76, eol=NL):
    """A body in lines; unless it is binary, its line ends are made what they should be."""
    if not s:
        return s
    lines = _blocks(s if binary else fix_eols(s), maxlinelen * 3 // 4)
    return EMPTYSTRING.join(lines if eol == NL else [line[:-1] + eol for line in lines])


def decode(s, convert_eols=None):
    """What was encoded; line ends are made convert_eols if that is given."""
    plain = a2b_base64(s) if s else s
    return plain.replace(CRLF, convert_eols) if s and convert_eols else plain


body_encode = encodestring = encode
body_decode = decodestring = decode
