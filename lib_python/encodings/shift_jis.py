"""The character set shift-jis."""

from encodings._multibyte import install

install(globals(), 'jp', 'shift_jis')
