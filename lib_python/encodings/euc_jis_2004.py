"""The character set euc-jis-2004."""

from encodings._multibyte import install

install(globals(), 'jp', 'euc_jis_2004')
