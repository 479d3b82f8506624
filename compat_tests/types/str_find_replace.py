# find, index, count, replace, startswith, endswith, in
s = 'abcabcab'
print s.find('abc'), s.find('abc', 1), s.find('x'), s.find(''), s.find('', 8), s.find('', 9), s.find('b', -3), s.find('b', 2, 4), s.rfind('ab'), s.rfind('ab', 0, 5), s.rfind(''), s.rfind('', 0, 3), s.find('a', None, 1), s.find(u'c')
print s.index('ca'), s.rindex('ca'), s.count('ab'), s.count('ab', 1), s.count(''), ''.count(''), s.count('', 3, 5), 'aaaa'.count('aa'), s.count('x'), s.count('b', -2)
print s.replace('ab', 'X'), s.replace('ab', '', 1), s.replace('', '-'), s.replace('', '-', 3), s.replace('x', 'y'), s.replace('abc', 'abcabc'), ''.replace('', 'x'), repr(s.replace('a', u'\xe9')), s.replace('b', 'B', 0), s.replace('b', 'B', -1), 'aaa'.replace('aa', 'b')
print s.startswith('ab'), s.startswith('bc', 1), s.startswith(('x', 'abc')), s.startswith(''), s.startswith('a', 8), s.startswith('', 9), s.endswith('ab'), s.endswith('bc', 0, 3), s.endswith(('q', 'b')), s.endswith(()), s.startswith(u'ab')
print 'ab' in s, '' in s, 'ba' in s, 'x' not in s, u'ab' in s, '' in ''
for bad in ('s.index("x")', 's.rindex("x")', '5 in s', 's.find(5)', 's.startswith(5)', 's.startswith(("a", 5))', 's.replace("a")', 's.replace("a", 5)', 's.count()', 's.find("a", "b")', 's.endswith([])', 'None in s', 's.index("a", 7, 8) '):
    try:
        print eval(bad)
    except (ValueError, TypeError) as e:
        print bad, '->', type(e).__name__, e
