"""UTF-7."""

import codecs
from encodings._stateless import install

encode = codecs.utf_7_encode


def decode(input, errors='strict'):
    return codecs.utf_7_decode(input, errors, True)


install(globals(), 'utf-7', encode, decode, partial=codecs.utf_7_decode)
