# Endless recursion ends in RuntimeError in threads too, whatever the size of their stacks.
import thread, threading

class A(object):
    def __cmp__(self, other):
        return cmp(self, other)
def deep():
    return deep()
nest = []
for i in range(100000):
    nest = [nest]

def run():
    for call in (deep, lambda: cmp(A(), A()), lambda: repr(nest)):
        try:
            call()
        except RuntimeError as e:
            print str(e)[:32]

for size in (0, 1 << 24):
    thread.stack_size(size)
    t = threading.Thread(target=run)
    t.start()
    t.join()
print thread.stack_size(0)
