# unicode methods: case, classification, the ones str lacks
for s in (u'', u'abc', u'\xc9\xe9', u'\u01c5', u'\u0130', u'\xdf', u'\u0661\u00b2\u2460', u'\u2003', u'\u03a3\u03c3\u03c2', u'\U00010400', u'a\u0301'):
    print repr(s), repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.swapcase()), repr(s.capitalize()), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle()
print repr(u' \u2003a\xa0'.strip()), u'a\u2028b c\x1fd'.split(), u'\u20ac1\u20ac'.split(u'\u20ac'), u'a,b'.partition(','), repr(u'x'.center(3, u'\u20ac')), u'abc'.find('c'), u'abcb'.count(u'b'), u'abc'.replace('b', u'\u20ac') == u'a\u20acc', u'ab'.zfill(4), u'a\tb'.expandtabs(2), u'abc'.endswith((u'c', 'x')), u'-'.join(['a', u'b'])
print u'abc' == 'abc', u'abc' + 'd', 'a' + u'b', u'%s' % 'x', '%s' % u'x', u'a' in 'abc', 'b' in u'abc', hash(u'abc') == hash('abc'), {u'a': 1}['a'], cmp(u'a', 'b')
for bad in ('u"a" + "\\xe9"', '"\\xe9" + u"a"', 'u"\\xe9" in "\\xe9"', 'u"%s" % "\\xe9"', 'u"".join(["\\xe9"])', 'u"a".replace("\\xe9", "")', 'u"a".find("\\xe9")', 'unicode("\\xe9")', 'u"a" + 5', 'u"a" * u"b"', 'u"abc"[5]', 'unichr(-1)', 'unichr(0x110000)', 'ord(u"ab")', 'ord("")', 'chr(256)', 'chr(-1)', 'ord(5)', 'unicode(5, "utf-8")', 'unicode(u"a", "utf-8")', 'u"a".decode("nope")', 'u"a".center(5, "ab")', 'u"a".split("")'):
    try:
        print bad, eval(bad)
    except (UnicodeError, TypeError, IndexError, ValueError, LookupError) as e:
        print bad, '->', type(e).__name__, e
print repr(unichr(233)), repr(unichr(0x1F600)), ord(u'\u20ac'), ord(u'\U0001F600'), chr(233) == '\xe9', len(u'\U0001F600'), repr(u'\U0001F600'[0])
