# -*- coding: utf-8 -*-
"""Records what CPython 2.7 does with regular expressions, for tests/recorded.rs.

    python2.7 record.py > ../tests/cases.txt            the committed table
    python2.7 record.py fuzz SEED COUNT > FILE          random patterns and subjects
    python2.7 record.py retests > FILE                  CPython's own table, for a local look only

Each line: kind, flags, groups, code, mode, pos, endpos, subject, expected; tabs between. `kind` is b for str and u for
unicode. Modes: m match, s search, f finditer, p split, r sub. Then `SRE_CASES=FILE cargo test -p sre --test recorded`.
"""
import random
import re
import signal
import sre_compile
import sre_parse
import sys

BIG = 1000000


def escape(text):
    out = []
    for ch in text:
        c = ord(ch)
        if 32 < c < 127 and ch not in '\\,-#':
            out.append(chr(c))
        elif c < 256:
            out.append('\\x%02x' % c)
        else:
            out.append('\\U%08x' % c)
    return ''.join(out) or '\\e'


def code_of(pattern, flags):
    tree = sre_parse.parse(pattern, flags)
    return sre_compile._code(tree, flags), tree.pattern.groups - 1, flags | tree.pattern.flags


def spans(m):
    if m is None:
        return 'none'
    parts = ['%d:%d' % m.span(i) if m.span(i)[0] >= 0 else '~' for i in range(m.re.groups + 1)]
    return ','.join(parts) + ';%s' % (m.lastindex or 0)


def result(rx, mode, subject, pos, endpos):
    if mode == 'm':
        return spans(rx.match(subject, pos, endpos))
    if mode == 's':
        return spans(rx.search(subject, pos, endpos))
    if mode == 'f':
        return ' '.join(spans(m) for m in rx.finditer(subject, pos, endpos)) or 'none'
    if mode == 'p':
        return ','.join('~' if x is None else escape(x) for x in rx.split(subject))
    kind = type(subject)
    return escape(rx.sub(lambda m: kind('<') + m.group() + kind('>'), subject))


class Slow(Exception):
    pass


def too_slow(*_):
    raise Slow


def record(pattern, flags, subject, modes='msfpr', pos=0, endpos=BIG):
    code, groups, flags = code_of(pattern, flags)
    rx = re.compile(pattern, flags)
    kind = 'u' if isinstance(subject, unicode) else 'b'
    for mode in modes:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            expected = result(rx, mode, subject, pos, endpos)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except Slow:
            # Catastrophic in CPython: no further mode will do better.
            return
        print '\t'.join([kind, str(flags), str(groups), ' '.join('%d' % c for c in code), mode, str(pos), str(endpos),
                         escape(subject), expected])


I, L, M, S, U, X = re.I, re.L, re.M, re.S, re.U, re.X

# pattern, flags, subjects
CASES = [
    # plain characters and strings
    ('', 0, ['', 'ab']),
    ('q', 0, ['', 'q', 'aqbq', 'rst']),
    ('tea', 0, ['tea', 'a teapot of tea', 'te', 'tetea']),
    ('anan', 0, ['ananan', 'banananana']),
    ('.', 0, ['', '\n', 'x\ny']),
    ('.', S, ['', '\n', 'x\ny']),
    ('[^k]', 0, ['k', 'kkm', '\n']),
    ('h.t', 0, ['hat hot h\nt hut', 'ht']),
    # sets
    ('[abc]+', 0, ['xxabcab', 'none', 'cab']),
    ('[^abc]+', 0, ['xxabcyy', 'abc']),
    ('[a-fx-z0-4]+', 0, ['gabxyz059', '~']),
    (r'[\w-]+', 0, ['well-known fact_1']),
    (r'[\s,;]+', 0, ['a, b;\tc\n d']),
    (r'[^\d\s]+', 0, ['12 ab 3c']),
    (r'\d+\D+\w\W\s\S', 0, ['x12abc! z', '9q9 \tb', '9q9! b']),
    ('[]x]+', 0, [']x]a']),
    ('[\x80-\xff]+', 0, ['abc\xe9\xffz']),
    # groups
    ('(a)(b)?(c)', 0, ['abc', 'ac', 'ab', 'zac']),
    ('((x)|(y))+', 0, ['xyx', 'yxz', '']),
    ('(a|ab)(c|bcd)(d*)', 0, ['abcd', 'acd']),
    ('(?P<k>[a-z]+)=(?P<v>\\d*)', 0, ['width=10 height= 7']),
    ('((((d))))e', 0, ['ddde']),
    ('(a*)(b*)', 0, ['aabb', 'bba', '']),
    ('(a*)+', 0, ['aab', 'b', '']),
    ('(a|b*)*', 0, ['abba', 'bbac', 'c']),
    ('(|a)+', 0, ['aa', '']),
    ('(?:(a)|b)*', 0, ['abab', 'ba']),
    ('(?:(a)|(b)|(c))+?d', 0, ['abcd', 'cbad']),
    ('(?:(a))*?c', 0, ['axc', 'aac']),
    ('(?:(ab?)*?c)+', 0, ['ababcac']),
    ('(?!(a)b)(a)c', 0, ['ac', 'abac']),
    ('(?=(a+))a*b\\1', 0, ['baaabac', 'aaab']),
    # marks that outlive the path that set them
    (r'b?(?:(?!(a?)(?<!c)ca)cb)+?\1|c', 0, ['cbbaa', 'cacb']),
    ('(?=ca{1,2}(b+|c{1,3}?b{2,}?a)|)b', I, ['cabca', 'CAB']),
    (r'[ab]c{0,2}(((?:a)?){1,3}?c*?a{2}|^a*|a)', M, ['\naaacbb', 'bcaaa']),
    ('(?(1)x|y)(a)b', 0, ['yaXxab', 'xab']),
    # alternation
    ('cat|dog|bird', 0, ['hotdog catbird', 'cow']),
    ('a|ab|abc', 0, ['abc', 'xabc']),
    ('(abc|ab|a)c?', 0, ['abcc', 'ac']),
    ('x(?:|y|yz)z', 0, ['xz', 'xyz', 'xyzz']),
    ('foo|[fb]ar|b.z', 0, ['far bar baz foo biz']),
    ('ag[act]t|tt(?:g|c)a', 0, ['agatttcaagctttga']),
    # repeats
    ('ab*c', 0, ['ac', 'abbbc', 'abb', 'zabc']),
    ('ab+c', 0, ['ac', 'abbbc', 'ababc']),
    ('ab?c', 0, ['ac', 'abc', 'abbc']),
    ('ab{2,3}c', 0, ['abc', 'abbc', 'abbbc', 'abbbbc']),
    ('ab{2}', 0, ['abbb', 'ab']),
    ('ab{,2}?b', 0, ['abbb', 'ab', 'a']),
    ('a{0}b', 0, ['aab']),
    ('a*?', 0, ['aaa', '']),
    ('a+?b', 0, ['aaab', 'aab']),
    ('<.*>', 0, ['<a><b>', '<', 'x<a>y>']),
    ('<.*?>', 0, ['<a><b>', '<', 'x<a>y>']),
    ('<[^>]*>', 0, ['<a><b', '<>']),
    ('.*x', 0, ['axbxc', 'no\nx', 'none']),
    ('.*?x', 0, ['axbxc', 'no\nx', 'none']),
    (r'\s+$', 0, ['a b   ', 'a   b', '  \n']),
    ('(?:ab)*', 0, ['ababa', 'ba']),
    ('(?:ab)+?', 0, ['abab', 'b']),
    ('(?:ab){2}', 0, ['ababab', 'ab']),
    ('(?:ab){1,2}c', 0, ['abababc', 'c']),
    ('(?:ab){2,}?b', 0, ['abababb', 'ababb']),
    ('(?:a|bc){2,4}', 0, ['abcabca', 'bca', 'bc']),
    ('(?:a?){3}b', 0, ['aab', 'aaaab', 'b']),
    ('(?:a?)*?y', 0, ['z', 'aay']),
    ('(?:a?b?)*c', 0, ['abbac', 'abba']),
    ('(?:(?:x|yy)*z)*w', 0, ['xyyzzw', 'xyz']),
    ('([ab]*?)(b)?c', 0, ['abbc', 'bc', 'c']),
    ('(a+|b)*', 0, ['ab', 'aabab']),
    ('(a+|b){0,}', 0, ['ab']),
    ('(a+|b)?', 0, ['ab']),
    ('(ab|ba)*?b', 0, ['abbab', 'b']),
    # positions
    ('^ab', 0, ['abab', 'cab', 'c\nab']),
    ('^ab', M, ['abab', 'cab', 'c\nab\nab']),
    ('^', M, ['', 'a\nb\n', '\n\n']),
    ('$', 0, ['', 'a\n', 'a\nb']),
    ('$', M, ['', 'a\nb\n']),
    ('ab$', 0, ['ab', 'ab\n', 'ab\n\n', 'abc']),
    (r'\Aab\Z', 0, ['ab', 'ab\n']),
    (r'\b\w', 0, ['one two', ' x', '']),
    (r'\B\w', 0, ['one two', ' x', '']),
    (r'\b', 0, ['a bc', '', '  ']),
    (r'\B', 0, ['a bc', '', '  ']),
    # assertions
    ('a(?=b)', 0, ['acab', 'aa']),
    ('a(?!b)', 0, ['abac', 'ab']),
    ('(?<=a)b', 0, ['bab', 'cb']),
    ('(?<!a)b', 0, ['bab', 'ab']),
    (r'(?<=\d{3})x', 0, ['12x123x']),
    ('(?=.*b)(?=.*c)a.*', 0, ['axbc', 'axc']),
    ('(?:(?=a)a|b)+', 0, ['abba']),
    ('(?!)|x', 0, ['x', '']),
    ('(?<=(a))(b)', 0, ['ab']),
    # group references
    (r'(\w+) \1', 0, ['the the cat', 'a bc bcd']),
    (r'(a?)(?:b\1)+', 0, ['abaa', 'bb']),
    (r'(?i)(Ab)\1', 0, ['aBAb']),
    ('(<)?x(?(1)>|!)', 0, ['<x>', 'x!', '<x!', 'x>']),
    ('(a)?(?(1)b)c', 0, ['abc', 'c', 'ac']),
    (r'(?P<q>[\'"]).*?(?P=q)', 0, ['say "it\'s" \'so\'']),
    (r'(?:(a)|b)\1', 0, ['aa', 'ba', 'b']),
    # case
    ('HeLLo', I, ['hello HELLO', 'help']),
    ('[a-m]+Z', I, ['ABCz', 'nZaz']),
    ('[^a-m]', I, ['AbN']),
    ('(?i)x|Y', 0, ['yX']),
    ('\xe9', I, ['\xc9\xe9']),
    (r'\w+', L, ['ab\xe9c']),
    ('\xe9\\b', L | I, ['\xc9\xe9']),
    # options in the pattern
    ('(?x) a  b # comment\n c', 0, ['abc']),
    ('(?s)a.b(?m)$', 0, ['a\nb\nc']),
    # as met in programs
    (r'(\d{4})-(\d\d?)-(\d\d?)(?:T(\d+):(\d+))?', 0, ['on 2010-07-03T10:00 or 2011-1-2']),
    (r'[a-zA-Z_]\w*|\d+(?:\.\d*)?|[-+*/()=]|\s+', 0, ['x1 = 3.14*(r_2 - 7)']),
    (r'"(?:[^"\\]|\\.)*"', 0, [r'say "a\"b" and "c', '""']),
    (r'<(/?)(\w+)((?:\s+\w+="[^"]*")*)\s*(/?)>', 0, ['<p class="x" id="y">text<br/></p >']),
    (r'^\s*(\w+)\s*[:=]\s*(.*?)\s*$', M, ['key = some value  \n other:x\n']),
    (r'(?:\d{1,3}\.){3}\d{1,3}', 0, ['host 127.0.0.1, 10.20.30']),
    (r'\b[\w.+-]+@\w+(?:\.\w+)+\b', 0, ['mail ann.b@example.org or x@y']),
    (r'%(?:\((\w+)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+))?([a-z%])', 0, ['%d %-5.2f %(name)s %%']),
    (r'\s*,\s*', 0, ['a , b,c ,, d']),
    (r'(\S+)\s+\1(?!\S)', 0, ['so so sos so']),
    ('(?:a|aa)+$', 0, ['aaaaaaaaaab', 'aaaa']),
    ('(?:a*)*b', 0, ['aaaaaaaaaa', 'aab']),
]

UNICODE_CASES = [
    (u'\u0436+', 0, [u'\u0436\u0436x']),
    (u'[\u0430-\u044f]+', 0, [u'ab\u043f\u0440z', u'\U0001f600']),
    (u'[^\u0430-\u044f]+', 0, [u'ab\u043f\u0440\U0001f600z']),
    (u'[\u0430\u0434\u4e2d\u0e01a]+', 0, [u'xa\u4e2d\u0e01\u0434\u0431']),
    (u'\u0416\u0423', I | U, [u'\u0436\u0443 \u0416\u0423', u'\u0436']),
    (u'[\u0410-\u042f]+', I | U, [u'\u0430\u0411z']),
    (u'[\u0410-\u042f]+', I, [u'\u0430\u0411z']),
    (u'\\w+', U, [u'\u4e2d\u6587 na\xefve_1', u'--']),
    (u'\\w+', 0, [u'\u4e2d\u6587 na\xefve_1', u'--']),
    (u'\\W+', U, [u'\u4e2d \u2014 x']),
    (u'\\d+', U, [u'12\u0663\u0664 x']),
    (u'\\s+', U, [u'a\u2003\u3000b\xa0c']),
    (u'\\S+', U, [u'a\u2003\u3000b\xa0c']),
    (u'\\b\u0436', U, [u'a\u0436 \u0436']),
    (u'\\b\u0436', 0, [u'a\u0436 \u0436']),
    (u'\u017f|k', I | U, [u'sS\u212aK']),
    (u'[\U00010400-\U00010427]', I | U, [u'\U00010428\U00010400']),
    (u'\U0001f600.', 0, [u'x\U0001f600\U0001f601', u'\U0001f600']),
    (u'(.)\\1', 0, [u'a\u4e2d\u4e2d']),
    (u'.*\u4e2d', 0, [u'ab\u4e2dc\u4e2dd', u'abc']),
    (u'.*?\u4e2d', 0, [u'ab\u4e2dc\u4e2dd', u'abc']),
    (u'\u4e2d|\u6587|ab', 0, [u'ab\u6587x\u4e2d']),
    (u'[^a]*a', 0, [u'\u4e2d\u6587a', u'\u4e2d']),
    (u'\u03c3', I | U, [u'\u03a3\u03c2\u03c3']),
    (u'na\xefve', I | U, [u'NA\xcfVE']),
    (u'na\xefve', I, [u'NA\xcfVE NA\xefVE']),
]


def own_table():
    for pattern, flags, subjects in CASES:
        for subject in subjects:
            record(pattern, flags, subject)
    for pattern, flags, subjects in UNICODE_CASES:
        for subject in subjects:
            record(pattern, flags, subject)
    for pos, endpos in [(1, BIG), (2, 4), (0, 3), (3, 3), (3, 1), (9, 9)]:
        for pattern in ['^a', 'a', 'a*', '', r'\b', r'\B', '$', '(?<=b)a', '(?=a)|', 'b(?=a)', 'x*?']:
            record(pattern, 0, 'abab\n', 'msf', pos, endpos)


class Maker(object):
    """Random patterns, with the features that interact: groups in loops, references, lazy repeats, assertions."""

    def __init__(self, rng, wide):
        self.rng = rng
        self.groups = 0
        self.closed = []
        self.wide = wide
        self.alphabet = u'ab\u0436\u4e2d' if wide else 'abc'

    def atom(self, depth):
        r = self.rng.random()
        ch = self.rng.choice(self.alphabet)
        if depth <= 0 or r < 0.35:
            return ch
        if r < 0.45:
            return self.rng.choice(['[ab]', '[^a]', '.', r'\w', '[bc]', r'\W', '[a-b]', '[^bc]', r'\d']) + ''
        if r < 0.52:
            return self.rng.choice(['^', '$', r'\b', r'\B', r'\A', r'\Z'])
        if r < 0.72:
            self.groups += 1
            mine = self.groups
            body = self.pattern(depth - 1)
            self.closed.append(mine)
            return '(%s)' % body
        if r < 0.86:
            return '(?:%s)' % self.pattern(depth - 1)
        if r < 0.92:
            if self.rng.random() < 0.5:
                return '(?%s%s)' % (self.rng.choice(['=', '!']), self.pattern(depth - 1))
            return '(?<%s%s)' % (self.rng.choice(['=', '!']), ''.join(self.rng.choice(self.alphabet) for _ in 'xy'[:self.rng.randint(1, 2)]))
        if self.closed and r < 0.97:
            return '\\%d' % self.rng.choice(self.closed)
        if self.closed:
            return '(?(%d)%s|%s)' % (self.rng.choice(self.closed), ch, self.rng.choice(self.alphabet))
        return ch

    def item(self, depth):
        atom = self.atom(depth)
        r = self.rng.random()
        if r < 0.6 or atom[:1] in '^$' or atom[:2] in (r'\b', r'\B', r'\A', r'\Z'):
            return atom
        return atom + self.rng.choice(['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}', '{2,}', '{1,3}?', '{2,}?'])

    def pattern(self, depth):
        n = self.rng.choice([1, 1, 1, 2, 2, 3])
        return '|'.join(''.join(self.item(depth) for _ in range(self.rng.randint(0 if n > 1 else 1, 3)))
                        for _ in range(n))


def fuzz(seed, count):
    rng = random.Random(seed)
    done = 0
    while done < count:
        wide = rng.random() < 0.15
        maker = Maker(rng, wide)
        pattern = maker.pattern(rng.choice([1, 2, 3, 3]))
        flags = rng.choice([0, 0, 0, I, S, M, S | M]) | (rng.choice([0, U]) if wide else 0)
        try:
            re.compile(pattern, flags)
        except (re.error, OverflowError, AssertionError):
            continue
        done += 1
        for _ in range(4):
            pool = u'aabb\u0436\u4e2d\n-' if wide else 'aaabbbccA\n-'
            subject = (u'' if wide else '').join(rng.choice(pool) for _ in range(rng.choice([rng.randint(0, 9), rng.randint(0, 9), 40])))
            record(pattern, flags, subject)


def retests():
    from test import re_tests
    for case in re_tests.tests:
        pattern, subject = case[:2]
        try:
            re.compile(pattern)
        except re.error:
            continue
        for flags in (0, I):
            record(pattern, flags, subject)
            if isinstance(pattern, unicode) or isinstance(subject, unicode):
                continue
            try:
                wide = unicode(pattern)
                re.compile(wide, U | flags)
            except (UnicodeDecodeError, re.error):
                continue
            record(wide, U | flags, unicode(subject, 'latin-1') + u'\u4e2d')


if __name__ == '__main__':
    signal.signal(signal.SIGALRM, too_slow)
    if sys.argv[1:2] == ['fuzz']:
        fuzz(int(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ['retests']:
        retests()
    else:
        own_table()
