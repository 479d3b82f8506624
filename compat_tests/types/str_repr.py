# repr of byte strings: quotes and escapes
print repr('a\'b'), repr('a"b'), repr('\'"'), repr('\\'), repr('\t\n\r'), repr('\x00\x1f\x7f\x80\xff'), repr(''.join(map(chr, range(32, 127))))
print str('x'), `'x'`, ['\n'], ("'",), str(5), str(None), str([1, 'a']), str(u'abc'), repr('x'.__class__)
try:
    str(u'\xe9')
except UnicodeEncodeError as e:
    print e
class S(str):
    def __str__(self):
        return 'custom'
    def __repr__(self):
        return 'R'
print S('x'), repr(S('x')), str(S('x')), '%s %r' % (S('x'), S('x')), S('x') + 'y', type(S('x') + 'y').__name__, S('abc')[1], type(S('abc').upper()).__name__, type(str.__str__(S('x'))).__name__
