# with: order of calls, suppression, exceptions in __enter__ and __exit__, several managers
class CM(object):
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress
    def __enter__(self):
        print 'enter', self.name
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print 'exit', self.name, t and t.__name__, v, tb is not None
        return self.suppress
with CM('a') as x, CM('b') as (y):
    print x, y
with CM('s', True):
    raise ValueError('hidden')
try:
    with CM('p'):
        raise KeyError('seen')
except KeyError as e:
    print 'caught', e
def f():
    for i in range(3):
        with CM('loop%d' % i):
            if i == 0:
                continue
            if i == 1:
                return 'returned'
print f()
class NoExit(object):
    def __enter__(self):
        return 1
class NoEnter(object):
    def __exit__(self, *a):
        pass
for c in NoExit, NoEnter, object:
    try:
        with c():
            pass
    except AttributeError as e:
        print e
class Raises(object):
    def __enter__(self):
        pass
    def __exit__(self, *a):
        raise IndexError('from exit')
try:
    with Raises():
        raise ValueError
except IndexError as e:
    print e
with CM('pq') as (a, b):
    print a, b
