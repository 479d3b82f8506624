"""Literals u'...': all escapes of the language."""

import codecs
from encodings._stateless import install

install(globals(), 'unicode-escape', codecs.unicode_escape_encode, codecs.unicode_escape_decode)
