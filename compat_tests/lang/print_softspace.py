# print with a trailing comma: softspace is reset by a newline at the end of what was written
print 'a',
print 'b',
print
print 'x\n',
print 'y'
print 'tab\t',
print 'z'
print '',
print 'after empty'
print 1, 2.5, None, 'x', u'y', (1, 'q')
import sys
print sys.stdout.softspace
print 'c',
print sys.stdout.softspace,
sys.stdout.softspace = 0
print 'no space'
