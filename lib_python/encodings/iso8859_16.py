"""The character set iso8859-16.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-16',
        (0xa1, u'\u0104\u0105\u0141\u20ac\u201e\u0160\xa7\u0161\xa9\u0218\xab\u0179\xad\u017a\u017b\xb0\xb1\u010c\u0142\u017d'
         u'\u201d\xb6\xb7\u017e\u010d\u0219\xbb\u0152\u0153\u0178\u017c\xc0\xc1\xc2\u0102\xc4\u0106'),
        (0xd0, u'\u0110\u0143\xd2\xd3\xd4\u0150\xd6\u015a\u0170'),
        (0xdd, u'\u0118\u021a'),
        (0xe3, u'\u0103\xe4\u0107'),
        (0xf0, u'\u0111\u0144\xf2\xf3\xf4\u0151\xf6\u015b\u0171'),
        (0xfd, u'\u0119\u021b'))
