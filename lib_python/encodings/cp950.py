"""The character set cp950."""

from encodings._multibyte import install

install(globals(), 'tw', 'cp950')
