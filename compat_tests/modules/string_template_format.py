# string module: Template, Formatter, constants, capwords, maketrans
import string
print string.letters[:5], string.digits, string.hexdigits, repr(string.whitespace), string.punctuation, string.capwords('a  bC d'), string.Template('$a ${b}x $$ $c').safe_substitute(a=1, b=2), string.Template('$a').substitute({'a': 5}), string.join(['a', 'b'], '-'), string.atoi('12'), string.zfill('5', 3), string.upper('a'), string.Formatter().format('{0} {x}', 1, x=2), list(string.Formatter().parse('a{b!r:c}{{d')), string.ascii_lowercase[-3:], string.replace('aa', 'a', 'b', 1), string.split('a b'), string.find('abc', 'c')
for e in ('string.Template("$a").substitute()', 'string.Template("$").substitute()', 'string.Template("${a").substitute(a=1)', 'string.maketrans("a", "bc")', 'string.atoi("x")'):
    try:
        print eval(e)
    except (KeyError, ValueError) as x:
        print e, '->', type(x).__name__, x
