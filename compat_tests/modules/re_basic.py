# re: match, search, groups, flags, sub, split, findall, errors
import re
m = re.match(r'(?P<a>\w+) (?P<b>\d+)?(x)?', 'foo 42!')
print m.group(), m.group(1, 'b'), m.groups(), m.groups('-'), m.groupdict() == {'a': 'foo', 'b': '42'}, m.span('b'), m.start(3), m.end(), m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re.pattern, m.expand(r'\2-\g<a>'), m.regs
print re.search('b+', 'abbc').span(), re.match('b', 'ab'), re.findall('a(b)?', 'aab'), re.findall('(a)(b)', 'abab'), re.findall('', 'ab'), re.split('(,)', 'a,b'), re.split(',', 'a,b,c', 1), re.split('x*', 'axbc'), re.sub('a', 'b', 'aaa', 2), re.sub('(a)(b)', r'\2\1', 'abab'), re.sub('a', lambda m: m.group().upper(), 'banana'), re.subn('a', '', 'banana'), re.sub('x*', '-', 'abxd'), re.sub('(?P<n>a)', r'<\g<n>\g<1>\g<0>>', 'a'), re.escape('a.b*c'), [x.group() for x in re.finditer('.', 'ab')]
print re.findall(r'(?i)AB', 'abAB'), re.findall('^a', 'a\na', re.M), re.match('.', '\n', re.S) is not None, re.match('a b', 'ab', re.X) is not None, re.findall(r'\bfoo\b', 'foo food foo'), re.findall(r'(?<=a)b', 'abcb'), re.findall(r'(?<!a)b', 'abcb'), re.findall('a(?=b)', 'abac'), re.findall('a(?!b)', 'abac'), re.match(r'(a)\1', 'aa').group(), re.match('(?:ab)+', 'ababc').group(), re.match('a{2,3}?', 'aaaa').group(), re.match('a{,2}', 'aaa').group(), re.match('[^a-c]+', 'xyza').group(), re.match(r'[\d\s-]+', '1 2-3x').group(), re.match('(a)|b', 'b').groups(), re.match('(?(1)a|b)', 'b') if 0 else '', re.match('(x)?(?(1)y|z)', 'z').group(), re.match(u'\\w+', u'\xe9a', re.U).group() == u'\xe9a', re.match('\\w', '\xe9', re.L) if 0 else ''
for p in ('(', ')', '[', 'a**', '*a', '(?P<1>a)', '(?P<n>a)(?P<n>b)', r'\2', '(?<=a*)b', 'a{2,1}', '(?z)', '[b-a]', '(?P=x)', '(?P<a', '\\', '(?', 'x{99999999999}', '(?(2)a)', '(?P>x)', r'(?<=(a))\1*', '[a'):
    try:
        re.compile(p)
        print p, 'compiles'
    except (re.error, OverflowError) as e:
        print p, '->', type(e).__name__, e
for e in ('re.match("a", 5)', 're.match(5, "a")', 're.match("(a)", "a").group(5)', 're.match("(a)", "a").group("x")', 're.sub("a", r"\\5", "a")', 're.sub("a", r"\\g<x>", "a")', 're.compile("a", "b")', 're.match("a", "a").start(1)', 're.sub("a", r"\\g<1", "a")', 're.compile(re.compile("a"), 2)', 're.sub("(a)|b", r"\\1", "b")'):
    try:
        print eval(e)
    except (TypeError, IndexError, re.error, ValueError) as x:
        print e, '->', type(x).__name__, x
c = re.compile('a(b)', re.I)
print c.flags, c.groups, c.groupindex, c.pattern, c.match('xab', 1).span(), c.search('xabab', 2).span(), c.match('ab', 0, 1), c is re.compile('a(b)', re.I), re.compile(c) is c, c.scanner('abab').search().span(), type(c).__name__
