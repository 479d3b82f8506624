# D3: keys whose classes define no comparison are found by identity, even after an __eq__ is added
class X(object):
    pass
def evil_eq(self, other):
    print 'hello world'
    return False
def evil(y):
    d = {X(): 1, y: 'mine'}
    X.__eq__ = evil_eq
    try:
        return d[y], d.get(X()), X() in d, len(d)
    finally:
        del X.__eq__
print evil(X())
x, y = X(), X()
d = {x: 'x', y: 'y'}
print d[x], d[y], X() in d
d['str'] = 1
print d[x], d['str'], len(d)
class H(object):
    def __hash__(self):
        return 1
    def __eq__(self, o):
        return True
print {H(): 'found'}[H()]
