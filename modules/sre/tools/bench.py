"""Times CPython 2.7's engine on typical work, for examples/bench.rs to compare with.

    python2.7 bench.py > FILE;  cargo run --release -p sre --example bench FILE

Each line: name, nanoseconds per call, flags, groups, code, mode, subject (hex), result count. Mode s is search, m match,
f finditer.
"""
import random
import re
import sys
import time

from record import code_of


def measure(call):
    n = 1
    while True:
        start = time.clock()
        for _ in xrange(n):
            call()
        took = time.clock() - start
        if took > 0.05:
            return took / n * 1e9
        n *= 4


def emit(name, pattern, subject, mode, flags=0):
    code, groups, flags = code_of(pattern, flags)
    rx = re.compile(pattern, flags)
    if mode == 'f':
        def call():
            for _ in rx.finditer(subject):
                pass
        count = len(list(rx.finditer(subject)))
    else:
        method = rx.search if mode == 's' else rx.match
        call = lambda: method(subject)
        count = int(method(subject) is not None)
    print '\t'.join([name, '%.0f' % measure(call), str(flags), str(groups), ' '.join('%d' % c for c in code), mode,
                     subject.encode('hex') or '-', str(count)])


def main():
    rng = random.Random(1)
    dna = ''.join(rng.choice('acgt') for _ in xrange(200000))
    for pattern in ['agggtaaa|tttaccct', '[cgt]gggtaaa|tttaccc[acg]', 'agg[act]taaa|ttta[agt]cct', 'B', 'ac', '[ct]{4}a+g']:
        emit('dna ' + pattern, pattern, dna, 'f')
    words = 'the quick brown fox jumps over a lazy dog near old mill river stone 42 1999 x_1 Mr. Smith'.split()
    text = '\n'.join(' '.join(rng.choice(words) for _ in xrange(12)) for _ in xrange(2000))
    for pattern, flags in [
            (r'\w+', 0), (r'\b\w+\b', 0), (r'[a-z]+ing|fox', 0), ('river', 0), ('(?i)RIVER', 0), (r'\d{4}', 0),
            ('^.*fox.*$', re.M), (r'(\w+) (\w+)', 0), ('fox|dog|mill', 0), (r'\s+', 0), (r'[^ \n]+', 0),
            (r'(?:the|a|old) (quick|lazy) ', 0), (r'.*?stone', 0), (r'\b([A-Z])\w*\.', 0), ('x', 0), ('zebra', 0),
            (r'(o)(.)\2?', 0)]:
        emit('text ' + pattern, pattern, text, 'f', flags)
    pad = '-' * 500
    for pattern, subject in [
            ('Python|Perl', pad + 'Perl' + pad), ('(Python|Perl)', pad + 'Perl' + pad), ('Python', pad + 'Python' + pad),
            ('.*Python', pad + 'Python' + pad), ('.*Python.*', pad + 'Python' + pad), ('Python|Perl|Tcl', pad + 'Tcl' + pad),
            (r'(Python)\1', pad + 'PythonPython' + pad), ('([0a-z][a-z0-9]*,)+', 'a5,b7,c9,' * 60),
            ('(?:[a-z][a-z0-9]*,)+', 'a5,b7,c9,' * 60), ('.*P.*y.*t.*h.*o.*n.*', pad + 'Python' + pad),
            ('(?:a|ab)*c', 'ab' * 200 + 'c'), ('(a+|b)*c', 'aab' * 100 + 'c'), (r'^\s*|\s*$', ' ' * 10 + 'x' * 30),
            (r'^(\w+)\s*=\s*(.*?)\s*$', 'some_key = a value with words   '), (r'(\d+)-(\d+)-(\d+)', 'on 2010-07-03 at'),
            (r'"(?:[^"\\]|\\.)*"', 'say "' + 'abc\\"' * 20 + '"'), (r'&[a-z]+;', 'plain text without any entity'),
            (r'(((\w+)://)([^/:]*)(:(\d+))?)?([^#?]*)(\?([^#]*))?(#(.*))?', 'http://www.example.org:80/a/b?c=d#e')]:
        emit('short ' + pattern, pattern, subject, 's')


if __name__ == '__main__':
    main()
