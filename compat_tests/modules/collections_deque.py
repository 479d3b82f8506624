# deque: methods, maxlen, rotation, errors
from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend('ab'); d.extendleft('xy'); print d, len(d), d[0], d[-1], d.pop(), d.popleft(), d
d.rotate(2); print d; d.rotate(-3); print d; d.remove(2); d.reverse(); print d, d.count(1), 3 in d, list(reversed(d)), d == deque(list(d)), d < deque(['z']), d.maxlen
m = deque(range(5), 3); m.append(9); print m, m.maxlen, deque('abc', 0), deque(maxlen=2), m.extendleft([7, 8]), m, repr(m)
d[0] = 'set'; del d[1]; print d; d.clear(); print d, bool(d)
import copy, pickle
print copy.copy(m), pickle.loads(pickle.dumps(m, 2)), m.__reduce__()[1:3] if 0 else '', m + m if hasattr(m, '__add__') else 'no add'
for e in ('deque().pop()', 'deque().popleft()', 'deque([1])[5]', 'deque([1]).remove(2)', 'deque(5)', 'deque([], -1)', 'deque([], "a")', 'hash(deque())', 'deque()["a"]', 'deque().rotate("a")', 'deque([1])[0:1]', 'deque(1, 2, 3)', 'deque([1]).__setitem__(5, 1)', 'm.maxlen.x'):
    try:
        eval(e)
    except (IndexError, ValueError, TypeError, AttributeError) as x:
        print e, '->', type(x).__name__, x
d = deque([1, 2])
try:
    for x in d:
        d.append(x)
except RuntimeError as x:
    print x
r = deque(); r.append(r); print r
