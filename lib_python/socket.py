"""Sockets as programs use them: objects over those of _socket, and files over sockets (library reference 17.2).

A socket, what dup() gives, and the files that makefile() gives share one socket of _socket.  There are no reference
counts to tell when the last of them is gone, so each says when it begins (_reuse) and when it is closed (_drop).
"""

import _socket
from _socket import *
import errno
import os
import sys
import types

try:
    import _ssl
except ImportError:
    pass
else:
    from _ssl import SSLError as sslerror
    from _ssl import RAND_add, RAND_status, SSL_ERROR_ZERO_RETURN, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, \
        SSL_ERROR_WANT_X509_LOOKUP, SSL_ERROR_SYSCALL, SSL_ERROR_SSL, SSL_ERROR_WANT_CONNECT, SSL_ERROR_EOF, \
        SSL_ERROR_INVALID_ERROR_CODE

    def ssl(sock, keyfile=None, certfile=None):
        import ssl as module
        return module.sslwrap_simple(sock, keyfile, certfile)

__all__ = ["getfqdn", "create_connection"]
__all__.extend(os._get_exports_list(_socket))

_realsocket = socket

EBADF = errno.EBADF
EINTR = errno.EINTR
EAGAIN = errno.EAGAIN
EWOULDBLOCK = errno.EWOULDBLOCK


def getfqdn(name=''):
    """The name of a host with its domain: the first alias with a dot, else what gethostbyaddr calls it."""
    name = name.strip()
    if not name or name == '0.0.0.0':
        name = gethostname()
    try:
        hostname, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    for candidate in [hostname] + aliases:
        if '.' in candidate:
            return candidate
    return hostname


_socketmethods = ('bind', 'connect', 'connect_ex', 'fileno', 'listen', 'getpeername', 'getsockname', 'getsockopt',
                  'setsockopt', 'sendall', 'setblocking', 'settimeout', 'gettimeout', 'shutdown')
_delegate_methods = ("recv", "recvfrom", "recv_into", "recvfrom_into", "send", "sendto")


class _closedsocket(object):
    """What is left of a closed socket: every method raises EBADF."""

    __slots__ = []

    def _refuse(self, *args):
        raise error(EBADF, 'Bad file descriptor')

    send = recv = recv_into = sendto = recvfrom = recvfrom_into = _refuse
    __getattr__ = _refuse


def _use(sock):
    # another object uses the socket: one of _socket, or whatever counts as it does
    reuse = getattr(sock, '_reuse', None)
    if reuse is not None:
        reuse()


def _leave(sock):
    drop = getattr(sock, '_drop', None)
    if drop is not None:
        drop()


class _socketobject(object):

    __doc__ = _realsocket.__doc__

    __slots__ = ["_sock", "__weakref__"] + list(_delegate_methods)

    def __init__(self, family=AF_INET, type=SOCK_STREAM, proto=0, _sock=None):
        # Without one to share, one of its own.
        _sock = _sock or _realsocket(family, type, proto)
        _use(_sock)
        self._sock = _sock
        for method in _delegate_methods:
            setattr(self, method, getattr(_sock, method))

    def close(self, _closedsocket=_closedsocket, _delegate_methods=_delegate_methods, setattr=setattr):
        sock = self._sock
        if type(sock) is _closedsocket:
            return
        self._sock = _closedsocket()
        refuse = self._sock._refuse
        for method in _delegate_methods:
            setattr(self, method, refuse)
        _leave(sock)
    close.__doc__ = _realsocket.close.__doc__

    def accept(self):
        sock, address = self._sock.accept()
        return _socketobject(_sock=sock), address
    accept.__doc__ = _realsocket.accept.__doc__

    def dup(self):
        """dup() -> socket object

        Another socket object for the same connection."""
        return _socketobject(_sock=self._sock)

    def makefile(self, mode='r', bufsize=-1):
        """makefile([mode[, bufsize]]) -> file object

        A file over the connection, which stays open until file and socket are closed."""
        return _fileobject(self._sock, mode, bufsize)

    family = property(lambda self: self._sock.family, doc="the socket's family of addresses")
    type = property(lambda self: self._sock.type, doc="the socket's type")
    proto = property(lambda self: self._sock.proto, doc="the socket's protocol")


def _delegate(name):
    def method(self, *args):
        return getattr(self._sock, name)(*args)
    method.__name__ = name
    method.__doc__ = getattr(_realsocket, name).__doc__
    return method


for _name in _socketmethods:
    setattr(_socketobject, _name, _delegate(_name))
del _name

socket = SocketType = _socketobject


class _fileobject(object):
    """A file over an object with recv and sendall.

    _unread[_at:] has been received and waits for a reader; what _unsent lists waits to be sent."""

    default_bufsize = 8192
    name = "<socket>"

    __slots__ = ["mode", "bufsize", "softspace", "_sock", "_owns", "_chunk", "_unread", "_at", "_unsent", "_waiting"]

    def __init__(self, sock, mode='rb', bufsize=-1, close=False):
        _use(sock)
        self._sock, self._owns = sock, close
        self.mode, self.softspace = mode, 0
        self.bufsize = self.default_bufsize if bufsize < 0 else bufsize
        # What readline asks for: without a buffer it must not take more than the line, which ends who knows where.
        self._chunk = {0: 1, 1: self.default_bufsize}.get(self.bufsize, self.bufsize)
        self._unread, self._at = '', 0
        self._unsent, self._waiting = [], 0

    closed = property(lambda self: self._sock is None, doc="whether close() has been called")

    def fileno(self):
        return self._sock.fileno()

    def close(self):
        if self._sock is None:
            return
        try:
            self.flush()
        finally:
            sock, self._sock = self._sock, None
            if self._owns:
                sock.close()
            else:
                _leave(sock)

    def __del__(self):
        try:
            self.close()
        except:
            pass        # nobody is there to be told

    def write(self, data):
        self._queue([str(data)])

    def writelines(self, list):
        self._queue([str(line) for line in list])

    def _queue(self, pieces):
        self._unsent.extend(pieces)
        self._waiting += sum(len(piece) for piece in pieces)
        if self.bufsize == 1:
            due = any('\n' in piece for piece in pieces)
        else:
            due = self._waiting >= self.bufsize
        if due:
            self.flush()

    def flush(self):
        data, done = ''.join(self._unsent), 0
        step = max(self._chunk, self.default_bufsize)
        try:
            while done < len(data):
                self._sock.sendall(data[done:done + step])
                done += step
        finally:
            # What did not go is kept for another try.
            rest = data[done:]
            self._unsent, self._waiting = [rest] if rest else [], len(rest)

    def _receive(self, size):
        # a signal's handler that returns changes nothing
        while True:
            try:
                return self._sock.recv(size)
            except error as e:
                if e.args[0] != EINTR:
                    raise

    def _take(self, count):
        # at most so many bytes of what has been received
        start = self._at
        piece = self._unread[start:start + count]
        self._at = start + len(piece)
        if self._at == len(self._unread):
            self._unread, self._at = '', 0
        return piece

    def _put_back(self, pieces):
        pieces.append(self._unread[self._at:])
        self._unread, self._at = ''.join(pieces), 0

    def read(self, size=-1):
        pieces, missing = [], sys.maxint if size < 0 else size
        most = max(self._chunk, self.default_bufsize) if size < 0 else size
        try:
            while missing:
                # Never more than is asked for: what follows may be another protocol's.
                piece = self._take(missing) or self._receive(min(missing, most))
                if not piece:
                    break
                pieces.append(piece)
                missing -= len(piece)
        except:
            self._put_back(pieces)
            raise
        return ''.join(pieces)

    def readline(self, size=-1):
        pieces, missing = [], sys.maxint if size < 0 else size
        try:
            while missing:
                if not self._unread:
                    self._unread = self._receive(self._chunk)
                    if not self._unread:
                        break
                end = self._unread.find('\n', self._at) + 1 or len(self._unread)
                piece = self._take(min(missing, end - self._at))
                pieces.append(piece)
                missing -= len(piece)
                if piece.endswith('\n'):
                    break
        except:
            self._put_back(pieces)
            raise
        return ''.join(pieces)

    def readlines(self, sizehint=0):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if 0 < sizehint <= total:
                break
        return lines

    def __iter__(self):
        return self

    def next(self):
        for line in iter(self.readline, ''):
            return line
        raise StopIteration


_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None):
    """A socket that is connected with (host, port), whichever of the host's addresses answers.

    The timeout is for the connection and what follows; source_address is where it is to come from."""
    host, port = address
    failure = None
    for family, kind, proto, _, place in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if source_address:
                sock.bind(source_address)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            sock.connect(place)
            return sock
        except error as failure:
            if sock is not None:
                sock.close()
    if failure is None:
        raise error("getaddrinfo returns an empty list")
    raise failure
