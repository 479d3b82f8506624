"""File names against patterns of the shell: * is any run of characters, ? any one, [abc] one of these, [!abc] another.

Nothing is special about '/' or a leading dot here.
"""

import re

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']

_cache = {}
_MAXCACHE = 100


def _purge():
    """Forget the compiled patterns."""
    _cache.clear()


def _matcher(pat):
    match = _cache.get(pat)
    if match is None:
        compiled = re.compile(translate(pat))
        if len(_cache) >= _MAXCACHE:
            _purge()
        match = _cache[pat] = compiled.match
    return match


def fnmatch(name, pat):
    """Does name match, upper and lower case being one where the system sees it so?"""
    import os
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def filter(names, pat):
    """Those of names that fnmatch() accepts."""
    import os
    import posixpath
    match = _matcher(os.path.normcase(pat))
    if os.path is posixpath:
        # There normcase() changes nothing.
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Does name match, upper case being another than lower case?"""
    return _matcher(pat)(name) is not None


def _bracket(pat, at):
    """(regular expression of the set that opens before at, index behind it); at itself if nothing closes it."""
    closing = at
    if pat[closing:closing + 1] == '!':
        closing += 1
    # A bracket that comes first is one of the set.
    closing = pat.find(']', closing + 1)
    if closing < 0:
        return '\\[', at
    inside = pat[at:closing].replace('\\', '\\\\')
    if inside[0] == '!':
        inside = '^' + inside[1:]
    elif inside[0] == '^':
        inside = '\\' + inside
    return '[' + inside + ']', closing + 1


def translate(pat):
    """The regular expression that a pattern stands for; there is no way to quote its special characters."""
    pieces, at = [], 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == '[':
            piece, at = _bracket(pat, at)
        else:
            piece = {'*': '.*', '?': '.'}.get(char) or re.escape(char)
        pieces.append(piece)
    return ''.join(pieces) + '\\Z(?ms)'
