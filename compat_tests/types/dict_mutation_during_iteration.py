# changing a dict's size while iterating is an error; changing values is not
d = dict((i, i) for i in range(5))
for k in d:
    d[k] = 'new'
print sorted(d.values())
for op in ('d[99] = 1', 'del d[k]', 'd.clear()'):
    d = dict((i, i) for i in range(5))
    try:
        for k in d:
            exec op
    except RuntimeError as e:
        print op, e
for it in (d.iterkeys, d.itervalues, d.iteritems):
    d = {1: 1, 2: 2}
    i = getattr(d, it.__name__)()
    i.next()
    d[3] = 3
    try:
        i.next()
    except RuntimeError as e:
        print e
    try:
        i.next()
    except (RuntimeError, StopIteration) as e:
        print type(e).__name__
s = set([1, 2, 3])
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print e
