# pdb: commands, from a file.
import os
import pdb
import sys
from StringIO import StringIO
class Out(object):
    def write(self, text):
        sys.__stdout__.write(text.replace(os.path.dirname(os.path.abspath(__file__)) + '/', ''))

    def flush(self):
        sys.__stdout__.flush()


def f(a, *b, **c):
    x = a + 1
    for i in range(3):
        x += i
    g(x)
    return x

def g(y):
    z = [y]
    return z

cmds = '''
s
a
n
n
p x
p nope
pp {'a': x}
l
l 13,16
l 300
b g
b 17, i == 2
b
condition 2
ignore 2 1
tbreak nofunc
disable 1
enable 1 7 q
c
p i
p 0
p 0
p 0
whatis f
whatis x
alias q2 p %1 + %*
alias
q2 x 3
unalias q2
x = 100
!print x
commands 1
silent
p y
end
c
retval
r
s
r
rv
cl 1 9
j 17
unt
c
'''
d = pdb.Pdb(stdin=StringIO(cmds), stdout=Out())
d.prompt = ''
print d.runcall(f, 1, 2, k=3)
d = pdb.Pdb(stdin=StringIO('p 1;;p 2\nn\nn\nq\n'), stdout=Out())
try: d.run('a = 1\nb = 2\n1/0')
except Exception as e: print type(e)
