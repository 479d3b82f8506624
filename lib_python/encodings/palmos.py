"""The character set palmos.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'palmos',
        (0x80, u'\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u2666\u2663\u2665\u2660\u2018'
         u'\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\x9b\u0153\x9d\x9e\u0178'))
