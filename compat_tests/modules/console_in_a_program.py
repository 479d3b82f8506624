# code and codeop: what is complete, what is shown.
import code
import codeop
import sys

for text in ('', '# c', 'x', 'x = (', 'if 1:', 'if 1:\n  pass', 'if 1:\n  pass\n', 'def f(:', '"""a', 'a b', 'for i in', 'try:\n  x\n', '1\\', 'print "a', '@d'):
    try:
        print repr(text), codeop.compile_command(text) is not None
    except SyntaxError as problem:
        print repr(text), problem.msg
sys.stderr = sys.stdout
console = code.InteractiveConsole({'__name__': 'n'})
for line in ['x = 1', 'x', 'if x:', '  print "in"', '', '1/0', 'def f(:', 'print "a",', 'from __future__ import division', '1/2', 'raise KeyboardInterrupt', '__name__']:
    print console.push(line)
try:
    console.push('raise SystemExit(3)')
except SystemExit as problem:
    print 'exit', problem
lines = iter(['a = [', '1]', 'a', 'for i in a: print i', '', 'def g():', '  x = (', '2)', '  return x', '', 'g()'])


def read(prompt):
    sys.stdout.write(prompt)
    for line in lines:
        print line
        return line
    raise EOFError


code.interact('banner', read, {})
