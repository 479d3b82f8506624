#! /usr/bin/env python
"""Quoted-printable text (RFC 1521): bytes that mail might damage are written as =XX."""

import binascii
from binascii import a2b_qp, b2a_qp

__all__ = ['encode', 'decode', 'encodestring', 'decodestring']

ESCAPE = '='
MAXLINESIZE = 76
HEX = '0123456789ABCDEF'
EMPTYSTRING = ''


def needsquoting(c, quotetabs, header):
    """Must this character be quoted, wherever it stands in a line?"""
    special = {' ': quotetabs, '\t': quotetabs, '_': header, ESCAPE: True}
    return special.get(c, not ' ' <= c <= '~')


def quote(c):
    """The three characters for c."""
    return '%s%02X' % (ESCAPE, ord(c))


def encode(input, output, quotetabs, header=0):
    """Write a file's contents quoted to another; quotetabs quotes blanks and tabs, header is for mail headers."""
    output.write(encodestring(input.read(), quotetabs, header))


def encodestring(s, quotetabs=0, header=0):
    """s quoted."""
    return binascii.b2a_qp(s, quotetabs=quotetabs, header=header)


def decode(input, output, header=0):
    """Write what a file's contents stand for to another."""
    output.write(decodestring(input.read(), header))


def decodestring(s, header=0):
    """What s stands for."""
    return binascii.a2b_qp(s, header=header)


def ishex(c):
    """Is c a hexadecimal digit?"""
    return '0' <= c <= '9' or 'a' <= c <= 'f' or 'A' <= c <= 'F'


def unhex(s):
    """The value of a hexadecimal number."""
    return int(s, 16) if s else 0


def main():
    """The command line: quopri [-t | -d] [file] ..."""
    import getopt
    import sys
    try:
        opts, args = getopt.getopt(sys.argv[1:], 'td')
        chosen = [option for option, _ in opts]
        if '-t' in chosen and '-d' in chosen:
            raise getopt.error('-t and -d are mutually exclusive')
    except getopt.error, msg:
        sys.stdout = sys.stderr
        print msg
        print 'usage: quopri [-t | -d] [file] ...'
        print '-t: quote tabs'
        print '-d: decode; default encode'
        sys.exit(2)
    status = 0
    for name in args or ['-']:
        try:
            stream = sys.stdin if name == '-' else open(name)
        except IOError, msg:
            sys.stderr.write("%s: can't open (%s)\n" % (name, msg))
            status = 1
            continue
        if '-d' in chosen:
            decode(stream, sys.stdout)
        else:
            encode(stream, sys.stdout, '-t' in chosen)
        if stream is not sys.stdin:
            stream.close()
    if status:
        sys.exit(status)


if __name__ == '__main__':
    main()
