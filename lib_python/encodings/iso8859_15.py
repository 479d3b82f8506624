"""The character set iso8859-15.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-15',
        (0xa4, u'\u20ac\xa5\u0160\xa7\u0161'),
        (0xb4, u'\u017d\xb5\xb6\xb7\u017e\xb9\xba\xbb\u0152\u0153\u0178'))
