"""Heaps: lists in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k.

So heap[0] is the smallest item, and items come and go in logarithmic time.  Lists are kept in this
order by the functions here; heap.sort() keeps it too, and an empty list is a heap.

    heappush(heap, item); smallest = heappop(heap); heapify(items)

The functions are written in Python and replaced by the built-in ones of _heapq where it exists.
"""

from itertools import chain, count, imap, islice, izip, tee
from operator import itemgetter

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def cmp_lt(x, y):
    """x < y, also for items that only know <=."""
    if hasattr(x, '__lt__'):
        return x < y
    return not y <= x


def _cmp_gt(x, y):
    return cmp_lt(y, x)


# Two movements keep the order `before`, which is cmp_lt but for the heaps with the greatest item first.

def _siftdown(heap, startpos, pos, before=cmp_lt):
    # move the item at a place up towards the start until its parent comes before it
    item = heap[pos]
    while pos > startpos:
        above = (pos - 1) // 2
        if not before(item, heap[above]):
            break
        heap[pos] = heap[above]
        pos = above
    heap[pos] = item


def _siftup(heap, pos, before=cmp_lt):
    # Put the item at a place where it belongs in the heap below.  It mostly comes from the bottom and
    # goes back there, so the hole first goes all the way down, then the item rises: fewer comparisons.
    item, at, size = heap[pos], pos, len(heap)
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and not before(heap[child], heap[child + 1]):
            child += 1
        heap[at] = heap[child]
        at = child
    heap[at] = item
    _siftdown(heap, pos, at, before)


def heappush(heap, item):
    """Put an item into a heap."""
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take the smallest item out of a heap; IndexError if it is empty."""
    last = heap.pop()
    if not heap:
        return last
    smallest, heap[0] = heap[0], last
    _siftup(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Take the smallest item out, then put an item in; faster than the two steps apart."""
    smallest, heap[0] = heap[0], item
    _siftup(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Put an item in, then take the smallest out; faster than the two steps apart."""
    if not heap or not cmp_lt(heap[0], item):
        return item
    return heapreplace(heap, item)


def heapify(x):
    """Turn a list into a heap, in linear time."""
    for top in xrange(len(x) // 2 - 1, -1, -1):
        _siftup(x, top)


def _heapify_max(x):
    for top in xrange(len(x) // 2 - 1, -1, -1):
        _siftup(x, top, _cmp_gt)


def _best(n, iterable, heapify, offer, reverse):
    # the n best items in order: a heap with the worst of them on top, which each better one replaces
    if n < 0:
        return []
    items = iter(iterable)
    kept = list(islice(items, n))
    if kept:
        heapify(kept)
        for item in items:
            offer(kept, item)
        kept.sort(reverse=reverse)
    return kept


def nlargest(n, iterable):
    """The n largest items, largest first."""
    return _best(n, iterable, heapify, heappushpop, True)


def _offer_smaller(heap, item):
    if cmp_lt(item, heap[0]):
        heap[0] = item
        _siftup(heap, 0, _cmp_gt)


def nsmallest(n, iterable):
    """The n smallest items, smallest first."""
    return _best(n, iterable, _heapify_max, _offer_smaller, False)


try:
    from _heapq import *
except ImportError:
    pass


def merge(*iterables):
    """Merge sorted iterables into one sorted iterator, reading each only as far as needed.

    >>> list(merge([1, 3], [], [2, 3, 4]))
    [1, 2, 3, 3, 4]
    """
    heads = []      # [next item, number of its iterable, function for the one after]
    for number, step in enumerate([iter(iterable).next for iterable in iterables]):
        for head in _head(step):
            heads.append([head, number, step])
    heapify(heads)
    while len(heads) > 1:
        smallest = heads[0]
        yield smallest[0]
        try:
            smallest[0] = smallest[2]()
        except StopIteration:
            heappop(heads)
        else:
            heapreplace(heads, smallest)
    if heads:
        item, _, step = heads[0]
        yield item
        for item in step.__self__:
            yield item


def _head(step):
    try:
        return [step()]
    except StopIteration:
        return []


def _selected(n, iterable, key, single, select, numbers, reverse):
    # nsmallest() and nlargest() with their shortcuts
    if n == 1:
        items = iter(iterable)
        first = list(islice(items, 1))
        if first:
            items = chain(first, items)
            first = [single(items) if key is None else single(items, key=key)]
        return first
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=reverse)[:n]
    # a running number decides between equals, so that the order is that of sorted()
    if key is None:
        pairs = select(n, izip(iterable, numbers))
    else:
        keyed, items = tee(iterable)
        pairs = select(n, izip(imap(key, keyed), numbers, items))
    return map(itemgetter(0 if key is None else 2), pairs)


_nsmallest, _nlargest = nsmallest, nlargest


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first: sorted(iterable, key=key)[:n], but faster."""
    return _selected(n, iterable, key, min, _nsmallest, count(), False)


def nlargest(n, iterable, key=None):
    """The n largest items, largest first: sorted(iterable, key=key, reverse=True)[:n], but faster."""
    return _selected(n, iterable, key, max, _nlargest, count(0, -1), True)
