# threads: locks, joins, exceptions, thread-local data
import threading, thread, Queue
out = []
lock = threading.Lock()
def work(n):
    for i in range(100):
        with lock:
            out.append(n)
ts = [threading.Thread(target=work, args=(i,)) for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print len(out), sorted(set(out)), ts[0].is_alive(), threading.activeCount(), threading.currentThread().getName()
q = Queue.Queue()
def producer():
    for i in range(5): q.put(i)
    q.put(None)
threading.Thread(target=producer).start()
got = []
while True:
    v = q.get()
    if v is None: break
    got.append(v)
print got
loc = threading.local(); loc.x = 1
res = []
def other(): res.append(hasattr(loc, 'x'))
t = threading.Thread(target=other); t.start(); t.join(); print res, loc.x
l = thread.allocate_lock(); print l.acquire(), l.acquire(0), l.locked(), l.release(), l.locked()
try:
    l.release()
except thread.error as e:
    print e
r = threading.RLock(); print r.acquire(), r.acquire(), r.release(), r.release()
try:
    r.release()
except RuntimeError as e:
    print e
ev = threading.Event(); threading.Timer(0.01, ev.set).start(); print ev.wait(5), ev.is_set()
c = threading.Condition(); state = []
def waiter():
    with c:
        while not state: c.wait()
        state.append('seen')
t = threading.Thread(target=waiter); t.start()
with c:
    state.append('go'); c.notify()
t.join(); print state
