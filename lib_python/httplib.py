"""HTTP as clients speak it (library reference 20.7).

A connection is idle, or has a request begun, or has it sent and waits for the response to be read; only then may the next
request begin.  A response reads its file as far as its headers say, or up to the end, and closes it then.
"""

from array import array
import os
import re
import socket
from sys import py3kwarning
from urlparse import urlsplit
import warnings

with warnings.catch_warnings():
    if py3kwarning:
        warnings.filterwarnings("ignore", ".*mimetools has been removed", DeprecationWarning)
    import mimetools

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__all__ = ["HTTP", "HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL",
           "ImproperConnectionState", "CannotSendRequest", "CannotSendHeader", "ResponseNotReady", "BadStatusLine",
           "error", "responses"]

HTTP_PORT, HTTPS_PORT = 80, 443
MAXAMOUNT = 1 << 20             # the most to ask a file for at a time
_MAXLINE, _MAXHEADERS = 65536, 100
_UNKNOWN = 'UNKNOWN'
_CS_IDLE, _CS_REQ_STARTED, _CS_REQ_SENT = 'Idle', 'Request-started', 'Request-sent'

# code and phrase; the constant's name is the phrase, unless another is given
_STATUS = """
100 Continue|101 Switching Protocols|102 Processing|200 OK|201 Created|202 Accepted|203 Non-Authoritative Information
204 No Content|205 Reset Content|206 Partial Content|207 Multi-Status MULTI_STATUS|226 IM Used|300 Multiple Choices
301 Moved Permanently|302 Found|303 See Other|304 Not Modified|305 Use Proxy|306 (Unused)|307 Temporary Redirect
400 Bad Request|401 Unauthorized|402 Payment Required|403 Forbidden|404 Not Found|405 Method Not Allowed
406 Not Acceptable|407 Proxy Authentication Required|408 Request Timeout|409 Conflict|410 Gone|411 Length Required
412 Precondition Failed|413 Request Entity Too Large|414 Request-URI Too Long|415 Unsupported Media Type
416 Requested Range Not Satisfiable|417 Expectation Failed|422 Unprocessable Entity|423 Locked|424 Failed Dependency
426 Upgrade Required|500 Internal Server Error|501 Not Implemented|502 Bad Gateway|503 Service Unavailable
504 Gateway Timeout|505 HTTP Version Not Supported|507 Insufficient Storage|510 Not Extended
"""
_WITHOUT_PHRASE = 102, 207, 226, 422, 423, 424, 426, 507, 510


def _read_status_table():
    names, phrases = {}, {}
    for entry in _STATUS.strip().replace('\n', '|').split('|'):
        code, phrase = int(entry[:3]), entry[4:].replace(' MULTI_STATUS', '')
        if code != 306:
            names[re.sub('[- ]', '_', phrase).upper()] = code
        if code not in _WITHOUT_PHRASE:
            phrases[code] = phrase
    names['REQUEST_URI_TOO_LONG'] = 414
    return names, phrases


_names, responses = _read_status_table()
globals().update(_names)

# Names of headers are checked as little as can be; values must not end the header.
_is_legal_header_name = re.compile(r'\A[^:\s][^:\r\n]*\Z').match
_is_illegal_header_value = re.compile(r'\n(?![ \t])|\r(?![ \t\n])').search
_contains_disallowed_url_pchar_re = re.compile('[\x00-\x20\x7f-\xff]')

_METHODS_EXPECTING_BODY = set(['PATCH', 'POST', 'PUT'])


# -- exceptions

class HTTPException(Exception):
    """What all exceptions of this module are."""


class NotConnected(HTTPException):
    """There is no connection."""


class InvalidURL(HTTPException):
    """An URL or host that cannot be asked for."""


class UnknownProtocol(HTTPException):
    """The server speaks something else."""

    def __init__(self, version):
        self.args, self.version = (version,), version


class UnknownTransferEncoding(HTTPException):
    """The response comes in a way that is not known."""


class UnimplementedFileMode(HTTPException):
    """A file of another sort was wanted."""


class IncompleteRead(HTTPException):
    """The response ended too soon: `partial` is what there was, `expected` how much was still to come."""

    def __init__(self, partial, expected=None):
        self.args, self.partial, self.expected = (partial,), partial, expected

    def __str__(self):
        more = '' if self.expected is None else ', %i more expected' % self.expected
        return 'IncompleteRead(%i bytes read%s)' % (len(self.partial), more)

    __repr__ = __str__


class ImproperConnectionState(HTTPException):
    """It is not the time for that."""


class CannotSendRequest(ImproperConnectionState):
    """The last response has not been read."""


class CannotSendHeader(ImproperConnectionState):
    """No request has been begun."""


class ResponseNotReady(ImproperConnectionState):
    """No request has been sent."""


class BadStatusLine(HTTPException):
    """The response begins with something else than it should."""

    def __init__(self, line):
        self.line = line or repr(line)
        self.args = self.line,


class LineTooLong(HTTPException):
    """A line of the response goes on and on."""

    def __init__(self, line_type):
        HTTPException.__init__(self, "got more than %d bytes when reading %s" % (_MAXLINE, line_type))


error = HTTPException


def _read_line(fp, what):
    line = fp.readline(_MAXLINE + 1)
    if len(line) > _MAXLINE:
        raise LineTooLong(what)
    return line


# -- responses

class HTTPMessage(mimetools.Message):
    """Headers; those of the same name are one, with commas between their values."""

    def addheader(self, key, value):
        """Put a header in."""
        known = self.dict.get(key)
        self.dict[key] = value if known is None else ', '.join((known, value))

    def addcontinue(self, key, more):
        """Put another line of a header in."""
        self.dict[key] += '\n ' + more

    def readheaders(self):
        """Read the headers; `status` is what was wrong with them, or empty."""
        self.dict, self.headers, self.unixfrom, self.status = {}, [], '', ''
        name, first = '', True
        while 1:
            if len(self.headers) > _MAXHEADERS:
                raise HTTPException("got more than %d headers" % _MAXHEADERS)
            line = _read_line(self.fp, "header line")
            if not line:
                self.status = 'EOF in headers'
                break
            if first and line.startswith('From '):
                self.unixfrom += line
                continue
            first = False
            if name and line[0] in ' \t':
                self.headers.append(line)
                self.addcontinue(name, line.strip())
            elif self.iscomment(line):
                pass
            elif self.islast(line):
                break
            else:
                name = self.isheader(line)
                if name:
                    self.headers.append(line)
                    self.addheader(name, line[len(name) + 1:].strip())
                elif name is None:
                    self.status = 'Non-header line where header expected'


class HTTPResponse:
    """A response: status, reason, version (9, 10 or 11), msg (the headers), and what read() gives."""

    def __init__(self, sock, debuglevel=0, strict=0, method=None, buffering=False):
        # without a buffer, nothing is read that might belong to the next response
        self.fp = sock.makefile('rb') if buffering else sock.makefile('rb', 0)
        self.debuglevel, self.strict, self._method = debuglevel, strict, method
        self.msg = None
        self.version = self.status = self.reason = _UNKNOWN
        self.chunked = self.chunk_left = self.length = self.will_close = _UNKNOWN

    # -- the begin

    def _read_status(self):
        # (version, status, reason)
        line = _read_line(self.fp, "header line")
        if self.debuglevel > 0:
            print 'reply:', repr(line)
        if not line:
            raise BadStatusLine("No status line received - the server has closed the connection")
        words = line.split(None, 2)
        version = words[0] if len(words) > 1 else ''
        if not version.startswith('HTTP/'):
            if self.strict:
                self.close()
                raise BadStatusLine(line)
            # an answer of old has neither status nor headers
            self.fp = LineAndFileWrapper(line, self.fp)
            return 'HTTP/0.9', 200, ''
        try:
            status = int(words[1])
        except ValueError:
            status = 0
        if not 100 <= status <= 999:
            raise BadStatusLine(line)
        return version, status, words[2] if len(words) > 2 else ''

    def begin(self):
        """Read status and headers, unless that has been done."""
        if self.msg is not None:
            return
        version, status, reason = self._read_status()
        while status == 100:
            for line in iter(lambda: _read_line(self.fp, "header line").strip(), ''):
                if self.debuglevel > 0:
                    print 'header:', line
            version, status, reason = self._read_status()
        self.status, self.reason = status, reason.strip()
        self.length, self.chunked, self.will_close = None, 0, 1
        if version == 'HTTP/0.9':
            self.version, self.msg = 9, HTTPMessage(StringIO())
            return
        if not version.startswith('HTTP/1.'):
            raise UnknownProtocol(version)
        self.version = 10 if version == 'HTTP/1.0' else 11
        self.msg = HTTPMessage(self.fp, 0)
        if self.debuglevel > 0:
            for line in self.msg.headers:
                print 'header:', line,
        self.msg.fp = None
        self._find_length()

    def _find_length(self):
        # how the end of the content is to be known
        if (self.msg.getheader('transfer-encoding') or '').lower() == 'chunked':
            self.chunked, self.chunk_left = 1, None
        self.will_close = self._check_close()
        told = self.msg.getheader('content-length')
        if told and not self.chunked:
            try:
                self.length = int(told)
            except ValueError:
                pass
            else:
                self.length = None if self.length < 0 else self.length
        if self.status in (204, 304) or 100 <= self.status < 200 or self._method == 'HEAD':
            self.length = 0
        if self.length is None and not self.chunked:
            self.will_close = 1

    def _check_close(self):
        # whether the server closes the connection behind the response
        wish = (self.msg.getheader('connection') or '').lower()
        if self.version == 11:
            return 'close' in wish
        proxy = (self.msg.getheader('proxy-connection') or '').lower()
        stays = self.msg.getheader('keep-alive') or 'keep-alive' in wish or 'keep-alive' in proxy
        return not stays

    # -- the content

    def read(self, amt=None):
        """At most so many bytes, or all up to the end."""
        if self.fp is None:
            return ''
        if self._method == 'HEAD':
            self.close()
            return ''
        if self.chunked:
            return self._read_chunked(amt)
        if amt is None:
            return self._read_rest()
        if self.length is not None:
            amt = min(amt, self.length)
        data = self.fp.read(amt)
        if self.length is not None:
            self.length -= len(data)
        if self.length == 0 or amt and not data:
            self.close()
        return data

    def _read_rest(self):
        if self.length is None:
            data = self.fp.read()
        else:
            try:
                data = self._safe_read(self.length)
            except IncompleteRead:
                self.close()
                raise
            self.length = 0
        self.close()
        return data

    def _read_chunked(self, amt):
        # chunk_left is how much of the present chunk is left, None between two
        assert self.chunked != _UNKNOWN
        pieces = []
        while amt is None or amt > 0 or self.chunk_left is None and not pieces:
            if self.chunk_left is None:
                line = _read_line(self.fp, "chunk size")
                try:
                    self.chunk_left = int(line.partition(';')[0], 16)
                except ValueError:
                    self.close()            # it cannot be known where the next response begins
                    raise IncompleteRead(''.join(pieces))
                if not self.chunk_left:
                    self._skip_trailer()
                    self.close()
                    break
            count = self.chunk_left if amt is None else min(amt, self.chunk_left)
            pieces.append(self._safe_read(count))
            amt = amt if amt is None else amt - count
            self.chunk_left -= count
            if not self.chunk_left:
                self._safe_read(2)          # the line end behind a chunk
                self.chunk_left = None
        return ''.join(pieces)

    def _skip_trailer(self):
        while _read_line(self.fp, "trailer line") not in ('', '\r\n'):
            pass

    def _safe_read(self, amt):
        # just as much, however many reads it takes
        pieces = []
        while amt > 0:
            piece = self.fp.read(min(amt, MAXAMOUNT))
            if not piece:
                raise IncompleteRead(''.join(pieces), amt)
            pieces.append(piece)
            amt -= len(piece)
        return ''.join(pieces)

    # -- the rest

    def close(self):
        """Read no more; the connection is not closed by this."""
        fp, self.fp = self.fp, None
        if fp:
            fp.close()

    def isclosed(self):
        """Whether nothing is left to read, so that the connection is free for the next request."""
        return self.fp is None

    def fileno(self):
        """The descriptor."""
        return self.fp.fileno()

    def _headers(self):
        if self.msg is None:
            raise ResponseNotReady()
        return self.msg

    def getheader(self, name, default=None):
        """The value of a header."""
        return self._headers().getheader(name, default)

    def getheaders(self):
        """Pairs of name and value."""
        return self._headers().items()


# -- connections

class HTTPConnection:
    """A connection to a server; it is made when the first request is sent, unless auto_open is off."""

    _http_vsn, _http_vsn_str = 11, 'HTTP/1.1'
    response_class, default_port = HTTPResponse, HTTP_PORT
    auto_open, debuglevel, strict = 1, 0, 0

    def __init__(self, host, port=None, strict=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None):
        self.timeout, self.source_address = timeout, source_address
        self.sock, self._method, self._buffer = None, None, []
        self.__response, self.__state = None, _CS_IDLE
        self._tunnel_host, self._tunnel_port, self._tunnel_headers = None, None, {}
        if strict is not None:
            self.strict = strict
        self.host, self.port = self._get_hostport(host, port)
        self._validate_host(self.host)
        self._create_connection = socket.create_connection

    def _get_hostport(self, host, port):
        # the port may stand behind the host, which may be an address in brackets
        if port is not None:
            return host, port
        port = self.default_port
        colon = host.rfind(':')
        if colon > host.rfind(']'):
            host, told = host[:colon], host[colon + 1:]
            if told:
                try:
                    port = int(told)
                except ValueError:
                    raise InvalidURL("nonnumeric port: '%s'" % told)
        if host[:1] == '[' and host[-1] == ']':
            host = host[1:-1]
        return host, port

    def set_debuglevel(self, level):
        """Above 0, all that is sent and received is printed."""
        self.debuglevel = level

    def set_tunnel(self, host, port=None, headers=None):
        """Have the server connect us with another one; the headers are for that request alone."""
        if self.sock:
            raise RuntimeError("Can't setup tunnel for established connection.")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = headers or {}

    def _tunnel(self):
        self.send('CONNECT %s:%d HTTP/1.0\r\n' % (self._tunnel_host, self._tunnel_port))
        for pair in self._tunnel_headers.iteritems():
            self.send('%s: %s\r\n' % pair)
        self.send('\r\n')
        response = self.response_class(self.sock, strict=self.strict, method=self._method)
        version, status, reason = response._read_status()
        if version == 'HTTP/0.9' or status != 200:
            self.close()
            raise socket.error("Invalid response from tunnel request" if version == 'HTTP/0.9' else
                               "Tunnel connection failed: %d %s" % (status, reason.strip()))
        while _read_line(response.fp, "header line") not in ('', '\r\n'):
            pass

    def connect(self):
        """Connect."""
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close the connection, and the response that has not been read."""
        self.__state = _CS_IDLE
        sock, self.sock = self.sock, None
        try:
            if sock:
                sock.close()
        finally:
            response, self.__response = self.__response, None
            if response:
                response.close()

    def send(self, data):
        """Send bytes, or what a file has to give."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print 'send:', repr(data)
        if isinstance(data, array) or not hasattr(data, 'read'):
            self.sock.sendall(data)
            return
        if self.debuglevel > 0:
            print 'sendIng a read()able'
        while 1:
            block = data.read(8192)
            if not block:
                break
            self.sock.sendall(block)

    # -- requests

    def _output(self, s):
        # a line of the request
        self._buffer.append(s)

    def _send_output(self, message_body=None):
        lines = '\r\n'.join(self._buffer + ['', ''])
        self._buffer[:] = []
        if isinstance(message_body, str):
            # in one packet with the headers, if it fits
            lines, message_body = lines + message_body, None
        self.send(lines)
        if message_body is not None:
            self.send(message_body)

    def _forget_response(self):
        if self.__response and self.__response.isclosed():
            self.__response = None

    def putrequest(self, method, url, skip_host=0, skip_accept_encoding=0):
        """Begin a request, with the headers Host and Accept-Encoding unless they are to be skipped."""
        self._forget_response()
        if self.__state != _CS_IDLE:
            raise CannotSendRequest()
        self.__state = _CS_REQ_STARTED
        self._method = method
        url = url or '/'
        self._validate_path(url)
        self._output(self._encode_request('%s %s %s' % (method, url, self._http_vsn_str)))
        if self._http_vsn != 11:
            return
        if not skip_host:
            self.putheader('Host', self._host_header(url))
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

    def _host_header(self, url):
        netloc = urlsplit(url)[1] if url.startswith('http') else ''
        host, port = (self._tunnel_host, self._tunnel_port) if self._tunnel_host else (self.host, self.port)
        name = netloc or host
        try:
            name = name.encode('ascii')
        except UnicodeEncodeError:
            name = name.encode('idna')
        if netloc:
            return name
        if ':' in name:
            name = '[%s]' % name
        return name if port == self.default_port else '%s:%s' % (name, port)

    def _encode_request(self, request):
        # for subclasses that know of other characters
        return request

    def _check_characters(self, name, text):
        bad = _contains_disallowed_url_pchar_re.search(text)
        if bad:
            raise InvalidURL("URL can't contain control characters. %r (found at least %r)" % (text, bad.group()))

    def _validate_path(self, url):
        self._check_characters('url', url)

    def _validate_host(self, host):
        self._check_characters('host', host)

    def putheader(self, header, *values):
        """Go on with a header; several values are so many lines."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        header, values = '%s' % header, map(str, values)
        if not _is_legal_header_name(header):
            raise ValueError('Invalid header name %r' % (header,))
        for value in values:
            if _is_illegal_header_value(value):
                raise ValueError('Invalid header value %r' % (value,))
        self._output(header + ': ' + '\r\n\t'.join(values))

    def endheaders(self, message_body=None):
        """Send the request, and its content if there is any."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        self._send_output(message_body)

    def request(self, method, url, body=None, headers={}):
        """Send a whole request; its length is told if it can be known."""
        self._send_request(method, url, body, headers)

    def _length_of(self, body, method):
        # as text, or None
        if body is None:
            return '0' if method.upper() in _METHODS_EXPECTING_BODY else None
        try:
            return str(len(body))
        except (TypeError, AttributeError):
            pass
        try:
            return str(os.fstat(body.fileno()).st_size)
        except (AttributeError, OSError):
            if self.debuglevel > 0:
                print 'Cannot stat!!'

    def _send_request(self, method, url, body, headers):
        given = set(name.lower() for name in headers)
        skip = dict(('skip_' + name.replace('-', '_'), 1) for name in ('host', 'accept-encoding') if name in given)
        self.putrequest(method, url, **skip)
        if 'content-length' not in given:
            length = self._length_of(body, method)
            if length is not None:
                self.putheader('Content-Length', length)
        for name, value in headers.iteritems():
            self.putheader(name, value)
        self.endheaders(body)

    def getresponse(self, buffering=False):
        """The response to the request, to be read before the next one."""
        self._forget_response()
        if self.__state != _CS_REQ_SENT or self.__response:
            raise ResponseNotReady()
        positional, keywords = (self.sock,), {'strict': self.strict, 'method': self._method}
        if self.debuglevel > 0:
            positional += self.debuglevel,
        if buffering:
            keywords['buffering'] = True
        response = self.response_class(*positional, **keywords)
        try:
            response.begin()
            assert response.will_close != _UNKNOWN
            self.__state = _CS_IDLE
            if response.will_close:
                self.close()                # the response keeps a file of its own
            else:
                self.__response = response
        except:
            response.close()
            raise
        return response


class HTTP:
    """The interface of Python 1.5, over a connection."""

    _http_vsn, _http_vsn_str = 10, 'HTTP/1.0'
    _connection_class = HTTPConnection
    debuglevel = 0

    def __init__(self, host='', port=None, strict=None):
        self._setup(self._connection_class(host, port or None, strict))

    def _setup(self, conn):
        self._conn, self.file = conn, None
        for name in 'send', 'putrequest', 'putheader', 'endheaders', 'set_debuglevel':
            setattr(self, name, getattr(conn, name))
        conn._http_vsn, conn._http_vsn_str = self._http_vsn, self._http_vsn_str

    def connect(self, host=None, port=None):
        """Connect, with another server if one is given."""
        if host is not None:
            self._conn.host, self._conn.port = self._conn._get_hostport(host, port)
        self._conn.connect()

    def getfile(self):
        """The content of the response as a file."""
        return self.file

    def getreply(self, buffering=False):
        """(status, reason, headers) of the response; (-1, its first line, None) if it is none."""
        try:
            response = self._conn.getresponse(buffering) if buffering else self._conn.getresponse()
        except BadStatusLine as problem:
            self.file = self._conn.sock.makefile('rb', 0)
            self.close()
            self.headers = None
            return -1, problem.line, None
        self.headers, self.file = response.msg, response.fp
        return response.status, response.reason, response.msg

    def close(self):
        """Close the connection; the file goes on if it was fetched before."""
        self._conn.close()
        self.file = None


try:
    import ssl
except ImportError:
    pass
else:
    __all__.append("HTTPSConnection")

    class HTTPSConnection(HTTPConnection):
        """A connection that is encrypted."""

        default_port = HTTPS_PORT

        def __init__(self, host, port=None, key_file=None, cert_file=None, strict=None,
                     timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, context=None):
            HTTPConnection.__init__(self, host, port, strict, timeout, source_address)
            self.key_file, self.cert_file = key_file, cert_file
            self._context = ssl._create_default_https_context() if context is None else context
            if key_file or cert_file:
                self._context.load_cert_chain(cert_file, key_file)

        def connect(self):
            HTTPConnection.connect(self)
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self._tunnel_host or self.host)

    class HTTPS(HTTP):
        """The interface of Python 1.5, encrypted."""

        _connection_class = HTTPSConnection

        def __init__(self, host='', port=None, key_file=None, cert_file=None, strict=None, context=None):
            self._setup(self._connection_class(host, port or None, key_file, cert_file, strict, context=context))
            self.key_file, self.cert_file = key_file, cert_file

    def FakeSocket(sock, sslobj):
        """The second argument."""
        warnings.warn("FakeSocket is deprecated, and won't be in 3.x.  " +
                      "Use the result of ssl.wrap_socket() directly instead.", DeprecationWarning, stacklevel=2)
        return sslobj


class LineAndFileWrapper:
    """A file with a line in front that has been read of it."""

    def __init__(self, line, file):
        self._line, self._file = line, file

    def __getattr__(self, attr):
        return getattr(self._file, attr)

    def _take(self, count=None):
        taken = self._line if count is None else self._line[:count]
        self._line = self._line[len(taken):]
        return taken

    def read(self, amt=None):
        """At most so many bytes, or all."""
        taken = self._take(amt)
        if amt is None:
            return taken + self._file.read()
        return taken if len(taken) == amt else taken + self._file.read(amt - len(taken))

    def readline(self):
        """The next line."""
        return self._take() or self._file.readline()

    def readlines(self, size=None):
        """All lines."""
        first = [self._take()] if self._line else []
        return first + (self._file.readlines() if size is None else self._file.readlines(size))
