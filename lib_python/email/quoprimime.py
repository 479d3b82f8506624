"""Quoted-printable in headers and bodies (RFC 2045, 2047)."""

import re

from email.utils import fix_eols

__all__ = ['body_decode', 'body_encode', 'body_quopri_check', 'body_quopri_len', 'decode', 'decodestring', 'encode',
           'encodestring', 'header_decode', 'header_encode', 'header_quopri_check', 'header_quopri_len', 'quote',
           'unquote']

CRLF, NL = '\r\n', '\n'
MISC_LEN = 7                    # what a header has around character set and text: =?, ?q?, ?=

# Characters that have to be quoted.
hqre = re.compile(r'[^-a-zA-Z0-9!*+/ ]')
bqre = re.compile(r'[^ !-<>-~\t]')
_line = re.compile(r'([^\r\n]*)(\r\n|\r|\n)?')


def header_quopri_check(c):
    """Whether a header has to quote a character."""
    return hqre.match(c) is not None


def body_quopri_check(c):
    """Whether a body has to quote a character."""
    return bqre.match(c) is not None


def header_quopri_len(s):
    """The length of a text in a header."""
    return len(s) + 2 * len(hqre.findall(s))


def body_quopri_len(str):
    """The length of a text in a body."""
    return len(str) + 2 * len(bqre.findall(str))


def quote(c):
    """A character as it is quoted."""
    return '=%02X' % ord(c)


def unquote(s):
    """The character that is quoted."""
    return chr(int(s[1:3], 16))


def _max_append(L, s, maxlen, extra=''):
    # put s behind the last line of L, or in a new one
    if L and len(L[-1]) + len(s) <= maxlen:
        L[-1] += extra + s
    else:
        L.append(s.lstrip())


def header_encode(header, charset="iso-8859-1", keep_eols=False, maxlinelen=76, eol=NL):
    """The words that a header has for a text, in so many lines as are needed."""
    if not header:
        return header
    room = 100000 if maxlinelen is None else maxlinelen - len(charset) - MISC_LEN - 1
    pieces = []
    for char in header if keep_eols else fix_eols(header):
        _max_append(pieces, '_' if char == ' ' else quote(char) if hqre.match(char) else char, room)
    return (eol + ' ').join(['=?%s?q?%s?=' % (charset, piece) for piece in pieces])


def encode(body, binary=False, maxlinelen=76, eol=NL):
    """A body, with lines that are not too long; unless it is binary, its line ends are made what they should be."""
    if not body:
        return body
    if not binary:
        body = fix_eols(body)
    done = []
    for found in _line.finditer(body):
        text, ending = found.groups()
        if not found.group():
            continue
        last = found.end() == len(body)
        blank = text[-1:] in (' ', '\t') and text[-1:]      # which must not stand at the end of a line
        line = ''
        for at, char in enumerate(text[:-1] if blank else text):
            char = quote(char) if bqre.match(char) else char
            # a '=' has to fit behind each but the last
            if len(line) + len(char) >= maxlinelen and (at + 1 < len(text) or len(char) > 1):
                done.append(line + '=' + eol)
                line = ''
            line += char
        if blank and last:
            blank = quote(blank)
            done.append(line + '=' + eol + blank if len(line) + len(blank) > maxlinelen else line + blank)
            line = ''
        elif blank:
            done.append(line + blank + '=' + eol)
            line = ''
        done.append(line + (eol if ending else ''))
    return ''.join(done)


def decode(encoded, eol=NL):
    """What was encoded; a '=' that quotes nothing stays."""
    if not encoded:
        return encoded
    done = []
    for line in encoded.splitlines():
        line = line.rstrip()
        goes_on = line.endswith('=')
        line = re.sub('=([0-9a-fA-F]{2})', _unquote_match, line[:-1] if goes_on else line)
        done.append(line if goes_on else line + eol)
    text = ''.join(done)
    return text[:-1] if text.endswith(eol) and not encoded.endswith(eol) else text


def _unquote_match(match):
    return unquote(match.group())


def header_decode(s):
    """What a word of a header was made from."""
    return re.sub('=[0-9a-fA-F]{2}', _unquote_match, s.replace('_', ' '))


body_encode = encodestring = encode
body_decode = decodestring = decode
