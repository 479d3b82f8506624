# D14: C.__dict__ is a dict that changes the class, and the reverse; that of a built-in type refuses changes
class C(object):
    x = 1
d = C.__dict__
print type(d) is dict, d['x']
d['y'] = 2
print C.y, C().y
C.z = 3
print d['z'], 'z' in C.__dict__
del d['x']
print hasattr(C, 'x')
C.__dict__['m'] = lambda self: 'method'
print C().m()
d.update(p=5)
print C.p
i = int.__dict__
print isinstance(i, dict), 'real' in i, i['__add__'] is not None
for op in (lambda: i.__setitem__('x', 1), lambda: i.pop('real'), lambda: i.clear(), lambda: i.update(a=1)):
    try:
        op()
        print 'changed'
    except TypeError:
        print 'TypeError'
