# translate, decode, encode
import string
t = string.maketrans('abc', 'xyz')
print 'aabbcc'.translate(t), 'hello'.translate(t, 'l'), 'hello'.translate(None, 'l'), u'abc'.translate({97: u'X', 98: None, 99: 0x43})
for bad in ('"a".translate("short")', '"a".translate(5)', 'u"a".translate({97: "x"})', 'u"a".translate({97: 0x110000})', 'u"a".translate()', '"a".translate()'):
    try:
        print eval(bad)
    except (ValueError, TypeError) as e:
        print bad, '->', type(e).__name__, e
print 'abc'.encode('hex'), '616263'.decode('hex'), 'abc'.encode('base64'), repr('x\n'.encode('string_escape')), repr(r'\n\x41'.decode('string_escape')), 'uryyb'.decode('rot13'), repr('abc'.decode('utf-8')), repr('\xe9'.decode('latin-1')), repr('\xff\xfea\0'.decode('utf-16'))
for bad in ('"\\xe9".decode("ascii")', '"\\xe9".encode("utf-8")', 'u"\\xe9".encode("ascii")', '"a".decode("nope")', 'u"\\u20ac".encode("latin-1")', '"\\xff".decode("utf-8")', '"abc".decode("hex")', '"\\xc3".decode("utf-8")', 'u"a\\u20ac\\u20acb".encode("ascii")'):
    try:
        print eval(bad)
    except (LookupError, TypeError, UnicodeError) as e:
        print bad, '->', type(e).__name__, e
print repr('\xe9a'.decode('ascii', 'ignore')), repr('\xe9a'.decode('ascii', 'replace')), u'\u20aca'.encode('ascii', 'replace'), u'\u20aca'.encode('ascii', 'xmlcharrefreplace'), u'\u20aca\xe9'.encode('ascii', 'backslashreplace'), u'\u20aca'.encode('ascii', 'ignore')
print repr('\xe2\x82\xac\xf0\x9f\x98\x80'.decode('utf-8')), repr(u'\u20ac\U0001F600'.encode('utf-8')), repr(u'\ud800'.encode('utf-8')), repr('ab\xff\xfec'.decode('utf-8', 'replace'))
