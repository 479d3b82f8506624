"""Sockets as programs use them: objects over those of _socket, and files over sockets (library reference 17.2).

A socket, what dup() gives, and the files that makefile() gives share one socket of _socket.  There are no reference
counts to tell when the last of them is gone, so each says when it begins (_reuse) and when it is closed (_drop).
"""

import _socket
from _socket import *
from cStringIO import StringIO
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
        if _sock is None:
            _sock = _realsocket(family, type, proto)
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
    """A file over an object with recv and sendall."""

    default_bufsize = 8192
    name = "<socket>"

    __slots__ = ["mode", "bufsize", "softspace", "_sock", "_rbufsize", "_wbufsize", "_rbuf", "_wbuf", "_wbuf_len",
                 "_close"]

    def __init__(self, sock, mode='rb', bufsize=-1, close=False):
        _use(sock)
        self._sock = sock
        self.mode = mode
        if bufsize < 0:
            bufsize = self.default_bufsize
        self.bufsize = bufsize
        self.softspace = False
        # Reading by lines without a buffer asks for single bytes.
        self._rbufsize = 1 if bufsize <= 1 else bufsize
        if bufsize == 1:
            self._rbufsize = self.default_bufsize
        self._wbufsize = bufsize
        self._rbuf = StringIO()         # what has been received and not yet read
        self._wbuf = []
        self._wbuf_len = 0
        self._close = close

    def _getclosed(self):
        return self._sock is None
    closed = property(_getclosed, doc="True if the file is closed")

    def close(self):
        try:
            if self._sock:
                self.flush()
        finally:
            sock, self._sock = self._sock, None
            if sock is not None:
                if self._close:
                    sock.close()
                else:
                    _leave(sock)

    def __del__(self):
        try:
            self.close()
        except:
            pass        # nobody is there to be told

    def flush(self):
        if not self._wbuf:
            return
        data = "".join(self._wbuf)
        self._wbuf = []
        self._wbuf_len = 0
        size = max(self._rbufsize, self.default_bufsize)
        view = memoryview(data)
        sent = 0
        try:
            while sent < len(data):
                self._sock.sendall(view[sent:sent + size])
                sent += size
        finally:
            if sent < len(data):
                # What did not go is kept for another try.
                rest = data[sent:]
                self._wbuf.append(rest)
                self._wbuf_len = len(rest)

    def fileno(self):
        return self._sock.fileno()

    def write(self, data):
        data = str(data)        # whatever it is
        if not data:
            return
        self._wbuf.append(data)
        self._wbuf_len += len(data)
        if self._wbufsize == 0 or self._wbufsize == 1 and '\n' in data or self._wbufsize > 1 and \
                self._wbuf_len >= self._wbufsize:
            self.flush()

    def writelines(self, list):
        lines = filter(None, map(str, list))
        self._wbuf_len += sum(map(len, lines))
        self._wbuf.extend(lines)
        if self._wbufsize <= 1 or self._wbuf_len >= self._wbufsize:
            self.flush()

    def _receive(self, size):
        # a signal's handler that returns changes nothing
        while True:
            try:
                return self._sock.recv(size)
            except error as e:
                if e.args[0] != EINTR:
                    raise

    def _keep(self, data):
        self._rbuf = StringIO()
        self._rbuf.write(data)

    def read(self, size=-1):
        parts = [self._rbuf.getvalue()]
        self._rbuf = StringIO()         # emptied first: recv may raise
        have = len(parts[0])
        try:
            if size < 0:
                amount = max(self._rbufsize, self.default_bufsize)
                while True:
                    data = self._receive(amount)
                    if not data:
                        break
                    parts.append(data)
                result, rest = "".join(parts), ""
            else:
                while have < size:
                    # No more than asked for: what follows may be another protocol's.
                    data = self._receive(size - have)
                    if not data:
                        break
                    parts.append(data)
                    have += len(data)
                all = "".join(parts)
                result, rest = all[:size], all[size:]
        except:
            self._keep("".join(parts))
            raise
        self._keep(rest)
        return result

    def readline(self, size=-1):
        text = self._rbuf.getvalue()
        parts = []
        self._rbuf = StringIO()
        have = 0
        try:
            while True:
                end = text.find('\n') + 1
                if size >= 0 and (not end or have + end > size) and have + len(text) >= size:
                    end = size - have
                    break
                if end:
                    break
                parts.append(text)
                have += len(text)
                if self._rbufsize > 1:
                    text = self._receive(self._rbufsize)
                else:
                    text = self._receive(1)
                if not text:
                    end = 0
                    break
        except:
            self._keep("".join(parts))
            raise
        parts.append(text[:end])
        self._keep(text[end:])
        return "".join(parts)

    def readlines(self, sizehint=0):
        total = 0
        lines = []
        while True:
            line = self.readline()
            if not line:
                break
            lines.append(line)
            total += len(line)
            if sizehint and total >= sizehint:
                break
        return lines

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


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
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(place)
            return sock
        except error as failure:
            if sock is not None:
                sock.close()
    if failure is None:
        raise error("getaddrinfo returns an empty list")
    raise failure
