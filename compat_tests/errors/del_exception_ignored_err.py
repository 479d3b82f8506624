# an exception in __del__ is reported on stderr and ignored
import gc
class D(object):
    def __del__(self):
        print 'del runs'
D()
gc.collect()
print 'after'
