"""The character set iso2022-kr."""

from encodings._multibyte import install

install(globals(), 'iso2022', 'iso2022_kr')
