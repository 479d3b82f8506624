"""The path functions that need nothing but os.stat(), shared by every flavour of os.path."""

import os
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize', 'isdir', 'isfile']

try:
    _unicode = unicode
except NameError:
    class _unicode(object):
        """Stands in for unicode where an interpreter is built without it."""


def _mode(path):
    """The mode word of what path leads to, or None where that is nothing."""
    try:
        return os.stat(path).st_mode
    except os.error:
        return None


def exists(path):
    """Does something lie at path?  A dangling symbolic link counts as nothing."""
    return _mode(path) is not None


def isfile(path):
    """Does path lead to a regular file?  Symbolic links are followed."""
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def isdir(s):
    """Does s lead to a directory?  Symbolic links are followed."""
    mode = _mode(s)
    return mode is not None and stat.S_ISDIR(mode)


def getsize(filename):
    """Size of the file in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When its contents last changed, in seconds since the epoch."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When it was last read, in seconds since the epoch."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When its inode last changed, in seconds since the epoch."""
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest start that all sequences in m share; they need not be paths and it need not end at a separator."""
    if not m:
        return ''
    low, high = min(m), max(m)
    length = 0
    for item in low:
        # low <= high, so high runs out no earlier than where they differ.
        if length == len(high) or item != high[length]:
            return low[:length]
        length += 1
    return low


def _splitext(p, sep, altsep, extsep):
    """(root, extension) of a path; dots that lead its last component belong to the root."""
    start = p.rfind(sep) + 1
    if altsep:
        start = max(start, p.rfind(altsep) + 1)
    dot = p.rfind(extsep)
    if dot < start or not p[start:dot].strip(extsep):
        return p, ''
    return p[:dot], p[dot:]
