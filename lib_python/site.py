"""Run at start unless -S is given: completes sys.path by the places of installed packages and adds to the built-ins.

Each place for packages may hold .pth files: a line names a directory to add, or is run if it starts with `import`.
The places are <prefix>/site-packages, and the user's own below USER_BASE where ENABLE_USER_SITE allows it.
Then the modules sitecustomize and usercustomize are imported, if there are any.

This module is on the way of every start: it loads nothing but os, and looks only where it must.
"""

import sys
import __builtin__
import os

PREFIXES = [sys.prefix, sys.exec_prefix]

# True: used; False: switched off by the user; None: not safe, or not yet decided.
ENABLE_USER_SITE = None
USER_SITE = None
USER_BASE = None

_PACKAGES_IN_PREFIX = '__pypy__' in sys.builtin_module_names


def makepath(*paths):
    """(path joined from the parts and made absolute where that is possible, the same for comparison)"""
    joined = os.path.join(*paths)
    try:
        joined = os.path.abspath(joined)
    except OSError:
        pass
    return joined, os.path.normcase(joined)


def abs__file__():
    """Make the __file__ of the modules loaded so far absolute."""
    for module in sys.modules.values():
        if hasattr(module, '__loader__'):
            # Its loader knows better.
            continue
        try:
            if not module.__file__.startswith('/'):
                module.__file__ = os.path.abspath(module.__file__)
        except (AttributeError, OSError):
            pass


def removeduppaths():
    """Make sys.path absolute and free of repetitions; answer with the set of what it holds."""
    kept, known = [], set()
    for entry in sys.path:
        entry, folded = makepath(entry)
        if folded not in known:
            known.add(folded)
            kept.append(entry)
    sys.path[:] = kept
    return known


def _init_pathinfo():
    """The directories on sys.path, as a set for comparison."""
    known = set()
    for entry in sys.path:
        try:
            if os.path.isdir(entry):
                known.add(makepath(entry)[1])
        except TypeError:
            pass
    return known


def _complain(line_number, fullname):
    import traceback
    report = ['Error processing line {:d} of {}:\n'.format(line_number, fullname)]
    for record in traceback.format_exception(*sys.exc_info()):
        report += ['  ' + line for line in record.splitlines()]
    report.append('\nRemainder of file ignored')
    print >> sys.stderr, '\n'.join(report)


def addpackage(sitedir, name, known_paths):
    """Process one .pth file of sitedir; known_paths as for addsitedir()."""
    fresh = known_paths is None
    if fresh:
        known_paths = _init_pathinfo()
    fullname = os.path.join(sitedir, name)
    try:
        stream = open(fullname, 'rU')
    except IOError:
        return
    with stream:
        for number, line in enumerate(stream, 1):
            if line.startswith('#'):
                continue
            try:
                if line.startswith(('import ', 'import\t')):
                    exec line
                    continue
                entry, folded = makepath(sitedir, line.rstrip())
                if folded not in known_paths and os.path.exists(entry):
                    sys.path.append(entry)
                    known_paths.add(folded)
            except Exception:
                _complain(number, fullname)
                break
    return None if fresh else known_paths


def addsitedir(sitedir, known_paths=None):
    """Add a place for packages to sys.path and process its .pth files.

    known_paths is the set of what sys.path holds, updated and answered; None to have it made.
    """
    fresh = known_paths is None
    if fresh:
        known_paths = _init_pathinfo()
    sitedir, folded = makepath(sitedir)
    if folded not in known_paths:
        sys.path.append(sitedir)
    try:
        names = os.listdir(sitedir)
    except os.error:
        return
    for name in sorted(names):
        if name.endswith('.pth'):
            addpackage(sitedir, name, known_paths)
    return None if fresh else known_paths


def check_enableusersite():
    """May the user's own packages be used?  False if asked not to, None if the process acts for somebody else."""
    if sys.flags.no_user_site:
        return False
    if os.geteuid() != os.getuid() or os.getegid() != os.getgid():
        return None
    return True


def getuserbase():
    """The directory below which the user's own packages lie: $PYTHONUSERBASE, or ~/.local."""
    global USER_BASE
    if USER_BASE is None:
        USER_BASE = os.environ.get('PYTHONUSERBASE') or os.path.join(os.path.expanduser('~'), '.local')
    return USER_BASE


def getusersitepackages():
    """The place for the user's own packages."""
    global USER_SITE
    base = getuserbase()
    if USER_SITE is None:
        USER_SITE = os.path.join(base, 'lib', 'python' + sys.version[:3], 'site-packages')
    return USER_SITE


def addusersitepackages(known_paths):
    """Add the user's place if it is there and allowed."""
    place = getusersitepackages()
    if ENABLE_USER_SITE and os.path.isdir(place):
        addsitedir(place, known_paths)
    return known_paths


def getsitepackages():
    """The places for packages that everyone uses, one for each prefix."""
    places, seen = [], set()
    for prefix in PREFIXES:
        if not prefix or prefix in seen:
            continue
        seen.add(prefix)
        if _PACKAGES_IN_PREFIX:
            places.append(os.path.join(prefix, 'site-packages'))
        else:
            places.append(os.path.join(prefix, 'lib', 'python' + sys.version[:3], 'site-packages'))
            places.append(os.path.join(prefix, 'lib', 'site-python'))
    return places


def addsitepackages(known_paths):
    """Add those of the places for packages that are there."""
    for place in getsitepackages():
        if os.path.isdir(place):
            addsitedir(place, known_paths)
    return known_paths


class Quitter(object):
    """What exit and quit are: called, they end the interpreter."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'Use %s() or Ctrl-D (i.e. EOF) to exit' % self.name

    def __call__(self, code=None):
        # Shells that catch SystemExit give up when their input is closed.
        try:
            sys.stdin.close()
        except:
            pass
        raise SystemExit(code)


def setquit():
    """Add exit and quit to the built-ins."""
    __builtin__.quit = Quitter('quit')
    __builtin__.exit = Quitter('exit')


class _Printer(object):
    """Shows a text page by page when called; the text may come from the first file that can be read."""

    MAXLINES = 23

    def __init__(self, name, data, files=(), dirs=()):
        self._name = name
        self._data = data
        self._candidates = files, dirs
        self._lines = None

    def _setup(self):
        if self._lines is not None:
            return
        files, dirs = self._candidates
        text = None
        for place in dirs:
            for name in files:
                try:
                    with open(os.path.join(place, name), 'rU') as stream:
                        text = stream.read()
                except IOError:
                    continue
                break
            if text:
                break
        self._lines = (text or self._data).split('\n')

    def __repr__(self):
        self._setup()
        if len(self._lines) <= self.MAXLINES:
            return '\n'.join(self._lines)
        return 'Type %s() to see the full %s text' % (self._name, self._name)

    def __call__(self):
        self._setup()
        shown = 0
        while shown < len(self._lines):
            if shown:
                answer = None
                while answer not in ('', 'q'):
                    answer = raw_input('Hit Return for more, or q (and Return) to quit: ')
                if answer == 'q':
                    return
            for line in self._lines[shown:shown + self.MAXLINES]:
                print line
            shown += self.MAXLINES


def setcopyright():
    """Add copyright, credits and license to the built-ins."""
    __builtin__.copyright = _Printer('copyright', sys.copyright)
    __builtin__.credits = _Printer('credits', 'Python is the work of its community and of the Python Software '
                                              'Foundation: see www.python.org.')
    __builtin__.license = _Printer('license', 'See http://www.python.org/psf/license/', ['LICENSE.txt', 'LICENSE'],
                                   [sys.prefix, os.curdir])


class _Helper(object):
    """What help is: pydoc, loaded when it is first called."""

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *args, **kwds):
        import pydoc
        return pydoc.help(*args, **kwds)


def sethelper():
    """Add help to the built-ins."""
    __builtin__.help = _Helper()


def aliasmbcs():
    """Windows only: there a locale's encoding may have no codec of its own."""


def setencoding():
    """The default encoding is ASCII and stays so; a sitecustomize may say otherwise."""


def _customize(name):
    try:
        __import__(name)
    except ImportError:
        pass
    except Exception:
        if sys.flags.verbose:
            sys.excepthook(*sys.exc_info())
        else:
            print >> sys.stderr, "'import %s' failed; use -v for traceback" % name


def execsitecustomize():
    """Import sitecustomize, if there is one: what this installation wants done at every start."""
    _customize('sitecustomize')


def execusercustomize():
    """Import usercustomize, if there is one: what this user wants done at every start."""
    _customize('usercustomize')


def main():
    global ENABLE_USER_SITE
    abs__file__()
    known_paths = removeduppaths()
    if ENABLE_USER_SITE is None:
        ENABLE_USER_SITE = check_enableusersite()
    addusersitepackages(known_paths)
    addsitepackages(known_paths)
    for add in setquit, setcopyright, sethelper, aliasmbcs, setencoding, execsitecustomize:
        add()
    if ENABLE_USER_SITE:
        execusercustomize()
    # From here on strings of both kinds exist, whose hashes and comparisons a new default encoding would break.
    if hasattr(sys, 'setdefaultencoding'):
        del sys.setdefaultencoding


main()


def _script():
    """The command line: `python -m site [--user-base] [--user-site]`."""
    args = sys.argv[1:]
    if not args:
        print 'sys.path = ['
        for entry in sys.path:
            print '    %r,' % (entry,)
        print ']'
        for label, place in ('USER_BASE', USER_BASE), ('USER_SITE', USER_SITE):
            print '%s: %r (%s)' % (label, place, 'exists' if os.path.isdir(place) else "doesn't exist")
        print 'ENABLE_USER_SITE: %r' % ENABLE_USER_SITE
        sys.exit(0)
    wanted = [place for option, place in (('--user-base', USER_BASE), ('--user-site', USER_SITE)) if option in args]
    if not wanted:
        print ('%s [--user-base] [--user-site]\n\n'
               'Tells about sys.path and the user\'s own packages; with options, only the values of USER_BASE and\n'
               'USER_SITE, separated by %r.  Exit status with options: 0 if that place is used, 1 if the user\n'
               'switched it off, 2 if it is not safe or forbidden, more if something else is wrong.\n'
               % (sys.argv[0], os.pathsep))
        sys.exit(10)
    print os.pathsep.join(wanted)
    sys.exit({True: 0, False: 1, None: 2}.get(ENABLE_USER_SITE, 3))


if __name__ == '__main__':
    _script()
