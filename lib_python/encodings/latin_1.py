"""ISO 8859-1: the first 256 characters of Unicode."""

import codecs
from encodings._stateless import install

install(globals(), 'iso8859-1', codecs.latin_1_encode, codecs.latin_1_decode)
