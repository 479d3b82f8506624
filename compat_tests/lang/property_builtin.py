# property: getter, setter, deleter, doc, errors
class C(object):
    def __init__(self):
        self._x = 0
    def getx(self):
        "doc of getx"
        return self._x
    def setx(self, v):
        self._x = v
    def delx(self):
        print 'del'
    x = property(getx, setx, delx)
    y = property(getx, doc='other')
    @property
    def z(self):
        return 'z'
    @z.setter
    def z(self, v):
        print 'set z', v
    w = property()
c = C()
c.x = 5
print c.x, C.x.__doc__, C.y.__doc__, C.x.fget is C.__dict__['getx']
del c.x
c.z = 1
for op in ('c.y = 1', 'del c.y', 'del c.z', 'c.w', 'c.w = 1'):
    try:
        exec op
    except AttributeError as e:
        print op, '->', e
class P(property):
    pass
print type(P(lambda s: 1).getter(lambda s: 2)).__name__
