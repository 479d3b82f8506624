"""Records CPython 2.7's syntax errors for the programs below: writes recorded.tsv.

Each line has: mode, origin, source, and then either `ok` or class, message, line, offset, text. Run by CPython 2.7 in
this folder. A file is compiled under the name `module.py`.
"""
import _ast
import imp
import os
import sys

PROGRAMS = [
    'if 1:\nx\n', 'if 1:\n\n\n', 'if 1:\n# c\n', 'if 1:\n    x\n  y\n', 'if 1:\n  x\n    y\n', '  x\n', '\tx\n',
    'x\n  y\n', 'if 1:\n    x\n\ty\n', 'if 1:\n        x\n\ty\n', 'if 1:\n\tx\n        y\n', 'if 1:\n\tx\n    y\n',
    'if 1:\n  if 2:\n    x\n y\n', 'if 1:\n  x\n y\n', '\x0cif 1:\n  x\n\x0c  y\n', '  \x0cx\n',
    '# vim:ts=4\nif 1:\n    x\n\ty\n', '# -*- tab-width: 4 -*-\nif 1:\n    x\n\ty\n', '# set tabsize=99\nif 1:\n        x\n\ty\n',
    'try:\n  x\n', 'try:\n  x\ny\n', 'try:\n  x\nelse:\n  y\n', 'try:\n  x\nexcept:\n  y\nexcept x, 1:\n  z\n',
    'try:\n  x\nexcept x as f():\n  1 = 2\n', 'try:\n  x\nexcept x as y as z:\n  z\n', 'try:\n  x\nexcept x, y, z:\n  z\n',
    'try:\n  x\nfinally:\n  y\nexcept:\n  z\n', 'try:\n  x\nfinally:\n  y\nelse:\n  z\n',
    'try:\n  1 = 1\nexcept:\n  2()\n', 'try:\n  x\nexcept 1 = 1:\n  y\n',
    # Which of several errors comes first.
    'if x:\n  1 = 1\nelif y:\n  f() = 1\nelif z:\n  -x = 1\nelse:\n  None = 1\n', 'if x:\n  1 = 1\nelif y:\n  f() = 1\nelse:\n  None = 1\n',
    'if x:\n  1 = 1\nelif y:\n  y\nelse:\n  None = 1\n', 'if x:\n  1 = 1\nelse:\n  None = 1\n', 'if x:\n  1 = 1\nelif y:\n  f() = 1\n',
    'while x:\n  1 = 1\nelse:\n  None = 1\n', 'for x in y:\n  1 = 1\nelse:\n  None = 1\n', 'for 1 in f(a=1, b):\n  x() = 1\n',
    'try:\n  x\nexcept x, 1:\n  y\nelse:\n  None = 1\nfinally:\n  f() = 1\n', 'try:\n  x\nexcept x, 1:\n  y\nfinally:\n  f() = 1\n',
    'try:\n  x\nexcept f(a=1, b), 1:\n  2 = y\n', 'with x as 1:\n  f() = 1\n', 'with x as 1, y as f():\n  pass\n', 'with f(a=1, b) as 1:\n  pass\n',
    '@f(a=1, b)\ndef None(): pass\n', 'def None(x=f(a=1, b), y): pass\n', 'class None(f(a=1, b)): pass\n', 'def f(x, (None)=f(a=1, b)): pass\n',
    'x = f(1,\n  2=3,\n  4)\n', 'x = f(1,\n  a=3,\n  4)\n', 'f(\n1, x for x in y)\n', '(1,\n2) = x\n', 'x = (1\n) = y\n', 'del (x,\n1)\n',
    '[1,\n2] = 3\n', 'f(a=1,\n\n\nb)\n', '1 = 1\nx x\n', '1 = 1\n"\n', 'f() = 1\n$\n', 'x = [\n1\n= 2]\n',
    '(a,\nb,\nNone) = 1\n', 'f(a,\nNone=1)\n', 'def f(a,\nNone): pass\n', 'def f(a,\n(b, None)): pass\n', 'def f(a,\n*None): pass\n', 'class x: pass\nclass \\\nNone: pass\n',
    'import a, \\\nb as None\n', 'from a import (b,\nNone)\n', 'from a import b, \\\nNone,\n', 'f(%s)' % ', '.join('a%d' % i for i in range(256)), 'f(%s)' % ', '.join('a%d' % i for i in range(255)),
    'f(%s, 1=2)' % ', '.join('a%d' % i for i in range(255)), 'f(%s, *b, **c)' % ', '.join('a%d' % i for i in range(255)),
    # Multi-line text and offsets.
    'x = """a\nb""" c\n', 'x = (1,\n"""a\nb""" c)\n', 'x = """a\n', 'x = """a', 'x = """\na\nb\n', 'x = """\na\nb', 'x = "a\\\nb\n', 'x = "a\\\nb" c\n', "x = '''a\\", 'x = (\n', 'x = (1,\n2\n', 'x = (1,\n2', 'f(\n\n\n',
    'x = [1,\n2\ny = 3\n', 'x = {1: 2,\n3 4}\n', '"""a\n\\x""" \'\\x\'\n', 'u"""a\n\\x"""\n', 'x = 1 + \\\n  2 3\n', 'x = 1 + \\\n\n', 'x = 1 + \\', 'x = \\ \n1\n', 'x\\\n', 'if x: \\\n', 'if x:\n  y \\\n\nz z\n',
    'x = 1\r\ny y\r\n', 'x = 1\ry y\r', 'x = 1\r\r\ny y', 'x = "a\rb"', '\r\n\r\n x', 'x = """\r\n""" y', 'x = \\\r\n1 2',
    'class x:\n  def y(self):\n    z z\n', 'class x:\n', 'class x:\n  def y(self):\n', 'class x:\n  def y(self):\n  z\n', 'def f():\n  """doc"""\n x\n', '@x\n', '@x\n\n\n', '@x\ny\n', '@x\n  def y(): pass\n', '@x\n@y\nclass z: pass\n', '@x\nif y: pass\n',
    'if 1: x\n  y\n', 'if 1: x; y\nelse z\n', 'if 1:\n  x\nelse:\ny\n', 'if 1:\n  x\n  else:\n  y\n', 'for x in y:\n  z\nelif w:\n  v\n', 'while 1: x\nelse: y\nelse: z\n', 'if 1: if 2: x\n', 'if 1: x else: y\n', 'if 1: def f(): pass\n', 'lambda: x\ny z\n', 'x;\ny;;\n',
    # The end of input.
    '', '\n', ' ', '\t\n', '#', '# c\n', 'x', 'x\n', '\n\n\nx', 'x\n\n\n', 'if 1:\n  x', 'if 1:\n  x\n', 'if 1:\n  x\n ', 'if 1:\n  x\n #', 'if 1:\n  x\n\n  # c', 'if 1:\n  if 2:\n    x', 'if 1: x', '  ', '  # c', 'if 1:', 'if 1:\n', '(', 'x +', 'x\ny +', 'x\n(', 'x\nif y:', 'def f():\n  return (1 +\n',
    # Bytes and encodings.
    'x = \xe9\n', 'x = "\xe9"\n', 'u"\xe9"\n', '\n\nx = "\xe9" y\n', 'x y\n"\xe9"\n', '# \xe9\n', '\xe9', '"\xc3" u"a"\n', 'u"a" "\xc3"\n', 'u"a" "b" \'\\xe9\'\n',
    '# coding: utf-8\nx = u"\xc3\xa9" y\n', '# coding: utf-8\nx = u"a\xff"\n', '# coding: utf-8\nx = u"\xc3"\n', '# coding: utf-8\nx = u"\xe2\x82x"\n', '# coding: utf-8\nx = "\xff"\n', '# coding: utf-8\nx = ur"\\\xc3\xa9\\u12"\n', '# coding: utf-8\nx = u"\\\xc3\xa9\\x"\n', '# coding: utf-8\n\xc3\xa9 = 1\n', '# coding: utf-8\nx = u"\xed\xa0\x80" y\n',
    '# coding: latin-1\nx = u"\xe9" y\n', '# coding: latin-1\nx = "\xe9" y\n', '# coding: iso-8859-15\nx = u"\xa4" y\n', '# coding: iso-8859-15\nx = "\xa4", u"\xa4\\x"\n', '# coding: iso-8859-15\n"""\xa4\n\xa4""" y\n', '# coding: ascii\nx = 1\n', '# coding: ascii\nx = "\xe9"\n', '# coding: utf8\nx = "\xff"\n', '# coding: utf8\nx = "\xc3\xa9" y\n', '# coding: foo\nx\n', '\n# coding: foo\nx\n', 'x\n# coding: foo\nx\n', '# coding: foo', '# coding: utf-8\n# coding: foo\nx\n', '# coding: \n# coding: foo\n', '#\xe9 coding: foo\n',
    '\xef\xbb\xbfx y\n', '\xef\xbb\xbf# coding: utf-8\nx y\n', '\xef\xbb\xbf# coding: latin-1\nx\n', '\xef\xbb\xbf', '\xef\xbb\xbf\xef\xbb\xbfx', '\xef\xbbx', 'x\xef\xbb\xbf', '"\\N{EURO SIGN}"',
]

# Nesting: pieces between `#`, each with the number of times it is repeated.
NESTED = r'''
(*99#)*99
(*100#)*100
[*99#]*99
[*100#]*100
(*98#x*1#)*98
(*99#x*1#)*99
(*100
(*100#\n*1
(*99#\n*1
((*50
{*98#}*98
`*3
-*1480#x*1
-*1481#x*1
-*1480#1*1
-*1481#1*1
-*1483#1*1
-*1500#x*1
~*1481#x*1
not *1480#x*1
not *1481#x*1
x***739#x*1
x***740#x*1
x***741#x*1
lambda: *740#x*1
lambda: *741#x*1
lambda: *739#x*1
lambda: *738#x*1
x if y else *1480#x*1
x if y else *1481#x*1
f(*90#)*90
f(*92#x*1#)*92
f(*93#x*1#)*93
f(*94#x*1#)*94
f(*94#)*94
f(*95#)*95
f[*93#x*1#]*93
f[*92#x*1#]*92
f[*94#x*1#]*94
f[*87#::x*1#]*87
f[::*86#x*1#]*86
f[::*87#x*1#]*87
f[::*88#x*1#]*88
{1:*98#x*1#}*98
{1:*99#x*1#}*99
{*99#}*99
{*100#}*100
def f*1#(*700#x*1#)*700#: pass*1
def f*1#(*748#x*1#)*748#: pass*1
def f*1#(*747#x*1#)*747#: pass*1
def f*1#(*746#x*1#)*746#: pass*1
def f*1#(*745#x*1#)*745#: pass*1
def f*1#(*749#x*1#)*749#: pass*1
[x for x in y*1# if z*732#]*1
[x for x in y*1# if z*733#]*1
[x for x in y*1# if z*734#]*1
[x for x in y*1# if z*731#]*1
[x for x in y*1# if z*730#]*1
[x for x in y*1# if z*729#]*1
(x for x in y*1# for z in w*733#)*1
(x for x in y*1# for z in w*732#)*1
(x for x in y*1# for z in w*731#)*1
(x for x in y*1# for z in w*730#)*1
(x for x in y*1# for z in w*734#)*1
(x for x in y*1# for z in w*729#)*1
(x for x in y*1# if z*731#)*1
(x for x in y*1# if z*732#)*1
@x\ndef f(): return *1#(*98#x*1#)*98
@x\ndef f(): return *1#(*97#x*1#)*97
def f(): return *1#(*98#x*1#)*98
x = yield *1#(*98#x*1#)*98
yield *1#(*98#x*1#)*98
raise *1#(*98#x*1#)*98
print *1#(*98#x*1#)*98
print *1#(*99#x*1#)*99
for *1#(*99#x*1#)*99# in y: z*1
for *1#(*98#x*1#)*98# in y: z*1
(*98#yield*1#)*98
(*99#yield*1#)*99
(*99#yield x*1#)*99
exec *1#(*99#x*1#)*99
exec *1#(*98#x*1#)*98
class x(*1#(*98#x*1#)*98#): y*1
class x(*1#(*97#x*1#)*97#): y*1
with *1#(*98#x*1#)*98#: y*1
with x as *1#(*98#x*1#)*98#: y*1
with x as *1#(*99#x*1#)*99#: y*1
assert *1#(*98#x*1#)*98
def f(x=*1#(*98#x*1#)*98#): y*1
def f(x=*1#(*97#x*1#)*97#): y*1
@x(*1#(*97#x*1#)*97#)\ndef f(): y*1
@x(*1#(*98#x*1#)*98#)\ndef f(): y*1
lambda x=*1#(*97#x*1#)*97#: y*1
lambda x=*1#(*96#x*1#)*96#: y*1
lambda x=*1#(*98#x*1#)*98#: y*1
return *1#(*98#x*1#)*98
return *1#(*99#x*1#)*99
'''

EVALS = ['', '\n', ' ', ' 1', '\t1', '1', '1\n', '1\n\n', '1\n\n\n 2', '1\n2', '1 +', '(1', '(1\n', '(1\n2', 'x=1', 'x==', 'lambda', 'lambda:', 'lambda x', '"a', '"""a', '"""a\n', "'a\\", "'a\\\n", '# c', '1 # c', '1;', '1,', ',', '1 2', '1 "a"', '1 ""', '1 """a"""', '1e', '1 1e', '0x', '1e+', '1 \\', '1 \\\n', '1 \\ 2', 'yield', '(yield)', 'print', 'print 1', 'x y', 'x.', 'x..', 'f(', 'f(x', 'f(x=', 'f(x y', '[x for', 'if', 'pass', 'x if', 'x if y', 'x if y else', 'not', '1 <', '1 <<', '1 <<=', '1 <<= ', '1 **=', '1 +=', '1 <>', '1 >', '1 !', '$', '\xe9', 'u"\xe9"', '1\n$', '(\n$', '(' * 100, '(' * 101, '(' * 99, '1\r', '1\r\n2', '# coding: foo', '# coding: foo\n1', '"\\x"', 'f(1=2)', 'f(a=1, b)', '1L', '1 L', '1LL', '1j', '1 j j', 'a b\n', '1 2\n', '\n1', '\\\n1', '1 if 2 else 3 4', '()', '(,)', '()()', '((', 'x[', 'x[1', 'x[1:', '{', '{1', '{1:', '{1:2', '`', '`1', '-', '~', 'x**', 'a.b.', 'a.b c']

SINGLES = ['', '\n', '\n\n', ' ', '# c', '# c\n', '1', '1\n', 'x=1\ny=2', 'a\nb c', 'a b\n', 'if 1:', 'if 1:\n', 'if 1:\n  x', 'if 1:\n  x\n', 'if 1:\n  x\n\n', 'if 1:\n  x\n\ny y\n', 'if 1:\n  x\ny\n', 'if 1:\n  x\ny', 'if 1:\n  x\nelse:', 'if 1:\n  x\nelse:\n', 'if 1: x', 'if 1: x\n', 'if 1: x\n\n', 'if 1: x\ny', '(', '(\n', '(\n1', '(1\n)', 'x = 1;', 'x = 1; y', 'x = 1; y\n', '"""a', '"""a\n', '"""a\nb"""', '@a', '@a\n', '@a\ndef f():', '@a\ndef f():\n', '@a\ndef f(): pass', '@a\ndef f(): pass\n', 'def f():\n  """a\n  x', 'class x:\n  def y(self):\n    z', 'class x:\n  def y(self):\n    z\n', 'class x:\n  def y(self):\n    z\n\n', 'try:\n  x', 'try:\n  x\n', 'try:\n  x\nexcept:\n  y\n', '1 \\', '1 \\\n', '1 \\\n+ 2', '1 +', '1 +\n', ' 1', ' 1\n', 'while 1:\n  x\n y\n', 'while 1:\n  x\n    y\n', 'pass', 'print', 'print 1,', '1 = 2', '1 = 2\nx x', 'for x in y: pass\n', 'x = [', 'x = [\n', 'x = [1,\n2', 'x = [1,\n2]', 'lambda', 'lambda: (', "'a", "'a\n", "'a\\", "'a\\\n", '$', 'x $\n', 'x\n$', 'if $', 'if 1:\n  $', 'if 1:\n$', 'from __future__ import braces', 'from __future__ import division', 'x; from __future__ import division', '\r\n', '1\r\n', '1\r2 2']


def decode(line):
    return line.decode('string_escape')


def error_of(call):
    try:
        call()
    except SyntaxError as e:
        return e
    except (ValueError, MemoryError, OverflowError, SystemError) as e:
        return e
    return None


def record(mode, origin, source, flags=0):
    if origin == 'file':
        with open('module.py', 'wb') as f:
            f.write(source)
        error = error_of(lambda: imp.load_source('module', 'module.py'))
        for name in ('module.py', 'module.pyc'):
            if os.path.exists(name):
                os.remove(name)
    else:
        error = error_of(lambda: compile(source, 'f', mode, _ast.PyCF_ONLY_AST | flags, True))
        if error is None and '__future__' in source:
            error = error_of(lambda: compile(source, 'f', mode, flags, True))
            if error is not None and 'f' not in str(error) and 'chance' not in str(error):
                error = None
    fields = [mode, origin, source]
    if error is None:
        fields.append('ok')
    else:
        fields.append(type(error).__name__)
        if isinstance(error, SyntaxError):
            text = error.text if error.offset is not None else None
            fields += [error.msg, str(error.lineno), str(error.offset), '-' if text is None else '=' + text]
        else:
            fields.append(str(error))
    return fields, error


def main():
    with open('statements.txt') as f:
        programs = f.read().split('\n')[:-1] + PROGRAMS
    rows = []
    for source in programs:
        row, error = record('exec', 'str', source)
        rows.append(row)
        row, unicode_error = record('exec', 'unicode', source.decode('latin-1')) if not source.isalnum() and max(source or 'a') > '\x7f' else (None, None)
        if row:
            row[2] = row[2].encode('utf-8')
            rows.append(row)
        # What parses would be run.
        if source and len(source) < 200 and (isinstance(error, SyntaxError) and error.offset is not None or max(source) > '\x7f'):
            row, file_error = record('exec', 'file', source)
            if file_error is None or isinstance(file_error, SyntaxError):
                rows.append(row)
    for nested in NESTED.split('\n')[1:-1]:
        pieces = [piece.rsplit('*', 1) for piece in nested.decode('string_escape').split('#')]
        row = record('exec', 'str', ''.join([text * int(count) for text, count in pieces]))[0]
        if row[3] != 'ok' and row[3] != 'MemoryError':
            row[-1] = '-'
        rows.append(['nested', 'str', nested.decode('string_escape')] + row[3:])
    for source in EVALS:
        rows.append(record('eval', 'str', source)[0])
    for source in SINGLES:
        rows.append(record('single', 'str', source)[0])
        row = record('single', 'str', source, 0x200)[0]
        row[1] = 'codeop'
        rows.append(row)
    with open('recorded.tsv', 'w') as f:
        for row in rows:
            f.write('\t'.join([field.encode('string_escape') for field in row]) + '\n')


if __name__ == '__main__':
    main()
