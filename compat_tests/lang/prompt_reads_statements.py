# -i with input from a pipe: when a statement is whole, what is refused at once, what the end of input does
import os, subprocess, sys

SESSIONS = ['1\nNone\n_\n', 'if 1:\n  2\n\n3\n', 'if 1:\n  print 3', 'def f(): return 3\nf()\n', '# c\n1\n', '   \n1\n', '@f\n\n', '@f',
            'x = [\n\n1]\nx\n', 'if 1:\n  x = 1\n  \n  y = 2\nx\n', 'class A:\n  x = 1\n\n  y = 2\n', '"abc\n1\n', '1 2\n3\n',
            'for i in range(2):\n  i\n  print i,\n\n1\n', '"\xe9"\nu"\xe9"\n', 'x = (1,\n', 'x = """\nabc\n', 'if 1: 2\nelse: 3\n\n4\n',
            'x = raw_input("p")\nhello\nx\n', 'import sys; sys.stdin.readline()\nabc\n1\n', 'import sys\nsys.ps1 = "P"\nsys.ps2 = "C"\n(1,\n2)\n',
            'import sys\ndel sys.ps1\n1\n', 'from __future__ import division\n1/2\n', 'from __future__ import print_function\nprint(1)\n',
            'raise SystemExit(3)\n1\n', '1/0\n2\n', 'import sys\nsys.displayhook = None\n1\n2\n']
for session in SESSIONS:
    child = subprocess.Popen([sys.executable, '-i'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.communicate(session)
    print repr(session), child.returncode
    print out + '|'
    lines = [line for line in err.split('\n') if not line.startswith(('Python 2.7', '[', 'Type "help"'))]
    print '\n'.join(lines) + '|'
    sys.stdout.flush()
