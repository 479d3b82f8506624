# unicode(): from objects with __unicode__ and __str__, encodings, errors
class U(object):
    def __unicode__(self):
        return u'\u20ac'
    def __str__(self):
        return 'str'
class S(object):
    def __str__(self):
        return 'only str'
class B(object):
    def __str__(self):
        return '\xe9'
print repr(unicode(U())), repr(unicode(S())), repr(unicode(5)), repr(unicode()), repr(unicode([u'\xe9'])), repr(unicode('abc', 'ascii')), repr(unicode('\xe9', 'latin-1')), repr(unicode('\xff', errors='ignore')), repr(unicode('a\xff', 'ascii', 'replace')), repr(unicode(buffer('abc'), 'utf-8')), repr(unicode(None)), repr(unicode(S))[:20]
try:
    unicode(B())
except UnicodeDecodeError as e:
    print e
print u'%s %s %s' % (U(), S(), u'\xe9') == u'\u20ac only str \xe9', u'{} {}'.format(S(), 'x'), repr('%s' % U()), repr('%s%s' % (u'', U()))
class Sub(unicode):
    pass
s = Sub('abc')
s.x = 1
print repr(s), type(s + u'd').__name__, type(unicode(s)).__name__, s == u'abc', s[1], hash(s) == hash('abc'), {s: 1}[u'abc'], type(s.upper()).__name__
class Bad(object):
    def __unicode__(self):
        return 5
try:
    unicode(Bad())
except TypeError as e:
    print e
class BytesU(object):
    def __unicode__(self):
        return 'bytes'
print repr(unicode(BytesU()))
