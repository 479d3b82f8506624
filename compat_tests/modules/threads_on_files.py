# many threads on one file, closing from another thread, fork with threads
import threading, os, sys, time
d = 'threads_on_files.tmp'
f = open(d, 'w')
def w(i):
    for k in xrange(500):
        f.write('%d:%s\n' % (i, 'x' * (k % 50)))
ts = [threading.Thread(target=w, args=(i,)) for i in range(8)]
for t in ts: t.start()
for t in ts: t.join()
f.close()
lines = open(d).read().split('\n')
print len(lines), all(len(l.split(':')[1]) < 50 for l in lines[:-1])
# readers on one file
f = open(d); got = []
def r():
    while 1:
        try: l = f.readline()
        except ValueError: continue
        if not l: break
        got.append(l)
ts = [threading.Thread(target=r) for i in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print sorted(got) == sorted(open(d)), len(got)
# unbuffered and line buffered
for b in (0, 1, 100):
    f = open(d, 'w', b)
    ts = [threading.Thread(target=w, args=(i,)) for i in range(4)]
    for t in ts: t.start()
    for t in ts: t.join()
    f.close()
    print len(open(d).readlines())
# close while reading
r_, w_ = os.pipe()
f = os.fdopen(r_)
out = []
def rd():
    out.append(f.read())
t = threading.Thread(target=rd); t.start(); time.sleep(0.2)
try: f.close()
except IOError as e: print e
os.write(w_, 'abc'); os.close(w_); t.join(); print out; f.close(); print f.closed
# fork with a thread blocked in a read of a file and one writing
r_, w_ = os.pipe(); f = os.fdopen(r_); g = open(d, 'w')
t = threading.Thread(target=f.readline); t.daemon = True; t.start()
stop = []
def wr():
    while not stop: g.write('y' * 10000)
t2 = threading.Thread(target=wr); t2.start()
for i in range(10):
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        g.write('child'); g.flush()
        print 'child', i; sys.stdout.flush(); os._exit(0)
    os.waitpid(pid, 0)
stop.append(1); t2.join(); g.close()
os.write(w_, 'end\n'); t.join(); print 'end'
os.remove(d)
