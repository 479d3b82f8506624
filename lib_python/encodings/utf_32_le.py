"""UTF-32-LE, without a byte order mark."""

import codecs
from encodings._stateless import install

encode = codecs.utf_32_le_encode


def decode(input, errors='strict'):
    return codecs.utf_32_le_decode(input, errors, True)


install(globals(), 'utf-32-le', encode, decode, partial=codecs.utf_32_le_decode)
