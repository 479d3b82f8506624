"""The character set iso8859-10.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-10',
        (0xa1, u'\u0104\u0112\u0122\u012a\u0128\u0136\xa7\u013b\u0110\u0160\u0166\u017d\xad\u016a\u014a\xb0\u0105\u0113\u0123'
         u'\u012b\u0129\u0137\xb7\u013c\u0111\u0161\u0167\u017e\u2015\u016b\u014b\u0100'),
        (0xc7, u'\u012e\u010c\xc9\u0118\xcb\u0116'),
        (0xd1, u'\u0145\u014c'),
        (0xd7, u'\u0168\xd8\u0172'),
        (0xe0, u'\u0101'),
        (0xe7, u'\u012f\u010d\xe9\u0119\xeb\u0117'),
        (0xf1, u'\u0146\u014d'),
        (0xf7, u'\u0169\xf8\u0173'),
        (0xff, u'\u0138'))
