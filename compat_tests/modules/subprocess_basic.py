# subprocess: output, input, return codes, errors
import subprocess, sys
print subprocess.check_output(['echo', 'hi']), subprocess.call(['sh', '-c', 'exit 3']), subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE).communicate('data')[0], subprocess.check_output('echo $((1+2))', shell=True), subprocess.Popen('echo err >&2', shell=True, stderr=subprocess.PIPE).communicate()[1], subprocess.check_output('echo "$V"', shell=True, env={'V': 'val'})
for e in ('subprocess.check_call(["false"])', 'subprocess.Popen(["/nonexistent"])', 'subprocess.check_output(["sh", "-c", "exit 2"])', 'subprocess.Popen("x", bufsize="a")'):
    try:
        eval(e)
    except (subprocess.CalledProcessError, OSError, TypeError) as x:
        print type(x).__name__, x
p = subprocess.Popen(['sleep', '10']); p.kill(); print p.wait(), p.poll(), p.returncode
