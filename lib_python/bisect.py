"""Places in sorted lists, found by halving: O(log n) comparisons.

The functions are written in Python and replaced by the built-in ones of _bisect where it exists.
"""


def _bounds(a, lo, hi):
    if lo < 0:
        raise ValueError('lo must be non-negative')
    return lo, len(a) if hi is None else hi


def bisect_right(a, x, lo=0, hi=None):
    """Where x goes in sorted a[lo:hi], after any items equal to it."""
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = lo + (hi - lo) // 2
        if not x < a[middle]:
            lo = middle + 1
        else:
            hi = middle
    return lo


def bisect_left(a, x, lo=0, hi=None):
    """Where x goes in sorted a[lo:hi], before any items equal to it."""
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = lo + (hi - lo) // 2
        if not a[middle] < x:
            hi = middle
        else:
            lo = middle + 1
    return lo


def insort_right(a, x, lo=0, hi=None):
    """Put x into sorted a[lo:hi], after any items equal to it."""
    at = bisect_right(a, x, lo, hi)
    a.insert(at, x)


def insort_left(a, x, lo=0, hi=None):
    """Put x into sorted a[lo:hi], before any items equal to it."""
    at = bisect_left(a, x, lo, hi)
    a.insert(at, x)


try:
    from _bisect import *
except ImportError:
    pass

bisect = bisect_right
insort = insort_right
