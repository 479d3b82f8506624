import os, sys, tempfile
path = os.path.join(tempfile.mkdtemp(), 'f')
class W(object):
    softspace = 0
    def __init__(self): self.d = []
    def write(self, t): self.d.append(t)
w = W()
print >>w, 1, 'a', 2.5, 'x\n', 'y\t', u'z', None
print >>w
print >>w, 'x',
print >>w, 'y'
print w.d
print 1, 'a', 2.5, 'x\n', 'y\t', 'k ', u'z', None, [1], -5, 10**20, True
print
print 'x',
print 'y', sys.stdout.softspace
print 'a',; print
print 'a',; sys.stdout.write('b'); print 'c'
print '',
print ''
f = open(path, 'w')
print >>f, 5, 'a',
print f.softspace
print >>f
print f.softspace
f.close()
try: print >>f, 1
except ValueError, e: print e
try: print >>f
except ValueError, e: print e
f = open(path)
print repr(f.read())
try: print >>f, 1
except IOError, e: print e
class S(object):
    def __str__(self): return 'S!\n'
print S(), S()
class F(file):
    def write(self, x): sys.stdout.write('<%s>' % x)
f = F(path, 'w')
print >>f, 1, 2
f.close()
print repr(open(path).read())
os.remove(path)
os.rmdir(os.path.dirname(path))
