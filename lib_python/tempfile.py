"""Temporary files and directories that nobody else can open, in a directory that the environment may choose.

A name is tried with O_EXCL, so that what is there already is never taken over; which names are tried cannot be
guessed.  tempdir is where they are made; None until it is needed or set.
"""

import errno as _errno
import io as _io
import os as _os

try:
    from cStringIO import StringIO as _StringIO
except ImportError:
    from StringIO import StringIO as _StringIO
try:
    import fcntl as _fcntl
except ImportError:
    def _set_cloexec(fd):
        pass
else:
    def _set_cloexec(fd):
        """Programs that this process becomes shall not inherit the descriptor."""
        try:
            flags = _fcntl.fcntl(fd, _fcntl.F_GETFD, 0)
        except IOError:
            return
        _fcntl.fcntl(fd, _fcntl.F_SETFD, flags | _fcntl.FD_CLOEXEC)
try:
    import thread as _thread
except ImportError:
    import dummy_thread as _thread

_allocate_lock = _thread.allocate_lock

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'mkstemp', 'mkdtemp', 'mktemp', 'TMP_MAX',
           'gettempprefix', 'tempdir', 'gettempdir']

_text_openflags = _os.O_RDWR | _os.O_CREAT | _os.O_EXCL
for _flag in 'O_NOINHERIT', 'O_NOFOLLOW':
    _text_openflags |= getattr(_os, _flag, 0)
_bin_openflags = _text_openflags | getattr(_os, 'O_BINARY', 0)
del _flag

# How many names are tried before giving up.
TMP_MAX = getattr(_os, 'TMP_MAX', 10000)

template = 'tmp'
tempdir = None
_once_lock = _allocate_lock()
_stat = getattr(_os, 'lstat', _os.stat)


def _exists(fn):
    try:
        _stat(fn)
    except _os.error:
        return False
    return True


class _RandomNameSequence:
    """An endless iterator of names of six characters, seeded anew in a child process."""

    characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
    _owner = None

    def __init__(self):
        self.normcase = _os.path.normcase
        self.mutex = _allocate_lock()

    @property
    def rng(self):
        process = _os.getpid()
        if process != self._owner:
            from random import Random
            self._source, self._owner = Random(), process
        return self._source

    def __iter__(self):
        return self

    def next(self):
        with self.mutex:
            pick = self.rng.choice
            return self.normcase(''.join([pick(self.characters) for _ in range(6)]))


def _candidate_tempdir_list():
    """Where a temporary file may go, best first."""
    named = [value for value in map(_os.getenv, ('TMPDIR', 'TEMP', 'TMP')) if value]
    usual = ['/tmp', '/var/tmp', '/usr/tmp']
    if _os.name == 'nt':
        usual = [r'c:\temp', r'c:\tmp', r'\temp', r'\tmp']
    try:
        here = _os.getcwd()
    except (AttributeError, _os.error):
        here = _os.curdir
    return named + usual + [here]


def _usable(directory, names):
    """Can a file be written in directory?  Only a name that is taken is worth another try."""
    for _ in xrange(100):
        path = _os.path.join(directory, names.next())
        try:
            fd = _os.open(path, _bin_openflags, 0600)
        except (OSError, IOError) as failure:
            if failure.errno == _errno.EEXIST:
                continue
            return False
        try:
            try:
                with _io.open(fd, 'wb', closefd=False) as stream:
                    stream.write(b'blat')
            finally:
                _os.close(fd)
        except (OSError, IOError):
            return False
        finally:
            _os.unlink(path)
        return True
    return False


def _get_default_tempdir():
    """The first of the candidates that works; IOError if none does."""
    names = _RandomNameSequence()
    candidates = _candidate_tempdir_list()
    for directory in candidates:
        if directory != _os.curdir:
            directory = _os.path.normcase(_os.path.abspath(directory))
        if _usable(directory, names):
            return directory
    raise IOError(_errno.ENOENT, 'No usable temporary directory found in %s' % candidates)


_name_sequence = None


def _get_candidate_names():
    """The names to try, shared by all threads."""
    global _name_sequence
    if _name_sequence is None:
        with _once_lock:
            if _name_sequence is None:
                _name_sequence = _RandomNameSequence()
    return _name_sequence


def _try_names(dir, pre, suf, make, what):
    """(make(path), path) for the first name that is free."""
    names = _get_candidate_names()
    for _ in xrange(TMP_MAX):
        path = _os.path.join(dir, pre + names.next() + suf)
        try:
            return make(path), path
        except OSError as failure:
            if failure.errno != _errno.EEXIST:
                raise
    raise IOError(_errno.EEXIST, 'No usable temporary %s name found' % what)


def _mkstemp_inner(dir, pre, suf, flags):
    fd, path = _try_names(dir, pre, suf, lambda path: _os.open(path, flags, 0600), 'file')
    _set_cloexec(fd)
    return fd, _os.path.abspath(path)


def gettempprefix():
    """What temporary names start with."""
    return template


def gettempdir():
    """The directory for temporary files: tempdir if that is set, else the first usable one, which it is set to."""
    global tempdir
    if tempdir is None:
        with _once_lock:
            if tempdir is None:
                tempdir = _get_default_tempdir()
    return tempdir


def mkstemp(suffix='', prefix=template, dir=None, text=False):
    """(descriptor, path) of a new file that only this user can read and write; to remove it is up to the caller."""
    return _mkstemp_inner(gettempdir() if dir is None else dir, prefix, suffix,
                          _text_openflags if text else _bin_openflags)


def mkdtemp(suffix='', prefix=template, dir=None):
    """The path of a new directory for this user only; to remove it is up to the caller."""
    return _try_names(gettempdir() if dir is None else dir, prefix, suffix,
                      lambda path: _os.mkdir(path, 0700), 'directory')[1]


def mktemp(suffix='', prefix=template, dir=None):
    """A path where nothing is yet.  Somebody may be faster in using it: take mkstemp()."""
    if dir is None:
        dir = gettempdir()
    names = _get_candidate_names()
    for _ in xrange(TMP_MAX):
        path = _os.path.join(dir, prefix + names.next() + suffix)
        if not _exists(path):
            return path
    raise IOError(_errno.EEXIST, 'No usable temporary filename found')


class _TemporaryFileWrapper:
    """A file with a name that is removed when it is closed, unless delete is false."""

    def __init__(self, file, name, delete=True):
        self.file, self.name, self.delete = file, name, delete
        self.close_called = False
        # Kept here, for at the end of the process modules may be gone before files are.
        self.unlink = _os.unlink

    def __getattr__(self, name):
        value = getattr(self.__dict__['file'], name)
        if not issubclass(type(value), type(0)):
            setattr(self, name, value)
        return value

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def close(self):
        if self.close_called:
            return
        self.close_called = True
        try:
            self.file.close()
        finally:
            if self.delete:
                self.unlink(self.name)

    def __del__(self):
        self.close()


def _open_fd(fd, mode, bufsize):
    try:
        return _os.fdopen(fd, mode, bufsize)
    except:
        _os.close(fd)
        raise


def NamedTemporaryFile(mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None, delete=True):
    """An open file whose path is its attribute name; closing it removes it unless delete is false."""
    flags = _bin_openflags if 'b' in mode else _text_openflags
    if _os.name == 'nt' and delete:
        flags |= _os.O_TEMPORARY
    fd, path = _mkstemp_inner(gettempdir() if dir is None else dir, prefix, suffix, flags)
    try:
        stream = _os.fdopen(fd, mode, bufsize)
        return _TemporaryFileWrapper(stream, path, delete)
    except BaseException:
        _os.unlink(path)
        _os.close(fd)
        raise


if _os.name != 'posix':
    # A file that is open cannot lose its name there.
    TemporaryFile = NamedTemporaryFile
else:
    def TemporaryFile(mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None):
        """An open file without a name: it ends with its last descriptor."""
        fd, path = _mkstemp_inner(gettempdir() if dir is None else dir, prefix, suffix, _bin_openflags)
        try:
            _os.unlink(path)
        except:
            _os.close(fd)
            raise
        return _open_fd(fd, mode, bufsize)


def _delegate(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)
    method.__name__ = name
    return method


class SpooledTemporaryFile:
    """A temporary file kept in memory until it is larger than max_size or its descriptor is asked for."""

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None):
        self._file = _StringIO()
        self._max_size = max_size
        self._rolled = False
        self._TemporaryFileArgs = mode, bufsize, suffix, prefix, dir

    def _check(self, file):
        if self._max_size and not self._rolled and file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Move to disk now."""
        if self._rolled:
            return
        memory = self._file
        self._file = TemporaryFile(*self._TemporaryFileArgs)
        del self._TemporaryFileArgs
        self._file.write(memory.getvalue())
        self._file.seek(memory.tell(), 0)
        self._rolled = True

    def __enter__(self):
        if self._file.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    close, flush, isatty, next, read, readline, readlines, seek, tell = map(_delegate, [
        'close', 'flush', 'isatty', 'next', 'read', 'readline', 'readlines', 'seek', 'tell'])

    def xreadlines(self, *args):
        # Memory files have none.
        if hasattr(self._file, 'xreadlines'):
            return self._file.xreadlines(*args)
        return iter(self._file.readlines(*args))

    @property
    def closed(self):
        return self._file.closed

    @property
    def mode(self):
        return self._file.mode if self._rolled else self._TemporaryFileArgs[0]

    @property
    def name(self):
        return self._file.name if self._rolled else None

    @property
    def softspace(self):
        return self._file.softspace

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def truncate(self, size=None):
        if size is None:
            self._file.truncate()
            return
        if size > self._max_size:
            self.rollover()
        self._file.truncate(size)

    def write(self, s):
        self._file.write(s)
        self._check(self._file)

    def writelines(self, iterable):
        # One at a time, lest a long iterator fill the memory.
        rest = iter(iterable)
        for line in rest:
            self._file.write(line)
            if self._max_size and not self._rolled and self._file.tell() > self._max_size:
                break
        else:
            return
        self.rollover()
        self._file.writelines(rest)
