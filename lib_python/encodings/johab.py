"""The character set johab."""

from encodings._multibyte import install

install(globals(), 'kr', 'johab')
