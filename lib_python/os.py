"""The operating system: the calls of the built-in posix module, and what is better said in Python.

os.path is the module of path functions of this system.  Calls that fail raise OSError, of which error is another name.
"""

import errno
import sys

import posix
from posix import *
try:
    from posix import _exit
except ImportError:
    pass
import posixpath as path

sys.modules['os.path'] = path

from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

name = 'posix'
linesep = '\n'
SEEK_SET, SEEK_CUR, SEEK_END = range(3)

__all__ = ['altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path', 'devnull', 'extsep',
           'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'makedirs', 'removedirs', 'renames', 'walk', 'execl', 'execle', 'execlp',
           'execlpe', 'execvp', 'execvpe', 'getenv']
__all__ += [_public for _public in getattr(posix, '__all__', None) or dir(posix) if not _public.startswith('_')]


def _get_exports_list(module):
    """The names that `from module import *` would bring."""
    if hasattr(module, '__all__'):
        return list(module.__all__)
    return [public for public in dir(module) if public[0] != '_']


def makedirs(name, mode=0777):
    """mkdir() name with all missing directories above it."""
    above, last = path.split(name)
    if not last:
        above, last = path.split(above)
    if above and last and not path.exists(above):
        try:
            makedirs(above, mode)
        except OSError as failure:
            # Someone else may have been faster.
            if failure.errno != errno.EEXIST:
                raise
        if last == curdir:
            return
    mkdir(name, mode)


def _prune(directory):
    """Remove directory and those above it, up to the first that is not empty."""
    directory, last = path.split(directory)
    if not last:
        directory, last = path.split(directory)
    while directory and last:
        try:
            rmdir(directory)
        except error:
            return
        directory, last = path.split(directory)


def removedirs(name):
    """rmdir() name, then each directory above it as long as that leaves an empty one."""
    rmdir(name)
    _prune(name)


def renames(old, new):
    """rename() that makes the directories new needs and removes those of old that it empties."""
    above, last = path.split(new)
    if above and last and not path.exists(above):
        makedirs(above)
    rename(old, new)
    above, last = path.split(old)
    if above and last:
        try:
            removedirs(above)
        except error:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (directory, subdirectories, other names) for top and every directory below it.

    Top-down, the caller may edit the list of subdirectories to steer the walk.  Errors of listdir() go to onerror,
    or nowhere.  Symbolic links to directories are listed but followed only on request.
    """
    try:
        names = listdir(top)
    except error as failure:
        if onerror is not None:
            onerror(failure)
        return
    dirs, others = [], []
    for entry in names:
        (dirs if path.isdir(path.join(top, entry)) else others).append(entry)
    if topdown:
        yield top, dirs, others
    for entry in dirs:
        below = path.join(top, entry)
        if followlinks or not path.islink(below):
            for found in walk(below, topdown, onerror, followlinks):
                yield found
    if not topdown:
        yield top, dirs, others


__all__.append('walk')


class _Environ(object):
    """The environment variables; changes reach this process and those it starts."""

    __hash__ = None

    def __init__(self, environ):
        self.data = environ

    def __repr__(self):
        return repr(self.data)

    def __cmp__(self, other):
        if isinstance(other, _Environ):
            other = other.data
        return cmp(self.data, other)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, item):
        putenv(key, item)
        self.data[key] = item

    def __delitem__(self, key):
        unsetenv(key)
        del self.data[key]

    def has_key(self, key):
        return key in self.data

    def get(self, key, failobj=None):
        return self.data.get(key, failobj)

    def keys(self):
        return self.data.keys()

    def values(self):
        return self.data.values()

    def items(self):
        return self.data.items()

    def iterkeys(self):
        return self.data.iterkeys()

    def itervalues(self):
        return self.data.itervalues()

    def iteritems(self):
        return self.data.iteritems()

    def copy(self):
        return dict(self.data)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        return dict.fromkeys(iterable, value)

    def setdefault(self, key, failobj=None):
        if key not in self.data:
            self[key] = failobj
        return self.data[key]

    def pop(self, key, *default):
        if key in self.data:
            unsetenv(key)
        return self.data.pop(key, *default)

    def popitem(self):
        key, item = self.data.popitem()
        unsetenv(key)
        return key, item

    def clear(self):
        for key in self.data.keys():
            del self[key]

    def update(self, dict=None, **kwargs):
        if dict:
            if hasattr(dict, 'keys'):
                dict = [(key, dict[key]) for key in dict.keys()]
            for key, item in dict:
                self[key] = item
        for key, item in kwargs.items():
            self[key] = item


environ = _Environ(posix.environ)


def _register_environ():
    # The environment is a MutableMapping to whoever asks, but asking is no reason to load the abstract classes.
    abstract = sys.modules.get('_abcoll')
    if abstract is not None and hasattr(abstract, 'MutableMapping'):
        abstract.MutableMapping.register(_Environ)


_register_environ()


def getenv(key, default=None):
    """The value of an environment variable, or default."""
    return environ.get(key, default)


def execl(file, *args):
    """Become the program file with the given arguments, the first being its own name."""
    execv(file, args)


def execle(file, *args):
    """execl() with an environment after the arguments."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """execl() that looks for file along PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """execle() that looks for file along PATH."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """execv() that looks for file along PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """execve() that looks for file along the PATH of env."""
    _execvpe(file, args, env)


__all__ += ['execl', 'execle', 'execlp', 'execlpe', 'execvp', 'execvpe']


def _execvpe(file, args, env=None):
    def become(program):
        if env is None:
            execv(program, args)
        else:
            execve(program, args, env)

    if path.split(file)[0]:
        become(file)
        return
    places = (environ if env is None else env).get('PATH', defpath).split(pathsep)
    telling = last = None
    for place in places:
        try:
            become(path.join(place, file))
        except error as failure:
            last = sys.exc_info()
            # That a file is there but cannot be run says more than that others are not there.
            if telling is None and failure.errno not in (errno.ENOENT, errno.ENOTDIR):
                telling = last
    kind, value, trace = telling or last
    raise kind, value, trace


if 'fork' in globals() and 'spawnv' not in globals():
    P_WAIT, P_NOWAIT = 0, 1
    P_NOWAITO = P_NOWAIT
    __all__ += ['P_WAIT', 'P_NOWAIT', 'P_NOWAITO']

    def _spawnvef(mode, file, args, env, func):
        """Run file in a child by func, one of the exec family; its exit status if mode is P_WAIT, else its id."""
        child = fork()
        if child == 0:
            try:
                func(file, args) if env is None else func(file, args, env)
            except:
                _exit(127)
        if mode == P_NOWAIT:
            return child
        while True:
            _, status = waitpid(child, 0)
            if WIFSTOPPED(status):
                continue
            if WIFSIGNALED(status):
                return -WTERMSIG(status)
            if WIFEXITED(status):
                return WEXITSTATUS(status)
            raise error('Not stopped, signaled or exited???')

    def spawnv(mode, file, args):
        """Run file with args in a child: its exit status, negative for a signal, or its id if mode is P_NOWAIT."""
        return _spawnvef(mode, file, args, None, execv)

    def spawnve(mode, file, args, env):
        """spawnv() with an environment."""
        return _spawnvef(mode, file, args, env, execve)

    def spawnvp(mode, file, args):
        """spawnv() that looks for file along PATH."""
        return _spawnvef(mode, file, args, None, execvp)

    def spawnvpe(mode, file, args, env):
        """spawnve() that looks for file along PATH."""
        return _spawnvef(mode, file, args, env, execvpe)

    def spawnl(mode, file, *args):
        """spawnv() with the arguments in the call."""
        return spawnv(mode, file, args)

    def spawnle(mode, file, *args):
        """spawnl() with an environment after the arguments."""
        return spawnve(mode, file, args[:-1], args[-1])

    def spawnlp(mode, file, *args):
        """spawnl() that looks for file along PATH."""
        return spawnvp(mode, file, args)

    def spawnlpe(mode, file, *args):
        """spawnle() that looks for file along PATH."""
        return spawnvpe(mode, file, args[:-1], args[-1])

    __all__ += ['spawnv', 'spawnve', 'spawnvp', 'spawnvpe', 'spawnl', 'spawnle', 'spawnlp', 'spawnlpe']


if 'popen' not in globals():
    class _PipeFile(object):
        """One end of a pipe to a shell command: a file whose close() answers with the command's wait status."""

        def __init__(self, stream, process):
            self._stream, self._process = stream, process

        def __getattr__(self, attribute):
            return getattr(self._stream, attribute)

        def __iter__(self):
            return iter(self._stream)

        def __enter__(self):
            return self

        def __exit__(self, *exc_info):
            self.close()

        def close(self):
            self._stream.close()
            status = self._process.wait()
            return (-status if status < 0 else status << 8) or None

    def popen(command, mode='r', bufsize=-1):
        """A file that reads what a shell command writes, or feeds it if mode starts with 'w'."""
        if not mode.startswith(('r', 'w')):
            raise ValueError('invalid mode %r' % (mode,))
        import subprocess
        if mode.startswith('r'):
            process = subprocess.Popen(command, shell=True, bufsize=bufsize, stdout=subprocess.PIPE)
            return _PipeFile(process.stdout, process)
        process = subprocess.Popen(command, shell=True, bufsize=bufsize, stdin=subprocess.PIPE)
        return _PipeFile(process.stdin, process)

    __all__.append('popen')


def _pipes(function, cmd, bufsize, merge):
    """The pipe ends of a command for the popen2 family; all of them are superseded by subprocess."""
    import subprocess
    import warnings
    warnings.warn('os.%s is deprecated.  Use the subprocess module.' % function, DeprecationWarning, stacklevel=3)
    process = subprocess.Popen(cmd, shell=isinstance(cmd, basestring), bufsize=bufsize, close_fds=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr={'apart': subprocess.PIPE, 'merged': subprocess.STDOUT}.get(merge))
    return process


def popen2(cmd, mode='t', bufsize=-1):
    """(its standard input, its output) of a command, a sequence or a line for the shell."""
    process = _pipes('popen2', cmd, bufsize, None)
    return process.stdin, process.stdout


def popen3(cmd, mode='t', bufsize=-1):
    """(its standard input, its output, its error output) of a command."""
    process = _pipes('popen3', cmd, bufsize, 'apart')
    return process.stdin, process.stdout, process.stderr


def popen4(cmd, mode='t', bufsize=-1):
    """(its standard input, its output and error output in one) of a command."""
    process = _pipes('popen4', cmd, bufsize, 'merged')
    return process.stdin, process.stdout


__all__ += ['popen2', 'popen3', 'popen4']


if 'tmpfile' not in globals():
    def tmpfile():
        """A new file open for update that has no name and ends with its closing."""
        import tempfile
        return tempfile.TemporaryFile('w+b')

    __all__.append('tmpfile')


# Rebuild the results of stat() and statvfs() from pickles.
def _make_stat_result(tup, dict):
    return stat_result(tup, dict)


def _make_statvfs_result(tup, dict):
    return statvfs_result(tup, dict)


if 'urandom' not in globals():
    def urandom(n):
        """n bytes fit for keys, from the system's own source."""
        try:
            source = open('/dev/urandom', O_RDONLY)
        except (OSError, IOError):
            raise NotImplementedError('/dev/urandom (or equivalent) not found')
        try:
            collected = b''
            while len(collected) < n:
                collected += read(source, n - len(collected))
            return collected
        finally:
            close(source)

    __all__.append('urandom')
