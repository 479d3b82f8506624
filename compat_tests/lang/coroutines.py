# generators as coroutines: trampolines, two-way communication, cleanup order
from collections import deque
def task(name, n, log):
    try:
        for i in range(n):
            got = yield (name, i)
            log.append((name, got))
    finally:
        log.append((name, 'end'))
log = []
q = deque([task('a', 2, log), task('b', 3, log)])
first = True
for t in list(q):
    log.append(t.next())
while q:
    t = q.popleft()
    try:
        log.append(t.send('x'))
        q.append(t)
    except StopIteration:
        pass
print log
def averager():
    total = n = 0.0
    avg = None
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n
a = averager(); a.next()
print a.send(10), a.send(20), a.send(60)
a.close()
try:
    a.send(1)
except StopIteration:
    print 'closed'
