"""UTF-32-BE, without a byte order mark."""

import codecs
from encodings._stateless import install

encode = codecs.utf_32_be_encode


def decode(input, errors='strict'):
    return codecs.utf_32_be_decode(input, errors, True)


install(globals(), 'utf-32-be', encode, decode, partial=codecs.utf_32_be_decode)
