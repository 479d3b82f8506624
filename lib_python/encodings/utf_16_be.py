"""UTF-16-BE, without a byte order mark."""

import codecs
from encodings._stateless import install

encode = codecs.utf_16_be_encode


def decode(input, errors='strict'):
    return codecs.utf_16_be_decode(input, errors, True)


install(globals(), 'utf-16-be', encode, decode, partial=codecs.utf_16_be_decode)
