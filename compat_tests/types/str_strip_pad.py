# strip, center, ljust, rjust, zfill, expandtabs
s = '  xabcx\t\n'
print repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr('xxaxx'.strip('x')), 'abcba'.strip('ab'), repr('abc'.strip('')), repr('abc'.strip(None)), repr('xyx'.strip(u'x')), 'abc'.lstrip('cba') == ''
print repr('a'.center(4)), repr('a'.center(5, '*')), repr('ab'.center(5)), repr('ab'.ljust(4)), 'ab'.rjust(4, '-'), 'ab'.ljust(1), '5'.zfill(3), '-5'.zfill(4), '+5'.zfill(4), ''.zfill(2), 'abc'.zfill(2), repr('ab'.center(-3))
print repr('a\tb'.expandtabs()), repr('a\tbc\td'.expandtabs(4)), repr('\t'.expandtabs(1)), repr('a\n\tb'.expandtabs(4)), repr('a\tb'.expandtabs(0)), repr('\r\tx'.expandtabs(3))
for bad in ('"a".center()', '"a".center(5, "ab")', '"a".center("x")', '"a".strip(5)', '"a".zfill()', '"a".ljust(5, 5)', '"\\t".expandtabs("x")', '"a".strip("b", 1)'):
    try:
        print eval(bad)
    except TypeError as e:
        print bad, '->', e
