# repr of unicode and the escape codecs
print repr(u'\xe9\u20ac\U0001F600\t\n\r\\\'"\x00\x7f\x80\xff\u0100'), repr(u"'"), repr(u'"'), u'\u20ac'.encode('unicode_escape'), repr('\\u20ac\\n\\x41\\N{BULLET}'.decode('unicode_escape')), repr('\\u20ac\\n'.decode('raw_unicode_escape')), u'\u20ac\xe9'.encode('raw_unicode_escape') == '\\u20ac\xe9'
for bad in ('"\\\\u12".decode("unicode_escape")', '"\\\\x1".decode("unicode_escape")', '"\\\\U00110000".decode("unicode_escape")', '"\\\\N{no such}".decode("unicode_escape")', '"\\\\N".decode("unicode_escape")', '"\\\\u1".decode("raw_unicode_escape")', '"a\\\\".decode("unicode_escape")', '"\\\\x4".decode("string_escape")', '"a\\\\".decode("string_escape")'):
    try:
        print bad, repr(eval(bad))
    except (UnicodeError, ValueError) as e:
        print bad, '->', type(e).__name__, e
print [u'\u20ac'], {u'\xe9': u'\n'}, (u'a',), u'\ud83d\ude00' == u'\U0001F600', len(u'\ud83d\ude00'), repr(u'\ud83d')
