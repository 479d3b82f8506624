"""The lines of source files, read once and kept.

A file that is not found is asked of the module's loader, then looked for along sys.path.
"""

import os
import sys

__all__ = ["getline", "clearcache", "checkcache"]

cache = {}      # file name -> (size, modification time or None, lines, full name)


def clearcache():
    """Forget all lines."""
    global cache
    cache = {}


def getline(filename, lineno, module_globals=None):
    """One line of a file, counted from 1, with its end; '' if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 0 < lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list if it cannot be read."""
    known = cache.get(filename)
    if known is not None:
        return known[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget the lines of a file, or of all, where the file on disk is not the one read."""
    for name in cache.keys() if filename is None else [filename]:
        if name not in cache:
            continue
        size, changed, _, path = cache[name]
        if changed is None:
            continue    # from a loader: it does not change
        try:
            found = os.stat(path)
        except os.error:
            found = None
        if found is None or (found.st_size, found.st_mtime) != (size, changed):
            del cache[name]


def _from_loader(filename, module_globals):
    # The lines by the module's loader; None if it has no say in the matter.
    if not module_globals or '__loader__' not in module_globals:
        return None
    name = module_globals.get('__name__')
    get_source = getattr(module_globals['__loader__'], 'get_source', None)
    if not name or not get_source:
        return None
    try:
        source = get_source(name)
    except (ImportError, IOError):
        return None
    if source is None:
        return []
    lines = [line + '\n' for line in source.splitlines()]
    cache[filename] = len(source), None, lines, filename
    return lines


def _along_path(filename):
    # (full name, stat result) in the first folder of sys.path that has it
    if os.path.isabs(filename):
        return None
    for folder in sys.path:
        try:
            path = os.path.join(folder, filename)
        except (TypeError, AttributeError):
            continue    # import hooks may have put anything there
        try:
            return path, os.stat(path)
        except os.error:
            pass
    return None


def updatecache(filename, module_globals=None):
    """Read a file anew and return its lines; an empty list if it cannot be read."""
    cache.pop(filename, None)
    if not filename or filename[0] == '<' and filename[-1] == '>':
        return []
    try:
        place = filename, os.stat(filename)
    except OSError:
        lines = _from_loader(filename, module_globals)
        if lines is not None:
            return lines
        place = _along_path(filename)
        if place is None:
            return []
    path, found = place
    try:
        with open(path, 'rU') as source:
            lines = source.readlines()
    except IOError:
        return []
    if lines and lines[-1][-1:] != '\n':
        lines[-1] += '\n'
    cache[filename] = found.st_size, found.st_mtime, lines, path
    return lines
