"""The character set cp932."""

from encodings._multibyte import install

install(globals(), 'jp', 'cp932')
