# Collections within hot loops; what a loop lets go of may be collected.
import gc, weakref

class Node(object):
    def __init__(self, next):
        self.next = next

def chains(n):
    head = None
    for i in xrange(n):
        head = Node(head)
        if i % 20 == 0:
            gc.collect()
            head = None
    k = 0
    while head is not None:
        head = head.next
        k += 1
    return k

print chains(95)

def floats(n):
    x, keep = 0.5, []
    for i in xrange(n):
        x = x * 1.5 - 0.25
        keep.append(x)
        if i % 25 == 0:
            gc.collect()
    return keep[10], sum(keep[:20])

print floats(100)

def finalized(n):
    log = []
    class F(object):
        def __del__(self):
            log.append(1)
    for i in xrange(n):
        F()
    gc.collect()
    return len(log) >= n - 2

print finalized(50)
