"""Literals '...', byte strings on both sides."""

import codecs
from encodings._stateless import install

install(globals(), 'string-escape', codecs.escape_encode, codecs.escape_decode)
