# UTF-8 decoding errors, positions and replacement
for s in ('\x80', 'a\xc0\x80', '\xc3', '\xc3(', '\xe2\x82', '\xe2\x82(', '\xed\xa0\x80', '\xf0\x9f\x98', '\xf4\x90\x80\x80', '\xf8\x88\x80\x80\x80', '\xff', 'ab\xe2\x28\xa1cd', '\xe0\x80\x80', '\xf0\x80\x80\x80', '\xc1\xbf'):
    try:
        print repr(s), repr(s.decode('utf-8'))
    except UnicodeDecodeError as e:
        print repr(s), e.start, e.end, e.reason
    print repr(s.decode('utf-8', 'replace')), repr(s.decode('utf-8', 'ignore'))
import codecs
d = codecs.getincrementaldecoder('utf-8')()
print [d.decode(c) for c in u'\u20ac\U0001F600a'.encode('utf-8')]
print codecs.utf_8_decode('a\xe2\x82', 'strict', False), codecs.utf_8_decode('\xed\xa0', 'strict', False) if 0 else ''
try:
    d.decode('\xe2', True)
except UnicodeDecodeError as e:
    print e
print u'\ud83d\ude00'.encode('utf-8') == u'\U0001F600'.encode('utf-8')
