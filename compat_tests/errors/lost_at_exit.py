# files that cannot be written out when the program ends
import sys
f = open('/dev/full', 'w')
f.write('x')
print 'end',
