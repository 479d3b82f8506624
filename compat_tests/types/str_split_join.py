# split, rsplit, splitlines, partition, join
print 'a b  c'.split(), ' a '.split(), ''.split(), 'a,b,,c'.split(','), ''.split(','), 'a b c d'.split(None, 2), 'a,b,c'.split(',', 1), 'a--b--c'.split('--'), ' a  b '.split(None, 0), ' a  b '.split(None, 1), 'a b'.split(' ', -1), 'x'.split('x'), 'a b'.split(u' ')
print 'a b  c'.rsplit(), 'a,b,c'.rsplit(',', 1), ' a  b  c '.rsplit(None, 1), 'a--b--c'.rsplit('--', 1), 'abc'.rsplit('c'), 'a b'.rsplit(None, 0)
print 'a\nb\r\nc\rd'.splitlines(), 'a\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\x0bb\x0cc\x1cd'.splitlines(), 'a\n\nb'.splitlines(), u'a\u2028b\x85c'.splitlines()
print 'a=b=c'.partition('='), 'abc'.partition('='), 'a=b=c'.rpartition('='), 'abc'.rpartition('='), '=a'.partition('='), 'a--b'.partition('--')
print ','.join([]), ','.join(['a']), ','.join('abc'), ''.join(['a', 'b']), u','.join(['a', 'b']), ','.join(['a', u'b']), ', '.join(x for x in ('p', 'q')), '-'.join({'k': 1})
for bad in ('"a".split("")', '"a".split(5)', '"a".partition("")', '",".join([1])', '",".join(["a", None])', '",".join(5)', '"a".split(",", "x")', '"a".rsplit("")', '"".join(["\\xe9", u"a"])'):
    try:
        print eval(bad)
    except (ValueError, TypeError, UnicodeError) as e:
        print bad, '->', type(e).__name__, e
