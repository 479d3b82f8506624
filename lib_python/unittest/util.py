"""What other modules of the package share: names for messages, and comparing collections."""

from collections import OrderedDict, namedtuple

__unittest = True

_MAX_LENGTH = 80


def safe_repr(obj, short=False):
    """repr(), whatever that may do; cut off if `short`."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if short and len(text) >= _MAX_LENGTH:
        return text[:_MAX_LENGTH] + ' [truncated]...'
    return text


def strclass(cls):
    """A class's name with its module's."""
    return "%s.%s" % (cls.__module__, cls.__name__)


def sorted_list_difference(expected, actual):
    """(what only the first list has, what only the second has), for sorted lists, without duplicates."""
    missing, unexpected = [], []
    i = j = 0

    def past(items, at):
        # the index behind all items equal to the one at an index
        item = items[at]
        while at < len(items) and items[at] == item:
            at += 1
        return at

    while i < len(expected) and j < len(actual):
        wanted, found = expected[i], actual[j]
        if wanted < found:
            missing.append(wanted)
            i = past(expected, i)
        elif wanted > found:
            unexpected.append(found)
            j = past(actual, j)
        else:
            i, j = past(expected, i), past(actual, j)
    return missing + expected[i:], unexpected + actual[j:]


def unorderable_list_difference(expected, actual, ignore_duplicate=False):
    """The same for items that can only be tested for equality; takes the lists apart."""
    def drop(items, item):
        items.remove(item)

    missing = []
    while expected:
        item = expected.pop()
        try:
            drop(actual, item)
        except ValueError:
            missing.append(item)
        if ignore_duplicate:
            for items in expected, actual:
                while item in items:
                    drop(items, item)
    if not ignore_duplicate:
        return missing, actual
    unexpected = []
    while actual:
        item = actual.pop()
        unexpected.append(item)
        while item in actual:
            drop(actual, item)
    return missing, unexpected


_Mismatch = namedtuple('Mismatch', 'actual expected value')


def _count_diff_all_purpose(actual, expected):
    # how often each item is in either, where that differs; by equality alone
    sides = list(actual), list(expected)
    taken = [False] * len(sides[0]), [False] * len(sides[1])
    result = []

    def take(side, value):
        count = 0
        for at, other in enumerate(sides[side]):
            if not taken[side][at] and other == value:
                taken[side][at] = True
                count += 1
        return count

    for side in 0, 1:
        for at, value in enumerate(sides[side]):
            if not taken[side][at]:
                counts = take(0, value), take(1, value)
                if counts[0] != counts[1]:
                    result.append(_Mismatch(counts[0], counts[1], value))
    return result


def _ordered_count(iterable):
    # how often each item is there, in the order of first appearance
    counts = OrderedDict()
    for item in iterable:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _count_diff_hashable(actual, expected):
    # the same as above, by hash
    have, want = _ordered_count(actual), _ordered_count(expected)
    result = [_Mismatch(count, want.get(item, 0), item) for item, count in have.items() if count != want.get(item, 0)]
    result.extend(_Mismatch(0, count, item) for item, count in want.items() if item not in have)
    return result
