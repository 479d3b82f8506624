"""The character set iso2022-jp-1."""

from encodings._multibyte import install

install(globals(), 'iso2022', 'iso2022_jp_1')
