# cycles are collected and their weak references cleared
import gc, weakref
class N(object): pass
def cycle():
    a, b = N(), N()
    a.o, b.o = b, a
    return weakref.ref(a)
r = cycle()
gc.collect(); gc.collect()
print r()
l = []; l.append(l); del l
d = {}; d['d'] = d; del d
gc.collect()
print 'collected', gc.isenabled(), isinstance(gc.collect(), int) or gc.collect() is None
