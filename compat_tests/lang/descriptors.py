# descriptors: data before instance dict before non-data; __get__ with None; __set__, __delete__
class Data(object):
    def __get__(self, o, t):
        return 'get', o is not None, t.__name__
    def __set__(self, o, v):
        print 'set', v
    def __delete__(self, o):
        print 'delete'
class NonData(object):
    def __get__(self, o, t):
        return 'nondata'
class C(object):
    d = Data()
    n = NonData()
c = C()
print c.d, C.d
c.d = 5
del c.d
c.__dict__['d'] = 'hidden'
print c.d
print c.n
c.n = 'own'
print c.n
C.d = 'replaced'
print c.d
class OnlySet(object):
    def __set__(self, o, v):
        o.__dict__['s'] = v * 2
class E(object):
    s = OnlySet()
e = E()
print e.s.__class__.__name__
e.s = 4
print e.s
class Inst(object): pass
i = Inst()
i.d = Data()
print type(i.d).__name__
