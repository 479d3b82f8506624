"""The character set gb2312."""

from encodings._multibyte import install

install(globals(), 'cn', 'gb2312')
