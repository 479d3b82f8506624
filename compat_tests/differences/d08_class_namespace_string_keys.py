# D8: only string keys in a class namespace
try:
    class A(object):
        locals()[42] = 3
    print 'no error'
except TypeError:
    print 'TypeError'
try:
    type('B', (object,), {42: 3})
    print 'no error'
except TypeError:
    print 'TypeError'
