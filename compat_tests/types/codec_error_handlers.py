# registered error handlers and the attributes of UnicodeError
import codecs
def h(e):
    print type(e).__name__, e.encoding, repr(e.object), e.start, e.end, e.reason
    return u'<%d>' % (e.end - e.start), e.end
codecs.register_error('test.h', h)
print u'a\u20ac\u20acb'.encode('ascii', 'test.h'), repr('a\xff\xfeb'.decode('ascii', 'test.h')), u'\u0100x'.encode('latin-1', 'test.h'), repr('\xe2\x82x'.decode('utf-8', 'test.h'))
codecs.register_error('test.back', lambda e: (u'?', e.end - 10))
codecs.register_error('test.bad', lambda e: 5)
codecs.register_error('test.far', lambda e: (u'', 1000))
for name in ('test.bad', 'test.far', 'test.none', 'strict'):
    for f in (lambda: u'\u20ac'.encode('ascii', name), lambda: '\xff'.decode('ascii', name)):
        try:
            print f()
        except (TypeError, IndexError, LookupError, UnicodeError) as e:
            print name, type(e).__name__, e
e = UnicodeDecodeError('enc', 'abc', 1, 2, 'why')
print e, e.args, UnicodeEncodeError('enc', u'a\u20acb\U0001F600', 1, 2, 'why'), UnicodeEncodeError('enc', u'a\xe9', 1, 2, 'r'), UnicodeTranslateError(u'a\u20ac', 1, 2, 'why'), UnicodeDecodeError('enc', 'abcd', 1, 3, 'why')
e.start = 0
e.end = 3
e.reason = 'changed'
print e
for bad in ('UnicodeDecodeError()', 'UnicodeDecodeError("a", u"b", 1, 2, "c")', 'UnicodeEncodeError("a", "b", 1, 2, "c")', 'UnicodeDecodeError("a", "b", "x", 2, "c")'):
    try:
        print eval(bad)
    except TypeError as x:
        print x
