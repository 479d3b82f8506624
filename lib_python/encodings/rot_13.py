#!/usr/bin/env python
"""Letters turned by half the alphabet; as a program, a filter that does it."""

import codecs
from encodings._stateless import install

decoding_map = codecs.make_identity_dict(range(256))
for _first in 'Aa':
    for _step in range(26):
        decoding_map[ord(_first) + _step] = ord(_first) + (_step + 13) % 26

encoding_map = codecs.make_encoding_map(decoding_map)


def _encode(input, errors='strict'):
    return codecs.charmap_encode(input, errors, encoding_map)


def _decode(input, errors='strict'):
    return codecs.charmap_decode(input, errors, decoding_map)


install(globals(), 'rot-13', _encode, _decode, is_text=False)


def rot13(infile, outfile):
    """Turn all of one file into another."""
    outfile.write(infile.read().encode('rot-13'))


if __name__ == '__main__':
    import sys
    rot13(sys.stdin, sys.stdout)
