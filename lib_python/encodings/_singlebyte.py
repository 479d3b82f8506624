"""Codecs of one byte a character, from a table of where they differ from ISO 8859-1."""

import codecs
from encodings._stateless import install as _install

_LATIN_1 = u''.join(map(unichr, range(256)))


def install(namespace, name, *runs):
    """Make the codec in the namespace of its module.

    runs are (first byte, characters) in rising order; U+FFFE stands for a byte without a meaning.
    """
    table, at = u'', 0
    for first, characters in runs:
        table += _LATIN_1[at:first] + characters
        at = first + len(characters)
    table += _LATIN_1[at:]
    inverse = codecs.charmap_build(table)

    def encode(input, errors='strict'):
        return codecs.charmap_encode(input, errors, inverse)

    def decode(input, errors='strict'):
        return codecs.charmap_decode(input, errors, table)

    namespace['decoding_table'], namespace['encoding_table'] = table, inverse
    _install(namespace, name, encode, decode)
