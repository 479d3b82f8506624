# Ways out of loops, through finally, with, else, and out of called functions.
def ways(n):
    log = []
    for i in xrange(n):
        try:
            if i % 3 == 0:
                continue
            if i == n - 2:
                break
            log.append(i)
        finally:
            log.append(-i)
    else:
        log.append('else')
    while n > 0:
        n -= 1
    else:
        log.append('while')
    return log

print ways(12)

class Manager(object):
    def __enter__(self):
        return 1
    def __exit__(self, kind, value, tb):
        return kind is ValueError

def raising(i):
    if i > 20:
        raise ValueError(i)
    return i

def managed(n):
    total = 0
    for i in xrange(n):
        with Manager() as m:
            total += raising(i) + m
    return total

print managed(40)

def deep(i, n):
    return deep(i - 1, n) if i else 1 / (n - 30)

def traceback_depths(n):
    import sys
    depths = []
    for k in xrange(n):
        try:
            deep(3, k)
        except ZeroDivisionError:
            tb, lines = sys.exc_info()[2], []
            while tb:
                lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get('i')))
                tb = tb.tb_next
            depths.append(lines)
    return depths

print traceback_depths(32)

def overflow(n):
    def forever(k):
        return forever(k + 1)
    caught = 0
    for i in xrange(n):
        try:
            forever(0)
        except RuntimeError as e:
            caught += str(e) == 'maximum recursion depth exceeded'
    return caught

print overflow(8)

def first(items, want):
    for i in items:
        if i == want:
            return i, 'found'
    return None

print [first(range(40), k) for k in (3, 39, 41, 0)]

def nested(n):
    out = []
    for i in xrange(n):
        for j in xrange(i):
            for k in xrange(2):
                if j == 5:
                    break
                out.append(k)
            else:
                continue
            break
    return len(out), sum(out)

print nested(15)

def generator(n):
    total = 0
    for i in xrange(n):
        total += i
    yield total
    while total > 100:
        total -= 7
    yield total

print list(generator(60))

def exc_state(n):
    import sys
    seen = []
    for i in xrange(n):
        try:
            {}[i]
        except KeyError:
            seen.append(sys.exc_info()[1].args[0])
        sys.exc_clear()
    return seen[-3:], sys.exc_info()

print exc_state(20)
