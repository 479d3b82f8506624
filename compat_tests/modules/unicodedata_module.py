# unicodedata: categories, names, normalisation, numbers
import unicodedata as u
for c in u'A\xe9\u20ac1\u00bd\u4e00\u0301 \U0001F600':
    print u.category(c), u.name(c, 'none'), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), repr(u.decomposition(c)), u.numeric(c, -1), u.digit(c, -1), u.decimal(c, -1)
print repr(u.normalize('NFD', u'\xe9')), repr(u.normalize('NFC', u'e\u0301')), repr(u.normalize('NFKC', u'\ufb01')), repr(u.normalize('NFKD', u'\uac00')), repr(u.lookup('EURO SIGN')), u.unidata_version, u.ucd_3_2_0.unidata_version
for e in ('u.name(u"\\x00")', 'u.lookup("NO SUCH")', 'u.category("ab")', 'u.numeric(u"a")', 'u.normalize("X", u"a")', 'u.category(5)', 'u.digit(u"\\xbd")'):
    try:
        print eval(e)
    except (ValueError, KeyError, TypeError) as x:
        print e, '->', type(x).__name__, x
