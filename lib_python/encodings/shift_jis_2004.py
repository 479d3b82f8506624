"""The character set shift-jis-2004."""

from encodings._multibyte import install

install(globals(), 'jp', 'shift_jis_2004')
