"""The character set cp1252.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'cp1252',
        (0x80, u'\u20ac\ufffe\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffe\u017d\ufffe\ufffe\u2018'
         u'\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffe\u017e\u0178'))
