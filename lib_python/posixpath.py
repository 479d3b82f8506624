"""Path names of POSIX systems: what os.path is there.

Every function takes a byte string or a unicode string and answers in kind, as far as the system's own names allow.
"""

import os
import stat
import sys
import genericpath
from genericpath import *
from genericpath import _unicode

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname', 'commonprefix',
           'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists', 'isdir', 'isfile', 'ismount',
           'walk', 'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat',
           'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath',
           'supports_unicode_filenames', 'relpath']

curdir, pardir = '.', '..'
sep, altsep, extsep = '/', None, '.'
pathsep, defpath = ':', ':/bin:/usr/bin'
devnull = '/dev/null'

supports_unicode_filenames = sys.platform == 'darwin'


def normcase(s):
    """Case matters here, so s itself."""
    return s


def isabs(s):
    """Does s start at the root?"""
    return s[:1] == '/'


def join(a, *p):
    """The components with one '/' between them; an absolute one discards all before it."""
    joined = a
    for part in p:
        if part.startswith('/'):
            joined = part
        elif joined == '' or joined.endswith('/'):
            joined += part
        else:
            joined += '/' + part
    return joined


def split(p):
    """(head, tail): tail is what follows the last '/'; head loses trailing slashes unless it is all slashes."""
    cut = p.rfind('/') + 1
    head = p[:cut]
    return head.rstrip('/') or head, p[cut:]


def splitext(p):
    """(root, ext): ext is '' or starts with the last dot of the last component."""
    return genericpath._splitext(p, '/', None, '.')


def splitdrive(p):
    """There are no drives: ('', p)."""
    return '', p


def basename(p):
    """Second half of split(p)."""
    return p[p.rfind('/') + 1:]


def dirname(p):
    """First half of split(p)."""
    head = p[:p.rfind('/') + 1]
    return head.rstrip('/') or head


def islink(path):
    """Is path a symbolic link?"""
    try:
        mode = os.lstat(path).st_mode
    except (os.error, AttributeError):
        return False
    return stat.S_ISLNK(mode)


def lexists(path):
    """Does something lie at path?  A dangling symbolic link counts."""
    try:
        os.lstat(path)
    except os.error:
        return False
    return True


def samestat(s1, s2):
    """Do two stat results describe one file?"""
    return (s1.st_ino, s1.st_dev) == (s2.st_ino, s2.st_dev)


def samefile(f1, f2):
    """Do two paths lead to one file?"""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Do two descriptors refer to one file?"""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def ismount(path):
    """Is something mounted at path?  So it is when its parent lies on another device, or is itself."""
    if islink(path):
        return False
    try:
        here = os.lstat(path)
        above = os.lstat(realpath(join(path, '..')))
    except os.error:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def walk(top, func, arg):
    """Call func(arg, directory, names) for top and every directory below it; func may edit names to prune.

    Python 3 has os.walk() only.
    """
    import warnings
    warnings.warnpy3k('In 3.x, os.path.walk is removed in favor of os.walk.', stacklevel=2)
    try:
        names = os.listdir(top)
    except os.error:
        return
    func(arg, top, names)
    for name in names:
        below = join(top, name)
        try:
            mode = os.lstat(below).st_mode
        except os.error:
            continue
        if stat.S_ISDIR(mode):
            walk(below, func, arg)


def expanduser(path):
    """A leading ~ or ~user becomes that user's home directory; an unknown one stays as it is."""
    if path[:1] != '~':
        return path
    end = path.find('/', 1)
    if end < 0:
        end = len(path)
    if end > 1:
        import pwd
        try:
            home = pwd.getpwnam(path[1:end]).pw_dir
        except KeyError:
            return path
    elif 'HOME' in os.environ:
        home = os.environ['HOME']
    else:
        import pwd
        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            return path
    return home.rstrip('/') + path[end:] or '/'


_variable = {}


def expandvars(path):
    """$name and ${name} become the values of environment variables; unknown ones stay as they are."""
    if '$' not in path:
        return path
    as_unicode = isinstance(path, _unicode)
    pattern = _variable.get(as_unicode)
    if pattern is None:
        import re
        pattern = re.compile(r'\$(\w+|\{[^}]*\})', re.UNICODE if as_unicode else 0)
        _variable[as_unicode] = pattern
    if as_unicode:
        encoding = sys.getfilesystemencoding() or 'ascii'
    pieces, done = [], 0
    for match in pattern.finditer(path):
        name = match.group(1)
        if name[:1] == '{' and name[-1:] == '}':
            name = name[1:-1]
        try:
            if as_unicode:
                value = os.environ[name.encode(encoding)].decode(encoding)
            else:
                value = os.environ[name]
        except KeyError:
            continue
        pieces += [path[done:match.start()], value]
        done = match.end()
    pieces.append(path[done:])
    return path[:0].join(pieces)


def normpath(path):
    """path without empty and '.' components and with 'x/..' taken out; exactly two leading slashes stay."""
    slash, dot = (u'/', u'.') if isinstance(path, _unicode) else ('/', '.')
    if path == '':
        return dot
    root = path[:0]
    if path.startswith('/'):
        # POSIX leaves the meaning of exactly two slashes to the system.
        root = slash * 2 if path.startswith('//') and not path.startswith('///') else slash
    kept = []
    for part in path.split('/'):
        if part == '' or part == '.':
            continue
        if part == '..' and kept and kept[-1] != '..':
            kept.pop()
        elif part != '..' or not root:
            kept.append(part)
    return root + slash.join(kept) or dot


def abspath(path):
    """path from the root on, normalised."""
    if not isabs(path):
        here = os.getcwdu() if isinstance(path, _unicode) else os.getcwd()
        path = join(here, path)
    return normpath(path)


def realpath(filename):
    """The path from the root on with all symbolic links followed; a cycle of links is left unresolved."""
    resolved, _ = _joinrealpath(filename[:0], filename, {})
    return abspath(resolved)


def _joinrealpath(path, rest, seen):
    """Append rest to the resolved path link by link: (path, True), or False where a cycle stopped it.

    seen maps each link met to its resolution, or to None while that is under way.
    """
    if isabs(rest):
        rest, path = rest[1:], sep
    while rest:
        name, _, rest = rest.partition(sep)
        if not name or name == curdir:
            continue
        if name == pardir:
            if not path:
                path = pardir
                continue
            path, last = split(path)
            if last == pardir:
                path = join(path, pardir, pardir)
            continue
        step = join(path, name)
        if not islink(step):
            path = step
            continue
        if step in seen:
            path = seen[step]
            if path is None:
                return join(step, rest), False
            continue
        seen[step] = None
        path, complete = _joinrealpath(path, os.readlink(step), seen)
        if not complete:
            return join(path, rest), False
        seen[step] = path
    return path, True


def relpath(path, start=curdir):
    """path as seen from the directory start."""
    if not path:
        raise ValueError('no path specified')
    origin = [name for name in abspath(start).split(sep) if name]
    target = [name for name in abspath(path).split(sep) if name]
    shared = len(commonprefix([origin, target]))
    steps = [pardir] * (len(origin) - shared) + target[shared:]
    return join(*steps) if steps else curdir
