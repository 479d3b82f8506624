"""The character set shift-jisx0213."""

from encodings._multibyte import install

install(globals(), 'jp', 'shift_jisx0213')
