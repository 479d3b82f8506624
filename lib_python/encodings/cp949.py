"""The character set cp949."""

from encodings._multibyte import install

install(globals(), 'kr', 'cp949')
