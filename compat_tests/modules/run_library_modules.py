# python -m with modules of the library, in packages and not
import subprocess, sys
def run(*args, **kw):
    p = subprocess.Popen([sys.executable, '-m'] + list(args), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print p.communicate(kw.get('input', ''))[0], p.returncode
run('json.tool', input='{"a": [1, 2]}')
run('calendar', '2024', '2')
run('shlex', '/dev/null')
p = subprocess.Popen([sys.executable, '-m', 'timeit', '-n', '10', 'pass'], stdout=subprocess.PIPE)
print p.communicate()[0].split(',')[0]
import runpy
print sorted(n for n in runpy.run_module('json.tool') if n[:2] != '__'), runpy.run_module('calendar')['isleap'](2000)
