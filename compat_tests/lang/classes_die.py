# classes, old-style classes, metaclasses and their instances die when nothing refers to them
import gc, weakref

class Base(object):
    pass

def collect():
    gc.collect()
    gc.collect()

def weak_class():
    class Short(Base):
        def method(self):
            return self.value
    instance = Short()
    instance.value = 1
    assert instance.method() == 1
    return weakref.ref(Short), instance

ref, instance = weak_class()
collect()
print ref() is type(instance), map(lambda c: c.__name__, Base.__subclasses__())
instance = None
collect()
print ref(), Base.__subclasses__()

class Meta(type):
    pass

Meta('Made', (Base,), {'x': 1})
collect()
print Base.__subclasses__(), Meta.__subclasses__(Meta)

# many of them, with attributes under changing names
for i in xrange(300):
    class New(Base):
        def __init__(self):
            setattr(self, 'a%d' % (i % 50), i)
            self.b = i
        def get(self):
            return self.b
    class Old:
        def get(self):
            return self.b
    a, b = New(), Old()
    setattr(b, 'c%d' % (i % 50), i)
    b.b = i
    assert a.get() == b.get() == i, (a.__dict__, b.__dict__)
    assert getattr(a, 'a%d' % (i % 50)) == i
collect()
print len(Base.__subclasses__()) < 100

# the subclass list has those that live
kept = []
for i in range(20):
    c = type('C%d' % i, (Base,), {'n': i})
    if i % 3 == 0:
        kept.append(c)
c = a = New = None
collect()
print sorted(c.n for c in Base.__subclasses__() if c.__name__.startswith('C'))
Base.x = 5
print [c.x for c in kept]
Base.x = 6
print sum(c.x for c in kept)

# a class that changes hands
class A(object):
    def who(self):
        return 'A'
o = A()
for i in range(100):
    class B(object):
        def who(self):
            return 'B%d' % i
    o.__class__ = B
    o.n = i
    B = None
    if i % 50 == 0:
        collect()
    assert o.who() == 'B%d' % i
print o.who(), o.n

# interned strings that come and go
for i in xrange(500):
    s = intern('name %d' % i)
    assert s is intern('name ' + str(i))
collect()
class P(object):
    pass
p = P()
for i in range(100):
    setattr(p, 'q%d' % i, i)
    assert getattr(p, 'r%d' % i, None) is None
    if i % 30 == 0:
        collect()
print sum(getattr(p, 'q%d' % i) for i in range(100)), hasattr(p, 'q100')

# a generator that is suspended lets go of what it does not need any more
class Thing(object):
    pass
def generator():
    thing = Thing()
    yield weakref.ref(thing)
    del thing
    yield
    yield len([Thing(), Thing()])
g = generator()
ref = next(g)
collect()
print ref() is not None
next(g)
collect()
print ref() is None
print next(g)
