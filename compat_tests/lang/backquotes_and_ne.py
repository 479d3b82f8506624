# backquotes are repr, <> is !=
x = 'q'
print `x`, `1L`, `x, 1`, `[u'a']`
print 1 <> 2, 1 <> 1
