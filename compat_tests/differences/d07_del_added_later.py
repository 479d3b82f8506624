# D7: __del__ added to a class after its creation is never called, and the assignment warns
import gc, warnings
class A(object):
    pass
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    def d(self):
        print 'called'
    A.__del__ = d
    print [x.category.__name__ for x in w]
def make():
    A()
make()
gc.collect(); gc.collect()
print 'done'
