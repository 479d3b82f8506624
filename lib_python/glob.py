"""The paths that match a pattern of the shell.  Names that start with a dot are found only by patterns that do."""

import fnmatch
import os
import re

__all__ = ['glob', 'iglob']

_special = re.compile('[*?[]')


def has_magic(s):
    """Is there a special character in s?"""
    return _special.search(s) is not None


def glob(pathname):
    """A list of the paths that match pathname."""
    return list(iglob(pathname))


def iglob(pathname):
    """The same one by one."""
    directory, name = os.path.split(pathname)
    if not has_magic(pathname):
        # With a slash at its end it has to be a directory.
        if os.path.lexists(pathname) if name else os.path.isdir(directory):
            yield pathname
        return
    if not directory:
        for found in glob1(os.curdir, name):
            yield found
        return
    # The root splits into itself: it has no pattern above it.
    if directory != pathname and has_magic(directory):
        places = iglob(directory)
    else:
        places = [directory]
    look = glob1 if has_magic(name) else glob0
    for place in places:
        for found in look(place, name):
            yield os.path.join(place, found)


def glob1(dirname, pattern):
    """The names in a directory that match a pattern."""
    dirname = dirname or os.curdir
    if isinstance(pattern, unicode) and not isinstance(dirname, unicode):
        import sys
        dirname = unicode(dirname, sys.getfilesystemencoding() or sys.getdefaultencoding())
    try:
        names = os.listdir(dirname)
    except os.error:
        return []
    if not pattern.startswith('.'):
        names = [name for name in names if not name.startswith('.')]
    return fnmatch.filter(names, pattern)


def glob0(dirname, basename):
    """[basename] if there is one in a directory, else []; '' stands for the directory itself."""
    there = os.path.lexists(os.path.join(dirname, basename)) if basename else os.path.isdir(dirname)
    return [basename] if there else []
