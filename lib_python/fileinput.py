"""Lines of several files as if they were one (library reference 10.2): those of the command line unless others are given."""

import os
import sys

__all__ = ["input", "close", "nextfile", "filename", "lineno", "filelineno", "isfirstline", "isstdin", "FileInput"]

_state = None                           # what the functions are about
DEFAULT_BUFSIZE = 8 * 1024


def input(files=None, inplace=0, backup="", bufsize=0, mode="r", openhook=None):
    """The FileInput that the other functions are about from now on; its parameters are the same."""
    global _state
    if _state and _state._file:
        raise RuntimeError("input() already active")
    _state = FileInput(files, inplace, backup, bufsize, mode, openhook)
    return _state


def close():
    """End the input."""
    global _state
    ended, _state = _state, None
    if ended:
        ended.close()


def _active(name, doc):
    def function():
        if not _state:
            raise RuntimeError("no active input()")
        return getattr(_state, name)()
    function.__name__, function.__doc__ = name, doc
    return function


nextfile = _active('nextfile', "Go on with the next file.")
filename = _active('filename', "The name of the present file; None before the first line.")
lineno = _active('lineno', "The number of the present line in all files.")
filelineno = _active('filelineno', "The number of the present line in its file.")
fileno = _active('fileno', "The descriptor of the present file, or -1.")
isfirstline = _active('isfirstline', "Whether the present line is the first of its file.")
isstdin = _active('isstdin', "Whether the present line is from the standard input.")


class FileInput:
    """The lines of files; '-' stands for the standard input.

    With inplace, what is printed goes to the file that is read, and the old one stays only if backup is an ending for its
    name.  openhook(filename, mode) opens files in another way."""

    # set before there are files, so that __del__ finds them
    _files, _file, _output, _stdout, _old = (), None, None, None, None

    def __init__(self, files=None, inplace=0, backup="", bufsize=0, mode="r", openhook=None):
        if files is None:
            files = sys.argv[1:]
        if isinstance(files, basestring):
            files = files,
        self._files = tuple(files) or ('-',)
        self._inplace, self._backup, self._openhook = inplace, backup, openhook
        self._filename, self._isstdin = None, False
        self._before = self._filelineno = 0     # lines of other files, and of this one
        if mode not in ('r', 'rU', 'U', 'rb'):
            raise ValueError("FileInput opening mode must be one of 'r', 'rU', 'U' and 'rb'")
        self._mode = mode
        if openhook:
            if inplace:
                raise ValueError("FileInput cannot use an opening hook in inplace mode")
            if not callable(openhook):
                raise ValueError("FileInput openhook must be callable")

    def __del__(self):
        self.close()

    def close(self):
        """End the input."""
        try:
            self.nextfile()
        finally:
            self._files = ()

    # -- files

    def _open(self):
        # the next file
        self._filename, self._files = self._files[0], self._files[1:]
        self._before, self._filelineno = self.lineno(), 0
        self._isstdin = self._filename == '-'
        if self._isstdin:
            self._filename, self._file = '<stdin>', sys.stdin
        elif self._inplace:
            self._open_in_place()
        else:
            self._file = (self._openhook or open)(self._filename, self._mode)

    def _open_in_place(self):
        name = self._filename
        old = name + (self._backup or os.extsep + 'bak')
        if os.path.lexists(old):
            os.unlink(old)
        os.rename(name, old)
        self._old = old
        self._file = open(old, self._mode)
        rights = os.fstat(self._file.fileno()).st_mode
        self._output = os.fdopen(os.open(name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, rights), 'w')
        try:
            os.chmod(name, rights)
        except OSError:
            pass
        self._stdout, sys.stdout = sys.stdout, self._output

    def nextfile(self):
        """Go on with the next file; lines that are skipped do not count."""
        stdout, output, file, old = self._stdout, self._output, self._file, self._old
        self._stdout = self._output = self._file = self._old = None
        if stdout:
            sys.stdout = stdout
        try:
            if output:
                output.close()
        finally:
            try:
                if file and not self._isstdin:
                    file.close()
            finally:
                self._isstdin = False
                if old and not self._backup:
                    try:
                        os.unlink(old)
                    except OSError:
                        pass

    # -- lines

    def readline(self):
        """The next line; '' at the end."""
        while 1:
            if not self._file:
                if not self._files:
                    return ''
                self._open()
            line = self._file.readline()
            if line:
                self._filelineno += 1
                return line
            self.nextfile()

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __getitem__(self, i):
        if i != self.lineno():
            raise RuntimeError("accessing lines out of order")
        line = self.readline()
        if not line:
            raise IndexError("end of input reached")
        return line

    # -- what the present line is

    def filename(self):
        return self._filename

    def lineno(self):
        return self._before + self._filelineno

    def filelineno(self):
        return self._filelineno

    def fileno(self):
        try:
            return self._file.fileno() if self._file else -1
        except ValueError:
            return -1

    def isfirstline(self):
        return self._filelineno == 1

    def isstdin(self):
        return self._isstdin


# -- ways to open files

def hook_compressed(filename, mode):
    """Open files with the endings .gz and .bz2 for what is compressed in them."""
    ending = os.path.splitext(filename)[1]
    if ending == '.gz':
        import gzip
        return gzip.open(filename, mode)
    if ending == '.bz2':
        import bz2
        return bz2.BZ2File(filename, mode)
    return open(filename, mode)


def hook_encoded(encoding):
    """A function that opens files for texts in an encoding."""
    import io

    def openhook(filename, mode):
        return io.open(filename, mode.translate(None, 'Ub') or 'r', encoding=encoding, newline='')
    return openhook


def _test():
    # the command: shows lines and their numbers
    import getopt
    options, names = getopt.getopt(sys.argv[1:], 'ib:')
    options = dict(options)
    for line in input(names, inplace='-i' in options, backup=options.get('-b', 0)):
        print '%d: %s[%d]%s %s' % (lineno(), filename(), filelineno(), '*' if isfirstline() else '',
                                   line.rstrip('\r\n'))
    print '%d: %s[%d]' % (lineno(), filename(), filelineno())


if __name__ == '__main__':
    _test()
