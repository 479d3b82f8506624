# messages and positions of syntax errors
cases = ['x = ', 'if x', 'def f(:', 'for in y: pass', 'print >>', 'a b', '(1', '1)', 'return 1', 'yield 1', 'break', 'continue',
         'class', 'x +', 'f(a=1, 2)', 'f(**k, *a)', 'f(a=1, a=2)', 'def f(a, a): pass', 'def f(a=1, b): pass', '5 = x',
         'f() = 1', 'None = 1', 'x + 1 = 2', '[a, 1] = x', 'del f()', 'lambda: x = 1', '"abc', "'''abc", 'x = 08', '@d\nx = 1',
         'import a.b as', 'from x import', 'from . import *\nx', 'def f():\n  return 1\n yield', 'if 1:\npass', '  x = 1',
         'if 1:\n    a\n  b', 'x = 1 +\\', 'try:\n  pass', 'try: pass\nelse: pass', 'with x as 1: pass', 'global x', 'exec',
         'print x,, y', 'assert', 'raise a, b, c, d', 'def f():\n  return 1\n  yield 2', 'f(x for x in y, 1)', 'a = yield',
         'def f():\n    from x import *\n    def g(): y', 'x = {1: 2, 3}', '`x', '$', '?', 'a ! b', 'from __future__ import nothing',
         'x = 1\nfrom __future__ import division', 'def f(None): pass', 'class None: pass', 'import None', 'f(None=1)', 'x.None = 1',
         'for None in x: pass', 'i = 0\n    j = 1', 'def f():\n\tx\n        y\n', 'while 1: continue\nelse: break',
         'def f():\n  try: pass\n  finally:\n    for x in y: continue\n    continue', '(x for x in y) = 1', '() = 1', 'x if y else z = 1',
         'not x = 1', 'f(x) += 1', '(a, b) += 1', 'u"\\N{nope}"', '"\\x4"', 'u"\\u12"', '__debug__ = 1', 'def f(__debug__): pass']
for c in cases:
    try:
        compile(c, '<c>', 'exec')
        print repr(c), 'compiles'
    except SyntaxError as e:
        print repr(c), type(e).__name__, e.msg, e.lineno, e.offset
    except ValueError as e:
        print repr(c), type(e).__name__, e
