"""The character set gb18030."""

from encodings._multibyte import install

install(globals(), 'cn', 'gb18030')
