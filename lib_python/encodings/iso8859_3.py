"""The character set iso8859-3.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-3',
        (0xa1, u'\u0126\u02d8\xa3\xa4\ufffe\u0124\xa7\xa8\u0130\u015e\u011e\u0134\xad\ufffe\u017b\xb0\u0127'),
        (0xb6, u'\u0125\xb7\xb8\u0131\u015f\u011f\u0135\xbd\ufffe\u017c\xc0\xc1\xc2\ufffe\xc4\u010a\u0108'),
        (0xd0, u'\ufffe'),
        (0xd5, u'\u0120\xd6\xd7\u011c'),
        (0xdd, u'\u016c\u015c'),
        (0xe3, u'\ufffe\xe4\u010b\u0109'),
        (0xf0, u'\ufffe'),
        (0xf5, u'\u0121\xf6\xf7\u011d'),
        (0xfd, u'\u016d\u015d\u02d9'))
