"""The character set iso8859-13.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-13',
        (0xa1, u'\u201d\xa2\xa3\xa4\u201e\xa6\xa7\xd8\xa9\u0156'),
        (0xaf, u'\xc6'),
        (0xb4, u'\u201c\xb5\xb6\xb7\xf8\xb9\u0157'),
        (0xbf, u'\xe6\u0104\u012e\u0100\u0106\xc4\xc5\u0118\u0112\u010c\xc9\u0179\u0116\u0122\u0136\u012a\u013b\u0160\u0143'
         u'\u0145\xd3\u014c\xd5\xd6\xd7\u0172\u0141\u015a\u016a\xdc\u017b\u017d\xdf\u0105\u012f\u0101\u0107\xe4\xe5'
         u'\u0119\u0113\u010d\xe9\u017a\u0117\u0123\u0137\u012b\u013c\u0161\u0144\u0146\xf3\u014d\xf5\xf6\xf7\u0173'
         u'\u0142\u015b\u016b\xfc\u017c\u017e\u2019'))
