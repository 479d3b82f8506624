"""The character set gbk."""

from encodings._multibyte import install

install(globals(), 'cn', 'gbk')
