"""The character set euc-jisx0213."""

from encodings._multibyte import install

install(globals(), 'jp', 'euc_jisx0213')
