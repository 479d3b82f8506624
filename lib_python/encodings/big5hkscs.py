"""The character set big5hkscs."""

from encodings._multibyte import install

install(globals(), 'hk', 'big5hkscs')
