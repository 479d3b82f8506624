"""The character set hz."""

from encodings._multibyte import install

install(globals(), 'cn', 'hz')
