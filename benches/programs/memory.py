"""Holds many objects of one kind at once: memory.py KIND [MILLIONS].  What counts is the peak memory of the process."""

import sys


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y


class SlotsPoint(object):
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


class OldPoint:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def ints(n):
    held = [i * 3 for i in xrange(n * 10)]
    return len(held), held[-1]


def floats(n):
    held = [i * 0.5 for i in xrange(n * 3)]
    return len(held), held[-1]


def strings(n):
    held = ['string number %d' % i for i in xrange(n)]
    return len(held), held[-1]


def unicodes(n):
    held = [u'string n\xfamber %d' % i for i in xrange(n)]
    return len(held), len(held[-1])


def tuples(n):
    held = [(i, i + 1) for i in xrange(n)]
    return len(held), held[-1]


def lists(n):
    held = [[i, i + 1] for i in xrange(n)]
    return len(held), held[-1]


def dict_ints(n):
    held = {}
    for i in xrange(n):
        held[i * 7] = i
    return len(held), held[(n - 1) * 7]


def dict_strings(n):
    held = {}
    for i in xrange(n):
        held['key%d' % i] = i
    return len(held), held['key%d' % (n - 1)]


def small_dicts(n):
    held = [{'name': i, 'size': 1, 'kind': 'k'} for i in xrange(n)]
    return len(held), held[-1]['name']


def set_ints(n):
    held = set()
    for i in xrange(n):
        held.add(i * 7)
    return len(held), (n - 1) * 7 in held


def instances(n, kind=Point):
    held = [kind(i, 1) for i in xrange(n)]
    return len(held), held[-1].x + held[-1].y


def slots_instances(n):
    return instances(n, SlotsPoint)


def old_instances(n):
    return instances(n, OldPoint)


if __name__ == '__main__':
    print globals()[sys.argv[1]](int(float(sys.argv[2] if len(sys.argv) > 2 else '1') * 1000000))
