"""The character set cp1258.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'cp1258',
        (0x80, u'\u20ac\ufffe\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\ufffe\u2039\u0152\ufffe\ufffe\ufffe\ufffe\u2018'
         u'\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\ufffe\u203a\u0153\ufffe\ufffe\u0178'),
        (0xc3, u'\u0102'),
        (0xcc, u'\u0300\xcd\xce\xcf\u0110\xd1\u0309\xd3\xd4\u01a0'),
        (0xdd, u'\u01af\u0303'),
        (0xe3, u'\u0103'),
        (0xec, u'\u0301\xed\xee\xef\u0111\xf1\u0323\xf3\xf4\u01a1'),
        (0xfd, u'\u01b0\u20ab'))
