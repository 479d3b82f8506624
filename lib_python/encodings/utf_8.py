"""UTF-8."""

import codecs
from encodings._stateless import install

encode = codecs.utf_8_encode


def decode(input, errors='strict'):
    return codecs.utf_8_decode(input, errors, True)


install(globals(), 'utf-8', encode, decode, partial=codecs.utf_8_decode)
