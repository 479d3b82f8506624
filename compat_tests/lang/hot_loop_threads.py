# Threads take turns within hot loops.
import threading

def work(n, out):
    total = 0
    for i in xrange(n):
        total += i * 2
        out[0] = total
    return total

class Box(object):
    def __init__(self):
        self.n = 0
    def add(self, k):
        self.n += k

def methods(n, box):
    for i in xrange(n):
        box.add(1)

outs = [[None] for i in range(3)]
boxes = [Box() for i in range(3)]
threads = [threading.Thread(target=work, args=(60000, out)) for out in outs]
threads += [threading.Thread(target=methods, args=(40000, box)) for box in boxes]
for t in threads:
    t.start()
for t in threads:
    t.join()
print outs, [box.n for box in boxes]
