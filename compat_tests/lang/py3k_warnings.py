# -3, -Qwarn, -Qwarnall and -b: what is warned of, its category and line
import os, sys
PROGRAM = r'''
import warnings
def run(source):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        try:
            exec compile(source, '<f>', 'exec') in {}
        except Exception as e:
            print '   !', type(e).__name__, e
    print repr(source)
    for w in found:
        print '    ', w.category.__name__, w.lineno, w.filename, w.message
for source in SOURCES:
    run(source)
'''
SOURCES = [
    '`2`', '1 <> 2', '1/2', 'x=7;x/=2', '1L/2', '2/1.5', '1j/2', 'def f((a,b)): pass', 'def f((x)): pass', 'lambda (x,y):1',
    'True=1', 'def True():pass', 'class False: pass', 'def f(True):pass', 'for True in []: pass', 'nonlocal=1', 'dict(True=1)',
    '{}.has_key(1)', 'class A(object):\n  def __eq__(s,o):pass', 'class A:\n  def __eq__(s,o):pass',
    'class A(object):\n  __eq__=1;__hash__=None', "1<'a'", 'None<1', '[]<()', 'object()<object()', '{}<{}', '{}=={}',
    "cmp(1,'a')", 'int<str', 'int==str', 'len<abs', 'len==abs', 'class O:pass\nO()<O()', 'class O:pass\nO()<1',
    "sorted([1,'a'])", "max(1,'a')", "1 in ['a']", '[].sort(cmp)', 'sorted([],cmp)', 'sorted([],cmp=None)', "buffer('a')",
    'apply(int,())', 'reduce(int,[],0)', 'coerce(1,2)', "execfile('/dev/null')", 'import sys;sys.exc_clear()',
    "b'\\xff'", "# -*- coding: latin1 -*-\nb'\xff'", 'map(None,[1])', 'map(int,[1])', "open('/dev/null').softspace",
    "open('/dev/null').xreadlines()", 'class A(object):\n def __getslice__(s,i,j):pass\nA()[1:2]',
    'class A(object):\n def __setslice__(s,i,j,v):pass\nA()[1:2]=1', 'class A(object):\n def __delslice__(s,i,j):pass\ndel A()[1:2]',
    'class A:\n def __getslice__(s,i,j):pass\nA()[1:2]', '[1][0:1]', "class A:\n  __members__=['a']\ndir(A())",
    'import operator;operator.isCallable(1)', 'import operator;operator.div(1,2)',
    'Exception(1)[0]', 'Exception(1)[0:1]', "BaseException('a').message", '(1).__div__(2)', '1//2', 'divmod(1,2)',
    'f=lambda:1;g=lambda:2\nf.func_code<g.func_code', 'f=(lambda x:(lambda:x));a=f(1).func_closure[0];b=f(2).func_closure[0];a<b',
    "bytearray('a')==u'a'", 'class A: pass\nraise A, 1', 'try: raise IOError\nexcept (IOError, 1): 1',
]
import tempfile
fd, name = tempfile.mkstemp('.py')
os.write(fd, 'SOURCES = %r\n' % SOURCES + PROGRAM)
os.close(fd)
try:
    for option in ('-3', '-Qwarn', '-Qwarnall', '-b'):
        print option
        sys.stdout.flush()
        print os.popen('%s %s %s 2>&1' % (sys.executable, option, name)).read()
finally:
    os.unlink(name)
