# options of the command: -c, -m, -E, -O, -S, -i, - and their effects on sys
import subprocess, sys
def run(*args, **kw):
    p = subprocess.Popen([sys.executable] + list(args), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out = p.communicate(kw.get('input', ''))[0]
    out = out.replace(sys.executable, 'PYTHON').replace(sys.executable.rpartition('/')[2] + ':', 'PYTHON:')
    print p.returncode, out,
    if not out.endswith('\n'): print
run('-c', 'import sys; print sys.argv, __name__', 'a', '-b')
run('-', 'x', input='import sys; print sys.argv')
run(input='print "from stdin"')
run('-S', '-c', 'import sys; print "site" in sys.modules')
run('-O', '-c', 'assert 0; print __debug__')
run('-c', 'assert 0')
run('-c', 'import sys; sys.exit(4)')
run('-c', 'print 1/0')
run('-c', 'x = = 1')
run('-m', 'no_such_module_at_all')
run('-Q', 'new', '-c', 'print 1 / 2')
run('-W', 'error', '-c', 'import warnings\ntry:\n    warnings.warn("x")\nexcept UserWarning as e:\n    print "raised", e')
run('-B', '-c', 'import sys; print sys.dont_write_bytecode')
run('-u', '-c', 'import sys; sys.stdout.write("unbuffered\\n")')
run('-tt', '-c', 'print 2')
run('-3', '-c', 'print 3')
run('-E', '-s', '-c', 'import sys; print sys.flags.ignore_environment, sys.flags.no_user_site')
run('/nonexistent/program.py')
