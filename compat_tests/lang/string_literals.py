# string literals: prefixes, escapes, concatenation, triple quotes, line continuation
print repr('a\tb\n\\\'\"\x41\101\0\7'), repr("it's"), repr('say "x"'), repr('both\'"')
print repr(r'\n\x'), repr(u'\u00e9\U0001F600\N{BULLET}'), repr(ur'\u00e9\n'), repr(b'x'), repr(br'\z')
print 'a' 'b' "c", u'x' 'y', repr('a' u'b')
print repr('''one
two\
 three'''), repr('\q\8'), len('\
')
print repr(u'\x80\xff\377'), repr('\x80'), 'ab'[0], len(u'\U0001F600')
print R'\a' == '\\a', BR'x', UR'x'
