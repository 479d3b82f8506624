"""The character set big5."""

from encodings._multibyte import install

install(globals(), 'tw', 'big5')
