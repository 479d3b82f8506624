"""Running other programs: Popen and what is built on it (library reference 17.1; POSIX).

A child is made with fork and exec.  What goes wrong in it before the new program runs travels back through a pipe that
exec closes, as a pickled exception, and is raised in the parent with the child's traceback as text in its attribute
`child_traceback`.  Popen objects that die before their child are kept in `_active` until the child can be waited for.
"""

import cPickle as pickle
import errno
import fcntl
import gc
import os
import select
import signal
import sys
import traceback
import types

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "check_output", "CalledProcessError"]

mswindows = sys.platform == "win32"

PIPE = -1       # make a pipe
STDOUT = -2     # for stderr: the same as stdout

_has_poll = hasattr(select, 'poll')
_PIECE = getattr(select, 'PIPE_BUF', 512)   # so many bytes can be written to a pipe that is ready without waiting

try:
    MAXFD = os.sysconf("SC_OPEN_MAX")
except Exception:
    MAXFD = 256


class CalledProcessError(Exception):
    """A program ended with another status than 0: `returncode`, `cmd`, and `output` where it was read."""

    def __init__(self, returncode, cmd, output=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output

    def __str__(self):
        return "Command '%s' returned non-zero exit status %d" % (self.cmd, self.returncode)


_active = []


def _cleanup():
    # wait for the children whose objects are gone
    for orphan in _active[:]:
        if orphan._internal_poll(_deadstate=sys.maxint) is not None:
            try:
                _active.remove(orphan)
            except ValueError:
                pass    # another thread was here


def _eintr_retry_call(func, *args):
    while True:
        try:
            return func(*args)
        except (OSError, IOError) as problem:
            if problem.errno != errno.EINTR:
                raise


_FLAGS = (('debug', 'd'), ('py3k_warning', '3'), ('optimize', 'O'), ('dont_write_bytecode', 'B'), ('no_user_site', 's'),
          ('no_site', 'S'), ('ignore_environment', 'E'), ('verbose', 'v'), ('bytes_warning', 'b'))


def _args_from_interpreter_flags():
    # the options that make another interpreter behave like this one
    options = ['-' + letter * getattr(sys.flags, flag) for flag, letter in _FLAGS if getattr(sys.flags, flag) > 0]
    if getattr(sys.flags, 'hash_randomization') != 0:
        options.append('-R')
    return options + ['-W' + option for option in sys.warnoptions]


def call(*popenargs, **kwargs):
    """Run a program, wait for its end and return its status; the arguments are Popen's."""
    return Popen(*popenargs, **kwargs).wait()


def _command(popenargs, kwargs):
    given = kwargs.get("args")
    return popenargs[0] if given is None else given


def check_call(*popenargs, **kwargs):
    """Like call(), but CalledProcessError is raised where the status is not 0."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, _command(popenargs, kwargs))
    return 0


def check_output(*popenargs, **kwargs):
    """Run a program and return what it writes to stdout; CalledProcessError where the status is not 0."""
    if 'stdout' in kwargs:
        raise ValueError('stdout argument not allowed, it will be overridden.')
    process = Popen(stdout=PIPE, *popenargs, **kwargs)
    output = process.communicate()[0]
    status = process.poll()
    if status:
        raise CalledProcessError(status, _command(popenargs, kwargs), output=output)
    return output


def list2cmdline(seq):
    """Arguments as one command line that the C runtime of Windows takes apart again.

    Blanks separate arguments, except between quotes.  A backslash stands for itself unless quotes follow the run
    of them; there each pair stands for one, and an odd one makes the quotes ordinary.
    """
    quoted = []
    for argument in seq:
        blank = not argument or ' ' in argument or '\t' in argument
        pieces, slashes = [], 0
        for char in argument:
            if char == '\\':
                slashes += 1
                continue
            if char == '"':
                slashes = 2 * slashes + 1
            pieces.append('\\' * slashes + char)
            slashes = 0
        pieces.append('\\' * (2 * slashes if blank else slashes))
        text = ''.join(pieces)
        quoted.append('"%s"' % text if blank else text)
    return ' '.join(quoted)


class Popen(object):
    """A child process.

    args        the program and its arguments; a string is the program alone, or with `shell` a command line
    bufsize     of the pipes' files in this process: 0 for none, 1 for lines, else a size; negative for the default
    executable  the program to run, where it is not args[0]; with `shell`, the shell
    stdin, stdout, stderr
                PIPE, a descriptor, a file, or None to share this process's; stderr may be STDOUT
    preexec_fn  called in the child just before the program starts
    close_fds   close all descriptors but 0, 1 and 2 in the child
    cwd, env    the folder where the child starts, and its environment
    universal_newlines
                read pipes as text in which any line end is '\\n'

    The pipes are `stdin`, `stdout` and `stderr`, the process `pid`; `returncode` is None until it is known that the
    child has ended, and negative for a signal.
    """

    _child_created = False
    returncode = None
    pid = None

    def __init__(self, args, bufsize=0, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=False, shell=False, cwd=None, env=None, universal_newlines=False, startupinfo=None,
                 creationflags=0):
        _cleanup()
        if not isinstance(bufsize, (int, long)):
            raise TypeError("bufsize must be an integer")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        self.stdin = self.stdout = self.stderr = None
        self.universal_newlines = universal_newlines

        handles, to_close = self._get_handles(stdin, stdout, stderr)
        try:
            self._execute_child(args, executable, preexec_fn, close_fds, cwd, env, universal_newlines, startupinfo,
                                creationflags, shell, to_close, *handles)
        except Exception:
            problem = sys.exc_info()
            for fd in to_close:
                try:
                    os.close(fd)
                except EnvironmentError:
                    pass
            raise problem[0], problem[1], problem[2]

        _, p2cwrite, c2pread, _, errread, _ = handles
        reading = 'rU' if universal_newlines else 'rb'
        if p2cwrite is not None:
            self.stdin = os.fdopen(p2cwrite, 'wb', bufsize)
        if c2pread is not None:
            self.stdout = os.fdopen(c2pread, reading, bufsize)
        if errread is not None:
            self.stderr = os.fdopen(errread, reading, bufsize)

    def __del__(self, _maxint=sys.maxint):
        if not self._child_created:
            return
        self._internal_poll(_deadstate=_maxint)
        if self.returncode is None and _active is not None:
            _active.append(self)

    # -- the three files

    def _get_handles(self, stdin, stdout, stderr):
        # The child's and the parent's end of each: descriptors or None; and those that are nobody else's.
        to_close = set()

        def pipe():
            ends = self.pipe_cloexec()
            to_close.update(ends)
            return ends

        def descriptor(file):
            return file if isinstance(file, (int, long)) else file.fileno()

        p2cread = p2cwrite = c2pread = c2pwrite = errread = errwrite = None
        if stdin == PIPE:
            p2cread, p2cwrite = pipe()
        elif stdin is not None:
            p2cread = descriptor(stdin)
        if stdout == PIPE:
            c2pread, c2pwrite = pipe()
        elif stdout is not None:
            c2pwrite = descriptor(stdout)
        if stderr == PIPE:
            errread, errwrite = pipe()
        elif stderr == STDOUT:
            errwrite = c2pwrite if c2pwrite is not None else sys.__stdout__.fileno()
        elif stderr is not None:
            errwrite = descriptor(stderr)
        return (p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite), to_close

    def _set_cloexec_flag(self, fd, cloexec=True):
        flags = fcntl.fcntl(fd, fcntl.F_GETFD)
        flags = flags | fcntl.FD_CLOEXEC if cloexec else flags & ~fcntl.FD_CLOEXEC
        fcntl.fcntl(fd, fcntl.F_SETFD, flags)

    def pipe_cloexec(self):
        """A pipe whose ends other programs do not get."""
        ends = os.pipe()
        for fd in ends:
            self._set_cloexec_flag(fd)
        return ends

    def _close_fds(self, but):
        if hasattr(os, 'closerange'):
            os.closerange(3, but)
            os.closerange(but + 1, MAXFD)
            return
        for fd in xrange(3, MAXFD):
            if fd != but:
                try:
                    os.close(fd)
                except OSError:
                    pass

    # -- the child

    def _execute_child(self, args, executable, preexec_fn, close_fds, cwd, env, universal_newlines, startupinfo,
                       creationflags, shell, to_close, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite):
        args = [args] if isinstance(args, types.StringTypes) else list(args)
        if shell:
            args[:0] = ["/bin/sh", "-c"]
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]

        def close_ours(fd):
            os.close(fd)
            to_close.remove(fd)

        problem_read, problem_write = self.pipe_cloexec()
        try:
            if problem_write < 3:
                # out of the way of the child's own descriptors
                low, problem_write = problem_write, fcntl.fcntl(problem_write, fcntl.F_DUPFD, 3)
                os.close(low)
                self._set_cloexec_flag(problem_write)
            try:
                # A collection in the child would run finalizers that are the parent's business.
                collecting = gc.isenabled()
                gc.disable()
                try:
                    self.pid = os.fork()
                except:
                    if collecting:
                        gc.enable()
                    raise
                self._child_created = True
                if self.pid == 0:
                    self._be_child(args, executable, preexec_fn, close_fds, cwd, env, collecting,
                                   (p2cwrite, c2pread, errread, problem_read), (p2cread, c2pwrite, errwrite),
                                   problem_write)
                if collecting:
                    gc.enable()
            finally:
                os.close(problem_write)
            if p2cread is not None and p2cwrite is not None:
                close_ours(p2cread)
            if c2pwrite is not None and c2pread is not None:
                close_ours(c2pwrite)
            if errwrite is not None and errread is not None:
                close_ours(errwrite)
            pieces = []
            while True:
                piece = _eintr_retry_call(os.read, problem_read, 65536)
                if not piece:
                    break
                pieces.append(piece)
        finally:
            os.close(problem_read)

        if pieces:
            try:
                _eintr_retry_call(os.waitpid, self.pid, 0)
            except OSError as problem:
                if problem.errno != errno.ECHILD:
                    raise
            self._child_created = False
            raise pickle.loads(''.join(pieces))

    def _be_child(self, args, executable, preexec_fn, close_fds, cwd, env, collecting, foreign, files, report):
        # runs in the child and does not return
        try:
            try:
                for fd in foreign:
                    if fd is not None:
                        os.close(fd)
                # None of the three may be overwritten before it has been copied to its place.
                stdin, stdout, stderr = files
                if stdout == 0:
                    stdout = os.dup(stdout)
                if stderr == 0 or stderr == 1:
                    stderr = os.dup(stderr)
                for place, fd in enumerate((stdin, stdout, stderr)):
                    if fd == place:
                        self._set_cloexec_flag(fd, False)
                    elif fd is not None:
                        os.dup2(fd, place)
                for fd in {stdin, stdout, stderr}:
                    if fd > 2:
                        os.close(fd)
                if cwd is not None:
                    os.chdir(cwd)
                if preexec_fn:
                    preexec_fn()
                if close_fds:
                    self._close_fds(but=report)
                if env is None:
                    os.execvp(executable, args)
                else:
                    os.execvpe(executable, args, env)
            except:
                kind, problem, where = sys.exc_info()
                problem.child_traceback = ''.join(traceback.format_exception(kind, problem, where))
                text = pickle.dumps(problem)
                while text:
                    text = text[_eintr_retry_call(os.write, report, text):]
        finally:
            # Whatever happens, two copies of the program must not run on.
            os._exit(255)

    # -- its end

    def _handle_exitstatus(self, sts):
        if os.WIFSIGNALED(sts):
            self.returncode = -os.WTERMSIG(sts)
        elif os.WIFEXITED(sts):
            self.returncode = os.WEXITSTATUS(sts)
        elif os.WIFSTOPPED(sts):
            self.returncode = -os.WSTOPSIG(sts)
        else:
            raise RuntimeError("Unknown child exit status!")

    def _internal_poll(self, _deadstate=None):
        # called from __del__, possibly when modules are already gone
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid == self.pid:
                    self._handle_exitstatus(status)
            except os.error as problem:
                if _deadstate is not None:
                    self.returncode = _deadstate
                elif problem.errno == errno.ECHILD:
                    self.returncode = 0     # somebody else has waited for it
        return self.returncode

    def poll(self):
        """The child's status if it has ended, else None."""
        return self._internal_poll()

    def wait(self):
        """Wait until the child ends, and return its status."""
        while self.returncode is None:
            try:
                pid, status = _eintr_retry_call(os.waitpid, self.pid, 0)
            except OSError as problem:
                if problem.errno != errno.ECHILD:
                    raise
                pid, status = self.pid, 0
            if pid == self.pid:
                self._handle_exitstatus(status)
        return self.returncode

    def send_signal(self, sig):
        """Send the child a signal."""
        os.kill(self.pid, sig)

    def terminate(self):
        """Ask the child to end: SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Make the child end: SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # -- talking to it

    def communicate(self, input=None):
        """Write input to the child, read all it writes until it ends: (stdout, stderr), None for what is no pipe."""
        pipes = [pipe for pipe in (self.stdin, self.stdout, self.stderr) if pipe is not None]
        if len(pipes) > 1:
            return self._communicate(input)
        stdout = stderr = None
        if self.stdin:
            try:
                if input:
                    self.stdin.write(input)
            except IOError as problem:
                if problem.errno not in (errno.EPIPE, errno.EINVAL):
                    raise
            self.stdin.close()
        elif self.stdout:
            stdout = _eintr_retry_call(self.stdout.read)
            self.stdout.close()
        elif self.stderr:
            stderr = _eintr_retry_call(self.stderr.read)
            self.stderr.close()
        self.wait()
        return stdout, stderr

    def _communicate(self, input):
        if self.stdin:
            self.stdin.flush()
            if not input:
                self.stdin.close()
        writing = self.stdin if self.stdin and input else None
        read = dict((pipe, []) for pipe in (self.stdout, self.stderr) if pipe)
        if _has_poll:
            self._communicate_with_poll(writing, input, read)
        else:
            self._communicate_with_select(writing, input, read)
        stdout, stderr = [None if pipe is None else ''.join(read[pipe]) for pipe in (self.stdout, self.stderr)]
        if self.universal_newlines:
            stdout, stderr = [text and self._translate_newlines(text) for text in (stdout, stderr)]
        self.wait()
        return stdout, stderr

    def _translate_newlines(self, data):
        return data.replace("\r\n", "\n").replace("\r", "\n")

    def _transfer(self, pipe, input, sent, read):
        # Moves what can be moved without waiting through a pipe that is ready: (sent so far, whether the pipe is done).
        if pipe is self.stdin:
            try:
                sent += os.write(pipe.fileno(), buffer(input, sent, _PIECE))
            except OSError as problem:
                if problem.errno != errno.EPIPE:
                    raise
                return sent, True
            return sent, sent >= len(input)
        piece = os.read(pipe.fileno(), 4096)
        read[pipe].append(piece)
        return sent, not piece

    def _communicate_with_poll(self, writing, input, read):
        poller, open, sent = select.poll(), {}, 0
        for pipe in read:
            poller.register(pipe.fileno(), select.POLLIN | select.POLLPRI)
            open[pipe.fileno()] = pipe
        if writing:
            poller.register(writing.fileno(), select.POLLOUT)
            open[writing.fileno()] = writing
        while open:
            try:
                ready = poller.poll()
            except select.error as problem:
                if problem.args[0] == errno.EINTR:
                    continue
                raise
            for fd, event in ready:
                pipe = open[fd]
                done = True     # on hang-up or error, unless there is something left to move
                if event & (select.POLLIN | select.POLLPRI | select.POLLOUT):
                    sent, done = self._transfer(pipe, input, sent, read)
                if done:
                    poller.unregister(fd)
                    del open[fd]
                    pipe.close()

    def _communicate_with_select(self, writing, input, read):
        readers, writers, sent = list(read), [writing] if writing else [], 0
        while readers or writers:
            try:
                readable, writable, _ = select.select(readers, writers, [])
            except select.error as problem:
                if problem.args[0] == errno.EINTR:
                    continue
                raise
            for pipe in readable + writable:
                sent, done = self._transfer(pipe, input, sent, read)
                if done:
                    (writers if pipe is writing else readers).remove(pipe)
                    pipe.close()
