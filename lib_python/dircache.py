"""Listings of directories, read anew only when the directory has changed (library reference 36.2)."""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("the dircache module has been removed in Python 3.0", stacklevel=2)

import os

__all__ = ["listdir", "opendir", "annotate", "reset"]

cache = {}                      # path: (time of its last change, sorted names)


def reset():
    """Forget all listings."""
    cache.clear()


def listdir(path):
    """The sorted names in a directory; the same list as last time unless the directory has changed."""
    changed = os.stat(path).st_mtime
    known = cache.get(path)
    if known is None or known[0] != changed:
        known = cache[path] = changed, sorted(os.listdir(path))
    return known[1]


opendir = listdir


def annotate(head, list):
    """Mark each name in the list that is a directory below head with a slash at its end."""
    for at, name in enumerate(list):
        if os.path.isdir(os.path.join(head, name)):
            list[at] += '/'
