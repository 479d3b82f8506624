"""The character set iso8859-14.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-14',
        (0xa1, u'\u1e02\u1e03\xa3\u010a\u010b\u1e0a\xa7\u1e80\xa9\u1e82\u1e0b\u1ef2\xad\xae\u0178\u1e1e\u1e1f\u0120\u0121'
         u'\u1e40\u1e41\xb6\u1e56\u1e81\u1e57\u1e83\u1e60\u1ef3\u1e84\u1e85\u1e61'),
        (0xd0, u'\u0174'),
        (0xd7, u'\u1e6a'),
        (0xde, u'\u0176'),
        (0xf0, u'\u0175'),
        (0xf7, u'\u1e6b'),
        (0xfe, u'\u0177'))
