# D6: cycles with __del__ are collected, __del__ runs once; gc.garbage stays empty; gc.disable holds finalizers back
import gc
log = []
class A(object):
    def __init__(self, name):
        self.name = name
    def __del__(self):
        log.append(self.name)
def cycle(name):
    a, b = A(name), A(name)
    a.o, b.o = b, a
cycle('c')
gc.collect(); gc.collect(); gc.collect()
print log, gc.garbage
saved = []
class R(object):
    def __del__(self):
        log.append('resurrect')
        saved.append(self)
del log[:]
def make():
    R()
make()
gc.collect(); gc.collect()
print log, len(saved)
saved.pop()
gc.collect(); gc.collect()
print log, len(saved)
del log[:]
gc.disable()
print gc.isenabled()
A('held')
def more():
    for i in range(3):
        A('held')
more()
gc.enable()
gc.collect(); gc.collect()
print sorted(log)
