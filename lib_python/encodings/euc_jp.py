"""The character set euc-jp."""

from encodings._multibyte import install

install(globals(), 'jp', 'euc_jp')
