# docstrings of modules, functions, classes
def f():
    'doc' ' joined'
def g():
    u'unicode doc'
def h():
    1
class C:
    """class
    doc"""
class D(object):
    __doc__ = 'assigned'
def k():
    'a' % ()
print f.__doc__, repr(g.__doc__), h.__doc__, repr(C.__doc__), D.__doc__, k.__doc__, __doc__
