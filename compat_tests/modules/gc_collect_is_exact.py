# what only dead temporaries and deleted names held is gone after gc.collect(); generators are closed
import gc, weakref
class C(object): pass
def check():
    obj = C()
    ref = weakref.ref(obj)
    container = set([obj, 1])
    obj.x = iter(container)
    del obj, container
    gc.collect()
    print ref() is None
check()
log = []
def g():
    try:
        yield 1
    finally:
        log.append('closed')
def run():
    it = g()
    it.next()
    it = None
    gc.collect()
    print log
run()
a = C()
p = weakref.proxy(a)
del a
gc.collect()
try:
    p.x
except ReferenceError as e:
    print e
