"""Literals ur'...': \\uXXXX, \\UXXXXXXXX and Latin-1."""

import codecs
from encodings._stateless import install

install(globals(), 'raw-unicode-escape', codecs.raw_unicode_escape_encode, codecs.raw_unicode_escape_decode)
