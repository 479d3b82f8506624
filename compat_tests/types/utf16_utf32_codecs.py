# UTF-16, UTF-32 and UTF-7: byte order, surrogates, errors
for enc in ('utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be', 'utf-7', 'utf-8-sig'):
    s = u'a\u20ac\U0001F600~+'
    e = s.encode(enc)
    print enc, repr(e), e.decode(enc) == s
print u'a'.encode('utf-16') == '\xff\xfea\0', repr('\xfe\xff\0a'.decode('utf-16')), repr('a\0'.decode('utf-16')), repr('\xff\xfe\0\0a\0\0\0'.decode('utf-32')), repr('\xef\xbb\xbfab'.decode('utf-8-sig'))
for bad in ('"a".decode("utf-16-le")', '"\\x00\\xd8".decode("utf-16-le")', '"\\x00\\xd8a\\x00".decode("utf-16-le")', '"\\x00\\xdc".decode("utf-16-le")', '"abc".decode("utf-32-le")', '"\\x00\\x00\\x11\\x00".decode("utf-32-le")', '"+AA".decode("utf-7")', '"\\x80".decode("utf-7")', '"+2AA-".decode("utf-7")'):
    try:
        print bad, repr(eval(bad))
    except UnicodeError as e:
        print bad, '->', e
