"""The character set iso2022-jp-ext."""

from encodings._multibyte import install

install(globals(), 'iso2022', 'iso2022_jp_ext')
