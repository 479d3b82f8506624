# iterators over iterators, deeper than a thread's stack (CPython 2.7 overflows its stack)
import itertools, threading
def names():
    for wrap in (itertools.izip, itertools.groupby):
        it = iter([(1,), 2])
        for i in xrange(100000): it = wrap(it)
        try: next(it)
        except (RuntimeError, StopIteration): pass
        del it
    done.append('done')
done = []
thread = threading.Thread(target=names)
thread.start(); thread.join()
print done
