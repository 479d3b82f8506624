#! /usr/bin/env python
"""Binary data as text in 16, 32 or 64 characters (RFC 3548), and the older MIME interface in lines (RFC 1521)."""

import binascii
import string
import struct

__all__ = ['encode', 'decode', 'encodestring', 'decodestring', 'b64encode', 'b64decode', 'b32encode', 'b32decode',
           'b16encode', 'b16decode', 'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode',
           'urlsafe_b64decode']

EMPTYSTRING = ''

_to_urlsafe = string.maketrans('+/', '-_')
_from_urlsafe = string.maketrans('-_', '+/')

MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3

_BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_DIGITS32 = '0123456789ABCDEFGHIJKLMNOPQRSTUV'
_to_base32 = string.maketrans(_DIGITS32, _BASE32)
_base32_value = dict((char, at) for at, char in enumerate(_BASE32))


def b64encode(s, altchars=None):
    """s in base 64 without line ends; altchars are two characters to use for '+' and '/'."""
    text = binascii.b2a_base64(s)[:-1]
    if altchars is not None:
        return text.translate(string.maketrans('+/', altchars[:2]))
    return text


def b64decode(s, altchars=None):
    """What b64encode() made s from; TypeError for wrong padding, other characters are passed over."""
    plain = s if altchars is None else s.translate(string.maketrans(altchars[:2], '+/'))
    try:
        return binascii.a2b_base64(plain)
    except binascii.Error as failure:
        raise TypeError(failure)


def standard_b64encode(s):
    """s in base 64 with '+' and '/'."""
    return b64encode(s, None)


def standard_b64decode(s):
    """What standard_b64encode() made s from."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """s in base 64 with '-' and '_', which mean nothing in an URL or a path."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """What urlsafe_b64encode() made s from."""
    return b64decode(s.translate(_from_urlsafe))


def b32encode(s):
    """s in base 32: eight characters for five bytes, filled up by '='."""
    lacking = -len(s) % 5
    padded = s + '\0' * lacking
    pieces = []
    for at in range(0, len(padded), 5):
        high, low = struct.unpack('>BI', padded[at:at + 5])
        bits = high << 32 | low
        pieces.append(''.join([_BASE32[bits >> shift & 31] for shift in (35, 30, 25, 20, 15, 10, 5, 0)]))
    text = EMPTYSTRING.join(pieces)
    # 1, 2, 3, 4 missing bytes leave 1, 3, 4, 6 characters without meaning.
    filling = (0, 1, 3, 4, 6)[lacking]
    return text[:len(text) - filling] + '=' * filling


def b32decode(s, casefold=False, map01=None):
    """What b32encode() made s from.

    casefold allows lower case; map01 is the letter that the digit 1 stands for, and then 0 stands for O.
    TypeError for characters outside the alphabet or wrong padding.
    """
    if len(s) % 8:
        raise TypeError('Incorrect padding')
    if map01:
        s = s.translate(string.maketrans('01', 'O' + map01))
    if casefold:
        s = s.upper()
    bare = s.rstrip('=')
    filling = len(s) - len(bare)
    pieces, bits = [], 0
    for at, char in enumerate(bare + 'A' * filling):
        value = _base32_value.get(char)
        if value is None:
            raise TypeError('Non-base32 digit found')
        bits = bits << 5 | value
        if at % 8 == 7:
            pieces.append(binascii.unhexlify('%010x' % bits))
            bits = 0
    if filling:
        lacking = {1: 1, 3: 2, 4: 3, 6: 4}.get(filling)
        if lacking is None:
            raise TypeError('Incorrect padding')
        pieces[-1] = pieces[-1][:-lacking]
    return EMPTYSTRING.join(pieces)


def b16encode(s):
    """s in upper-case hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """What b16encode() made s from; TypeError for anything else, lower case too unless casefold."""
    if casefold:
        s = s.upper()
    # Stripping from both ends leaves something exactly where there is another character.
    if s.strip('0123456789ABCDEF'):
        raise TypeError('Non-base16 digit found')
    return binascii.unhexlify(s)


def encode(input, output):
    """Write the bytes of one file to another as lines of base 64."""
    while True:
        chunk = input.read(MAXBINSIZE)
        while chunk and len(chunk) < MAXBINSIZE:
            more = input.read(MAXBINSIZE - len(chunk))
            if not more:
                break
            chunk += more
        if not chunk:
            return
        output.write(binascii.b2a_base64(chunk))


def decode(input, output):
    """Write what the lines of base 64 in one file stand for to another."""
    for line in iter(input.readline, ''):
        output.write(binascii.a2b_base64(line))


def encodestring(s):
    """s as lines of base 64, each with its line end."""
    return EMPTYSTRING.join([binascii.b2a_base64(s[at:at + MAXBINSIZE]) for at in range(0, len(s), MAXBINSIZE)])


def decodestring(s):
    """What encodestring() made s from."""
    return binascii.a2b_base64(s)


def test():
    """The command line: base64.py [-d|-e|-u|-t] [file|-]"""
    import getopt
    import sys
    usage = ('usage: %s [-d|-e|-u|-t] [file|-]\n'
             '        -d, -u: decode\n'
             '        -e: encode (default)\n'
             "        -t: encode and decode string 'Aladdin:open sesame'" % sys.argv[0])
    try:
        opts, args = getopt.getopt(sys.argv[1:], 'deut')
    except getopt.error as problem:
        sys.stderr.write('%s\n%s\n' % (problem, usage))
        sys.exit(2)
    func = encode
    for option, _ in opts:
        if option == '-t':
            return test1()
        func = encode if option == '-e' else decode
    if args and args[0] != '-':
        with open(args[0], 'rb') as f:
            func(f, sys.stdout)
    else:
        func(sys.stdin, sys.stdout)


def test1():
    """Show a string, its encoding, and that decoded again."""
    plain = 'Aladdin:open sesame'
    coded = encodestring(plain)
    print plain, repr(coded), decodestring(coded)


if __name__ == '__main__':
    test()
