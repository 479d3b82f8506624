# -W, -3 and -Q together: which warnings are shown, which are errors, and what is said of bad filters
import os, sys, tempfile
FIRST = 'x = 1 <> 2\nprint x\ny = `x`\nprint 1/2\n'
SECOND = '''def f((a, b)):
    return a/b
print f((4, 2))
class A(object):
    def __eq__(self, o): return 1
print {}.has_key(1)
print 1 < "a"
'''
folder = tempfile.mkdtemp()
os.chdir(folder)
for name, text in (('first.py', FIRST), ('second.py', SECOND)):
    with open(name, 'w') as f:
        f.write(text)
for options in ('-3 first.py', '-3 -Werror first.py', '-3 -Wignore first.py', '-3 -We::SyntaxWarning first.py',
                '-3 -We::DeprecationWarning first.py', '-3 second.py', '-3 -Werror second.py', '-3 -Wonce second.py',
                '-3 -W ignore:classic:DeprecationWarning second.py', '-Qwarn second.py', '-Qwarnall second.py', '-Qnew first.py',
                '-3 -Qnew first.py', '-Wd -Qwarn second.py', '-Wfoo second.py', '-W error::FooWarning second.py',
                '-W a:b:c:d:e:f second.py', '-W ignore::::x second.py', '-3 -c "print 1/2"', '-3 -Werror -c "eval(\'1<>2\')"'):
    print options
    sys.stdout.flush()
    print os.popen('%s %s 2>&1' % (sys.executable, options)).read()
for name in os.listdir(folder):
    os.remove(name)
os.rmdir(folder)
