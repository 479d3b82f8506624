"""The character set iso8859-4.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-4',
        (0xa1, u'\u0104\u0138\u0156\xa4\u0128\u013b\xa7\xa8\u0160\u0112\u0122\u0166\xad\u017d\xaf\xb0\u0105\u02db\u0157\xb4'
         u'\u0129\u013c\u02c7\xb8\u0161\u0113\u0123\u0167\u014a\u017e\u014b\u0100'),
        (0xc7, u'\u012e\u010c\xc9\u0118\xcb\u0116\xcd\xce\u012a\u0110\u0145\u014c\u0136'),
        (0xd9, u'\u0172\xda\xdb\xdc\u0168\u016a\xdf\u0101'),
        (0xe7, u'\u012f\u010d\xe9\u0119\xeb\u0117\xed\xee\u012b\u0111\u0146\u014d\u0137'),
        (0xf9, u'\u0173\xfa\xfb\xfc\u0169\u016b\u02d9'))
