# Both versions of the database: the sums of all properties of a part of the planes, and what is refused.
import unicodedata as U
import zlib
CODES = range(0x3500) + range(0xA000, 0xB000) + range(0xF900, 0x11000) + range(0x1D000, 0x1F300) + [0x20000, 0x10FFFF]
for db in (U, U.ucd_3_2_0):
    for name in 'decimal digit numeric name'.split():
        f = getattr(db, name)
        print name, zlib.crc32(repr([f(unichr(c), None) for c in CODES]))
    for name in 'category bidirectional combining mirrored east_asian_width decomposition'.split():
        f = getattr(db, name)
        print name, zlib.crc32(repr([f(unichr(c)) for c in CODES]))
    for form in 'NFC NFD NFKC NFKD'.split():
        print form, zlib.crc32(repr([db.normalize(form, u'a\u0301' + unichr(c) + u'\u0323\u0307') for c in CODES]))
    print db.unidata_version
for name in ('nope', u'LATIN SMALL LETTER A', 'latin small letter a', 'HANGUL SYLLABLE GAG', 'hangul syllable gag',
             'CJK UNIFIED IDEOGRAPH-4E00', 'CJK UNIFIED IDEOGRAPH-4e00', 'CJK UNIFIED IDEOGRAPH-2F00', 5):
    try:
        print repr(U.lookup(name))
    except Exception as error:
        print type(error).__name__, error
for call in (lambda: U.name('a'), lambda: U.name(u'ab'), lambda: U.name(u'\0'), lambda: U.decimal(u'x'), lambda: U.digit(u'x'),
             lambda: U.numeric(u'x'), lambda: U.normalize('NFX', u'a\u0301'), lambda: U.normalize('NFC', 'a'),
             lambda: U.category(), lambda: U.UCD()):
    try:
        print call()
    except Exception as error:
        print type(error).__name__, error
print repr(u'\N{LATIN SMALL LETTER E WITH ACUTE}\N{greek small letter alpha}\N{HANGUL SYLLABLE HIH}')
