"""Files and directories compared (library reference 10.4)."""

import itertools
import os
import stat

__all__ = ["cmp", "dircmp", "cmpfiles"]

_cache = {}                     # (names and signatures of two files): whether they are equal
BUFSIZE = 8192


def _signature(path):
    found = os.stat(path)
    return stat.S_IFMT(found.st_mode), found.st_size, found.st_mtime


def cmp(f1, f2, shallow=1):
    """Whether two files are equal: files of one type, size and time are, unless shallow is false."""
    one, two = _signature(f1), _signature(f2)
    if not one[0] == stat.S_IFREG == two[0]:
        return False
    if shallow and one == two:
        return True
    if one[1] != two[1]:
        return False
    key = f1, f2, one, two
    if key not in _cache:
        if len(_cache) > 100:
            _cache.clear()
        _cache[key] = _same_content(f1, f2)
    return _cache[key]


def _same_content(f1, f2):
    with open(f1, 'rb') as one:
        with open(f2, 'rb') as two:
            while 1:
                block = one.read(BUFSIZE)
                if block != two.read(BUFSIZE):
                    return False
                if not block:
                    return True


def cmpfiles(a, b, common, shallow=1):
    """Names of files in two directories: (those that are equal, those that are not, those that cannot be compared)."""
    results = [], [], []
    for name in common:
        try:
            which = 0 if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else 1
        except (os.error, IOError):
            which = 2
        results[which].append(name)
    return results


def _kind(path):
    try:
        return stat.S_IFMT(os.stat(path).st_mode)
    except os.error:
        return None


class dircmp:
    """Two directories compared; what they differ in is found out when it is asked for.

    left_list and right_list are the names in them, common those in both, left_only and right_only the others;
    common_dirs, common_files, common_funny (of different types) part the common ones; same_files, diff_files,
    funny_files the common files; subdirs has a dircmp for each common directory."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left, self.right = a, b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = ['RCS', 'CVS', 'tags'] if ignore is None else ignore

    def phase0(self):
        """Read the directories."""
        skip = self.hide + self.ignore
        self.left_list, self.right_list = [sorted(name for name in os.listdir(folder) if name not in skip)
                                           for folder in (self.left, self.right)]

    def phase1(self):
        """Compare the names, whose case may not matter here."""
        left, right = [dict(itertools.izip(itertools.imap(os.path.normcase, names), names))
                       for names in (self.left_list, self.right_list)]
        self.common = [name for key, name in left.items() if key in right]
        self.left_only = [name for key, name in left.items() if key not in right]
        self.right_only = [name for key, name in right.items() if key not in left]

    def phase2(self):
        """Compare the types of what is common."""
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        into = {stat.S_IFDIR: self.common_dirs, stat.S_IFREG: self.common_files}
        for name in self.common:
            kinds = [_kind(os.path.join(folder, name)) for folder in (self.left, self.right)]
            chosen = into.get(kinds[0], self.common_funny) if kinds[0] == kinds[1] else self.common_funny
            chosen.append(name)

    def phase3(self):
        """Compare the files."""
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)

    def phase4(self):
        """Compare the directories below."""
        self.subdirs = dict((name, dircmp(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore,
                                          self.hide)) for name in self.common_dirs)

    def phase4_closure(self):
        """Compare all directories below."""
        self.phase4()
        for each in self.subdirs.itervalues():
            each.phase4_closure()

    methodmap = dict(subdirs=phase4, left_list=phase0, right_list=phase0)
    methodmap.update(dict.fromkeys(('same_files', 'diff_files', 'funny_files'), phase3))
    methodmap.update(dict.fromkeys(('common_dirs', 'common_files', 'common_funny'), phase2))
    methodmap.update(dict.fromkeys(('common', 'left_only', 'right_only'), phase1))

    def __getattr__(self, attr):
        if attr not in self.methodmap:
            raise AttributeError(attr)
        self.methodmap[attr](self)
        return getattr(self, attr)

    # -- telling

    def report(self):
        """Print what the directories differ in."""
        print 'diff', self.left, self.right
        for title, names in (('Only in ' + self.left, 'left_only'), ('Only in ' + self.right, 'right_only'),
                             ('Identical files', 'same_files'), ('Differing files', 'diff_files'),
                             ('Trouble with common files', 'funny_files'),
                             ('Common subdirectories', 'common_dirs'), ('Common funny cases', 'common_funny')):
            found = getattr(self, names)
            if found:
                if names.endswith('only'):
                    found.sort()
                print title, ':', found

    def _report_below(self, full):
        self.report()
        for each in self.subdirs.itervalues():
            print
            if full:
                each._report_below(True)
            else:
                each.report()

    def report_partial_closure(self):
        """Print that, and for common directories too."""
        self._report_below(False)

    def report_full_closure(self):
        """Print that, and for all directories below."""
        self._report_below(True)


def demo():
    """The command: filecmp [-r] directory directory"""
    import getopt
    import sys
    options, names = getopt.getopt(sys.argv[1:], 'r')
    if len(names) != 2:
        raise getopt.GetoptError('need exactly two args', None)
    compared = dircmp(*names)
    if ('-r', '') in options:
        compared.report_full_closure()
    else:
        compared.report()


if __name__ == '__main__':
    demo()
