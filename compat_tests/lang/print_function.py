# print as a function after the future import
from __future__ import print_function
import sys
print(1, 2, sep='-', end='!\n')
print()
print('a', file=sys.stdout)
try:
    print(1, sep=3)
except TypeError as e:
    print(e)
try:
    print(1, foo=3)
except TypeError as e:
    print(e)
f = print
f(u'x', 'y', sep=u'')
