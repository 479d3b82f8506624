# A file that blocks does not keep other threads from running.
import os, threading

r, w = os.pipe()
source, sink = os.fdopen(r, 'rb'), os.fdopen(w, 'wb', 0)
got = []
thread = threading.Thread(target=lambda: got.append(source.read()))
thread.start()
sink.write('x' * 300000)
sink.close()
thread.join()
print len(got[0])

r, w = os.pipe()
source, sink = os.fdopen(r, 'rb'), os.fdopen(w, 'wb')
def write():
    for i in range(1000):
        sink.write('%d\n' % i * 100)
    sink.close()
thread = threading.Thread(target=write)
thread.start()
print sum(1 for line in source)
thread.join()
