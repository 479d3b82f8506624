# import statements bind the right names
import os.path
print os.path is __import__('os').path
import os.path as p
print p.__name__ == os.path.__name__
from os import path as q, sep
print q is p, sep
from sys import (maxint,
                 version_info as vi,)
print maxint > 0, vi[0]
try:
    import no_such_module_here
except ImportError as e:
    print e
try:
    from os import no_such_name
except ImportError as e:
    print e
try:
    import os.nothing
except ImportError as e:
    print e
def f():
    import math as m
    return m.floor(2.5)
print f()
ns = {}
exec 'from math import *' in ns
print 'sin' in ns, '__doc__' in ns and ns['__doc__'] is None
print __import__('os.path').__name__, __import__('os.path', fromlist=['x']).__name__ == os.path.__name__
