"""Time per element of operations that should cost the same at every size: growth.py OPERATION SIZE ELEMENTS.

The operation is done at SIZE as often as ELEMENTS elements take; prints nanoseconds of processor time per element.
"""

import sys
import time


def concat(n):
    s = ''
    t = 'abcd'
    for _ in xrange(n):
        s += t
    return len(s)


def concat_unicode(n):
    s = u''
    t = u'abc\xe9'
    for _ in xrange(n):
        s += t
    return len(s)


def join(n):
    return len(','.join(['item'] * n))


def join_generator(n):
    return len(''.join('ab' for _ in xrange(n)))


def deque_ends(n):
    from collections import deque
    d = deque()
    for i in xrange(n // 2):
        d.append(i)
        d.appendleft(i)
    while d:
        d.pop()
        d.popleft()


def list_end(n):
    held = []
    for i in xrange(n):
        held.append(i)
    while held:
        held.pop()


def dict_growth(n):
    d = {}
    for i in xrange(n):
        d[i] = i
    return len(d)


def dict_growth_strings(n):
    d = {}
    for i in xrange(n):
        d[str(i)] = i
    return len(d)


def set_growth(n):
    s = set()
    for i in xrange(n):
        s.add(i)
    return len(s)


def dict_churn(n):
    d = {}
    for i in xrange(n):
        d[i] = i
        if i >= 8:
            del d[i - 8]
    return len(d)


def sort_presorted(n):
    # Not range(n), which knows that it is sorted.
    held = [i * 2 for i in xrange(n)]
    held.sort()
    held.reverse()
    held.sort()


def slices(n):
    data = 'x' * n
    total = 0
    for at in xrange(0, n, 16):
        total += len(data[at:at + 16])
    return total


def find_late(n):
    return ('a' * n + 'b').find('b')


def split(n):
    return len(('ab ' * (n // 3)).split())


def regex_class(n):
    import re
    return re.match('[a-z]*', 'a' * n).end()


def regex_lazy(n):
    import re
    return re.match('(?s).*?b', 'a' * n + 'b').end()


def regex_groups(n):
    import re
    return re.match('(?:a|b)*', 'ab' * (n // 2)).end()


def regex_findall(n):
    import re
    return len(re.findall(r'\w+', 'abc ' * (n // 4)))


class Node(object):
    def __init__(self, below):
        self.below = below


def live_heap(n):
    # Garbage made while more and more stays alive.
    held = []
    for i in xrange(n):
        held.append(Node(None))
        Node(Node(i))
    return len(held)


def linked_list(n):
    last = None
    for i in xrange(n):
        last = Node(last)
    while last is not None:
        last = last.below


def long_multiply(n):
    # Quadratic would show as growth with n; Karatsuba's n ** 1.58 shows less.
    a = (1 << n * 30) - 12345
    return (a * a) & 1


def long_print(n):
    a = (1 << n * 3) - 1
    return len(str(a))


def long_read(n):
    return int('7' * n) & 1


def string_io(n):
    from cStringIO import StringIO
    stream = StringIO()
    for _ in xrange(n):
        stream.write('abcd')
    return len(stream.getvalue())


def bytearray_growth(n):
    b = bytearray()
    for i in xrange(n):
        b.append(i & 255)
    return len(b)


def main(name, size, elements):
    function = globals()[name]
    turns = max(1, elements // size)
    started = time.clock()
    for _ in xrange(turns):
        function(size)
    return (time.clock() - started) / (turns * size) * 1e9


if __name__ == '__main__':
    print '%.3f' % main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
