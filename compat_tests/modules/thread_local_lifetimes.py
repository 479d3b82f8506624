# What a local object holds goes when the object goes, and when its thread ends.
import gc, threading, thread, weakref

class X(object):
    pass

x = X()
x.local = threading.local()
x.local.x = x
gone = weakref.ref(x)
del x
gc.collect()
print gone()

local = threading.local()
refs = []
def run():
    local.value = X()
    refs.append(weakref.ref(local.value))
t = threading.Thread(target=run)
t.start()
t.join()
del t
gc.collect()
print refs[0]()

class Counting(threading.local):
    made = 0
    def __init__(self, a):
        Counting.made += 1
        self.a = a
c = Counting([1])
def use():
    seen.append((c.a, c.__dict__))
seen = []
use()
t = threading.Thread(target=use)
t.start()
t.join()
print seen, Counting.made, seen[0][0] is seen[1][0]
