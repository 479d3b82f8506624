"""The character set euc-kr."""

from encodings._multibyte import install

install(globals(), 'kr', 'euc_kr')
