"""The character set cp1250.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'cp1250',
        (0x80, u'\u20ac\ufffe\u201a\ufffe\u201e\u2026\u2020\u2021\ufffe\u2030\u0160\u2039\u015a\u0164\u017d\u0179\ufffe\u2018'
         u'\u2019\u201c\u201d\u2022\u2013\u2014\ufffe\u2122\u0161\u203a\u015b\u0165\u017e\u017a\xa0\u02c7\u02d8\u0141'
         u'\xa4\u0104'),
        (0xaa, u'\u015e'),
        (0xaf, u'\u017b\xb0\xb1\u02db\u0142'),
        (0xb9, u'\u0105\u015f\xbb\u013d\u02dd\u013e\u017c\u0154\xc1\xc2\u0102\xc4\u0139\u0106\xc7\u010c\xc9\u0118\xcb\u011a'
         u'\xcd\xce\u010e\u0110\u0143\u0147\xd3\xd4\u0150\xd6\xd7\u0158\u016e\xda\u0170\xdc\xdd\u0162\xdf\u0155\xe1\xe2'
         u'\u0103\xe4\u013a\u0107\xe7\u010d\xe9\u0119\xeb\u011b\xed\xee\u010f\u0111\u0144\u0148\xf3\xf4\u0151\xf6\xf7'
         u'\u0159\u016f\xfa\u0171\xfc\xfd\u0163\u02d9'))
