# sys.exit() of a tuple that nobody catches prints the tuple; sys.tracebacklimit cuts what is printed
import os, subprocess, sys
for code in ('sys.exit(("a",))', 'sys.exit(())', 'sys.exit((1, 2))', 'raise SystemExit("a")', 'raise SystemExit(("a",))',
             'try: sys.exit(("a",))\nexcept SystemExit, e: print repr(e.code), e.args',
             'sys.tracebacklimit = 1\ndef f(): 1/0\nf()', 'sys.tracebacklimit = 0\ndef f(): 1/0\nf()'):
    child = subprocess.Popen([sys.executable, '-c', 'import sys\n' + code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print repr(code), child.communicate(), child.returncode
