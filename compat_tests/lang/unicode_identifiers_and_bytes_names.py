# attribute names and keywords: bytes and ASCII unicode are one, others are refused
class A(object): pass
a = A()
setattr(a, u'name', 1); print a.name, getattr(a, u'name'), hasattr(a, u'name'), a.__dict__
for bad in (u'\xe9',):
    try:
        setattr(a, bad, 1)
    except UnicodeEncodeError as e:
        print e
def f(**k): return k
print f(**{u'x': 1}), type(f(**{u'x': 1}).keys()[0]).__name__ in ('str', 'unicode')
try:
    f(**{u'\xe9': 1}) and None
    print 'accepted'
except (TypeError, UnicodeError) as e:
    print type(e).__name__
try:
    compile('\xc3\xa9 = 1', 'f', 'exec')
except SyntaxError as e:
    print e.msg
a.__dict__['with space'] = 2
print getattr(a, 'with space'), vars(a) == {'name': 1, 'with space': 2}
