# exec of strings, code and files in given namespaces
ns = {}
exec 'a = 1\nb = a + 1' in ns
print sorted(k for k in ns if not k.startswith('__')), ns['b']
print '__builtins__' in ns
g, l = {'x': 1}, {'y': 2}
exec 'z = x + y' in g, l
print l, 'z' in g
exec compile('print "compiled"', '<s>', 'exec')
def f():
    exec 'v = 10'
    return v
print f()
exec('t = 5')
print t
exec ('u = 6', ns)
print ns['u']
try:
    exec 5
except TypeError as e:
    print e
try:
    exec 'x' in 5
except TypeError as e:
    print e
exec u'q = u"\xe9"'
print repr(q)
import tempfile, os
fd, path = tempfile.mkstemp()
os.write(fd, 'w = 77\n')
os.close(fd)
f = open(path)
exec f in ns
f.close()
os.unlink(path)
print ns['w']
