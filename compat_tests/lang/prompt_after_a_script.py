# -i, PYTHONINSPECT and PYTHONSTARTUP: what the prompt has of the script, and what SystemExit does
import os, subprocess, sys, tempfile

folder = tempfile.mkdtemp()
os.chdir(folder)

def write(name, text):
    with open(name, 'w') as f:
        f.write(text)

def run(args, session, **env):
    child = subprocess.Popen([sys.executable] + args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             env=dict(os.environ, **env))
    out, err = child.communicate(session)
    lines = [line for line in err.split('\n') if not line.startswith(('Python 2.7', '[', 'Type "help"'))]
    print args, repr(session), child.returncode
    print out + '|'
    print '\n'.join(lines) + '|'

write('fails.py', 'x = 5\n1/0\n')
write('exits.py', 'import sys\nx = 6\nsys.exit(3)\n')
write('future.py', 'from __future__ import division\n')
write('start.py', 'y = 7\nprint "started"\n')
run(['-i', 'fails.py'], 'x\n__file__\nimport sys\nsys.last_value\n')
run(['-i', 'exits.py'], 'x\n')
run(['-i', 'future.py'], '1/2\n')
run(['-i', '-c', 'x = 1'], 'x\n')
run(['-c', 'x = 1'], 'x\n', PYTHONINSPECT='1')
run(['exits.py'], 'x\n', PYTHONINSPECT='1')
run(['-i'], 'y\n', PYTHONSTARTUP='start.py')
run(['-i'], 'y\n', PYTHONSTARTUP='fails.py')
run(['-i'], '1\n', PYTHONSTARTUP='absent.py')
run(['-c', '1'], '', PYTHONSTARTUP='start.py')
for name in os.listdir('.'):
    os.remove(name)
os.rmdir(folder)
