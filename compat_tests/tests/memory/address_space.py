# What needs more working memory than the process may have raises MemoryError: it does not end the process.
N = 25 * 1000 * 1000

def attempts():
    yield lambda: int('1' * (4 * N), 36)
    yield lambda: long('f' * (4 * N), 16)
    yield lambda: '%d' % (1 << 8 * N)
    yield lambda: oct(1 << 8 * N)
    yield lambda: bin(1 << 4 * N)
    yield lambda: '%x' % (1 << 8 * N)
    yield lambda: ('x' * (2 * N)).replace('x', 'ab')
    yield lambda: ('x' * N).replace('', 'ab')
    yield lambda: (u'x' * N).replace(u'x', u'ab')
    yield lambda: bytearray(N).replace('\0', 'ab')
    yield lambda: ('a ' * N).split()
    yield lambda: (u'a ' * N).split()
    yield lambda: (u'a ' * N).split(u' ')
    yield lambda: (u'a\n' * N).splitlines()
    yield lambda: ('\0' * N).encode('string-escape')
    yield lambda: (u'\u1234' * N).encode('unicode-escape')
    yield lambda: (u'\u1234' * N).encode('utf-7')
    yield lambda: (u'\u1234' * N).encode('ascii', 'xmlcharrefreplace')
    yield lambda: ('\xff' * N).decode('utf-8', 'replace')
    yield lambda: ('x' * (3 * N)).decode('utf-16')
    yield lambda: repr([[]] * N)
    yield lambda: '{0}{0}{0}{0}{0}{0}{0}{0}'.format('x' * (2 * N))
    yield lambda: ['%d' % i for i in xrange(N)]
    yield lambda: dict((str(i), i) for i in xrange(N))

for attempt in attempts():
    try:
        attempt()
    except MemoryError:
        pass
print 'done'
