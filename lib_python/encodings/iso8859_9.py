"""The character set iso8859-9.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-9',
        (0xd0, u'\u011e'),
        (0xdd, u'\u0130\u015e'),
        (0xf0, u'\u011f'),
        (0xfd, u'\u0131\u015f'))
