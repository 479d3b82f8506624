"""Servers of HTTP, without anything to serve yet (library reference 20.19): subclasses of the handler have methods do_GET
and the like.
"""

import mimetools
import socket
import SocketServer
import sys
import time

__version__ = "0.3"
__all__ = ["HTTPServer", "BaseHTTPRequestHandler"]

DEFAULT_ERROR_CONTENT_TYPE = "text/html"
DEFAULT_ERROR_MESSAGE = '\n'.join([
    '<head>', '<title>Error response</title>', '</head>', '<body>', '<h1>Error response</h1>',
    '<p>Error code %(code)d.', '<p>Message: %(message)s.',
    '<p>Error code explanation: %(code)s = %(explain)s.', '</body>', ''])

# What servers answer: code, phrase, and what it means.
_RESPONSES = """
100 Continue: Request received, please continue
101 Switching Protocols: Switching to new protocol; obey Upgrade header
200 OK: Request fulfilled, document follows
201 Created: Document created, URL follows
202 Accepted: Request accepted, processing continues off-line
203 Non-Authoritative Information: Request fulfilled from cache
204 No Content: Request fulfilled, nothing follows
205 Reset Content: Clear input form for further input.
206 Partial Content: Partial content follows.
300 Multiple Choices: Object has several resources -- see URI list
301 Moved Permanently: Object moved permanently -- see URI list
302 Found: Object moved temporarily -- see URI list
303 See Other: Object moved -- see Method and URL list
304 Not Modified: Document has not changed since given time
305 Use Proxy: You must use proxy specified in Location to access this resource.
307 Temporary Redirect: Object moved temporarily -- see URI list
400 Bad Request: Bad request syntax or unsupported method
401 Unauthorized: No permission -- see authorization schemes
402 Payment Required: No payment -- see charging schemes
403 Forbidden: Request forbidden -- authorization will not help
404 Not Found: Nothing matches the given URI
405 Method Not Allowed: Specified method is invalid for this resource.
406 Not Acceptable: URI not available in preferred format.
407 Proxy Authentication Required: You must authenticate with this proxy before proceeding.
408 Request Timeout: Request timed out; try again later.
409 Conflict: Request conflict.
410 Gone: URI no longer exists and has been permanently removed.
411 Length Required: Client must specify Content-Length.
412 Precondition Failed: Precondition in headers is false.
413 Request Entity Too Large: Entity is too large.
414 Request-URI Too Long: URI is too long.
415 Unsupported Media Type: Entity body in unsupported format.
416 Requested Range Not Satisfiable: Cannot satisfy request range.
417 Expectation Failed: Expect condition could not be satisfied.
500 Internal Server Error: Server got itself in trouble
501 Not Implemented: Server does not support this operation
502 Bad Gateway: Invalid responses from another server/proxy.
503 Service Unavailable: The server cannot process the request due to a high load
504 Gateway Timeout: The gateway server did not receive a timely response
505 HTTP Version Not Supported: Cannot fulfill request.
"""


def _quote_html(html):
    for char, name in ('&', 'amp'), ('<', 'lt'), ('>', 'gt'):
        html = html.replace(char, '&%s;' % name)
    return html


class HTTPServer(SocketServer.TCPServer):
    """A server that knows its name and port."""

    allow_reuse_address = 1

    def server_bind(self):
        SocketServer.TCPServer.server_bind(self)
        host, self.server_port = self.socket.getsockname()[:2]
        self.server_name = socket.getfqdn(host)


class BaseHTTPRequestHandler(SocketServer.StreamRequestHandler):
    """Handles the requests of a connection: one of method X by do_X().

    That method finds command, path, request_version, headers and rfile, and answers by send_response(),
    send_header(), end_headers() and wfile."""

    server_version = "BaseHTTP/" + __version__
    sys_version = "Python/" + sys.version.split()[0]
    protocol_version = "HTTP/1.0"               # with HTTP/1.1, connections may stay open
    default_request_version = "HTTP/0.9"        # in which there are no headers at all
    error_message_format, error_content_type = DEFAULT_ERROR_MESSAGE, DEFAULT_ERROR_CONTENT_TYPE
    MessageClass = mimetools.Message

    weekdayname = 'Mon Tue Wed Thu Fri Sat Sun'.split()
    monthname = [None] + 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()

    responses = dict((int(row[:3]), tuple(row[4:].split(': ', 1))) for row in _RESPONSES.strip().split('\n'))

    # -- requests

    def _refuse(self, code, message=None):
        self.send_error(code, message)
        return False

    def parse_request(self):
        """Take raw_requestline apart and read the headers; False if that fails, and the client has been told."""
        self.command, self.close_connection = None, 1
        self.request_version = version = self.default_request_version
        self.requestline = self.raw_requestline.rstrip('\r\n')
        words = self.requestline.split()
        if not words:
            return False
        if len(words) == 3:
            version = words[2]
            number = version[5:].split('.')
            try:
                if not version.startswith('HTTP/') or len(number) != 2:
                    raise ValueError
                number = map(int, number)
            except ValueError:
                return self._refuse(400, "Bad request version (%r)" % version)
            if number >= [1, 1] and self.protocol_version >= 'HTTP/1.1':
                self.close_connection = 0
            if number >= [2, 0]:
                return self._refuse(505, "Invalid HTTP Version (%s)" % version[5:])
        elif len(words) != 2:
            return self._refuse(400, "Bad request syntax (%r)" % self.requestline)
        elif words[0] != 'GET':
            return self._refuse(400, "Bad HTTP/0.9 request type (%r)" % words[0])
        self.command, self.path, self.request_version = words[0], words[1], version
        self.headers = self.MessageClass(self.rfile, 0)
        wish = self.headers.get('Connection', '').lower()
        if wish == 'close':
            self.close_connection = 1
        elif wish == 'keep-alive' and self.protocol_version >= 'HTTP/1.1':
            self.close_connection = 0
        return True

    def handle_one_request(self):
        """Read a request, and have it handled by the method for it."""
        try:
            self.raw_requestline = self.rfile.readline(0x10001)
            if len(self.raw_requestline) > 0x10000:
                self.requestline = self.request_version = self.command = ''
                self.send_error(414)
            elif not self.raw_requestline:
                self.close_connection = 1
            elif self.parse_request():
                method = getattr(self, 'do_' + self.command, None)
                if method is None:
                    self.send_error(501, "Unsupported method (%r)" % self.command)
                else:
                    method()
                    self.wfile.flush()
        except socket.timeout as problem:
            self.log_error("Request timed out: %r", problem)
            self.close_connection = 1

    def handle(self):
        """Handle requests until the connection is to be closed."""
        while 1:
            self.close_connection = 1
            self.handle_one_request()
            if self.close_connection:
                break

    # -- answers

    def send_response(self, code, message=None):
        """Begin an answer, and log it; message takes the place of the usual phrase."""
        self.log_request(code)
        if message is None:
            message = self.responses.get(code, ('',))[0]
        self._send('%s %d %s\r\n' % (self.protocol_version, code, message))
        self.send_header('Server', self.version_string())
        self.send_header('Date', self.date_time_string())

    def _send(self, text):
        if self.request_version != 'HTTP/0.9':
            self.wfile.write(text)

    def send_header(self, keyword, value):
        """Send a header."""
        self._send('%s: %s\r\n' % (keyword, value))
        if keyword.lower() == 'connection' and value.lower() in ('close', 'keep-alive'):
            self.close_connection = int(value.lower() == 'close')

    def end_headers(self):
        """Send the blank line behind the headers."""
        self._send('\r\n')

    def send_error(self, code, message=None):
        """Answer with an error as a page, and log it."""
        phrase, explanation = self.responses.get(code, ('???', '???'))
        message = phrase if message is None else message
        self.log_error("code %d, message %s", code, message)
        self.send_response(code, message)
        self.send_header('Connection', 'close')
        page = None
        if code >= 200 and code not in (204, 205, 304):         # those have no content
            page = self.error_message_format % {'code': code, 'message': _quote_html(message), 'explain': explanation}
            self.send_header('Content-Type', self.error_content_type)
        self.end_headers()
        if page and self.command != 'HEAD':
            self.wfile.write(page)

    # -- the log

    def log_request(self, code='-', size='-'):
        """Log a request that is answered."""
        self.log_message('"%s" %s %s', self.requestline, code, size)

    def log_error(self, format, *args):
        """Log an error."""
        self.log_message(format, *args)

    def log_message(self, format, *args):
        """Log format % args, after the client's address and the time, on the error stream."""
        sys.stderr.write('%s - - [%s] %s\n' % (self.client_address[0], self.log_date_time_string(), format % args))

    # -- what answers and log say of themselves

    def version_string(self):
        """Names and versions of the server and of Python."""
        return self.server_version + ' ' + self.sys_version

    def date_time_string(self, timestamp=None):
        """A time, the present one unless given, for a header."""
        then = time.gmtime(time.time() if timestamp is None else timestamp)
        return '%s, %02d %3s %4d %02d:%02d:%02d GMT' % (
            (self.weekdayname[then.tm_wday], then.tm_mday, self.monthname[then.tm_mon], then.tm_year) + then[3:6])

    def log_date_time_string(self):
        """The present time for the log."""
        now = time.localtime(time.time())
        return '%02d/%3s/%04d %02d:%02d:%02d' % ((now.tm_mday, self.monthname[now.tm_mon], now.tm_year) + now[3:6])

    def address_string(self):
        """The name of the client's host."""
        return socket.getfqdn(self.client_address[0])


def test(HandlerClass=BaseHTTPRequestHandler, ServerClass=HTTPServer, protocol="HTTP/1.0"):
    """Serve at port 8000, or at that of the command line."""
    HandlerClass.protocol_version = protocol
    server = ServerClass(('', int(sys.argv[1]) if sys.argv[1:] else 8000), HandlerClass)
    host, port = server.socket.getsockname()[:2]
    print "Serving HTTP on", host, "port", port, "..."
    server.serve_forever()


if __name__ == '__main__':
    test()
