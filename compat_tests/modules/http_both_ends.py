# httplib talks with BaseHTTPServer over a socket.
import BaseHTTPServer
import httplib
import socket
import threading


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        body = 'you asked for %s as %s' % (self.path, self.headers.get('X-Name'))
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.send_header('X-Twice', 'a')
        self.send_header('X-Twice', 'b')
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201, 'Made')
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        for at in range(0, len(body), 4):
            self.wfile.write('%x;ext\r\n%s\r\n' % (len(body[at:at + 4]), body[at:at + 4]))
        self.wfile.write('0\r\nTrailer: x\r\n\r\n')

    def log_message(self, format, *args):
        pass


server = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), Handler)
thread = threading.Thread(target=server.serve_forever)
thread.daemon = True
thread.start()
connection = httplib.HTTPConnection('127.0.0.1', server.server_port, timeout=10)
connection.request('GET', '/a?b', headers={'X-Name': 'me'})
response = connection.getresponse()
print response.status, response.reason, response.version, response.getheader('x-twice'), response.length
print response.read(7), response.read(), response.isclosed()
connection.request('POST', '/p', 'some content to send')
response = connection.getresponse()
print response.status, response.reason, response.chunked, response.read(6), response.read()
connection.request('PUT', '/')
response = connection.getresponse()
print response.status, response.reason, response.read()
connection.request('HEAD', '/x')
print connection.getresponse().status
connection.close()
for raw in ('BAD\r\n\r\n', 'GET / HTTP/3.0\r\n\r\n', 'POST /\r\n\r\n', 'GET /a b HTTP/1.1\r\n\r\n', 'GET / HTTP/x\r\n\r\n'):
    sock = socket.create_connection(('127.0.0.1', server.server_port))
    sock.sendall(raw)
    answer = ''
    for piece in iter(lambda: sock.recv(4096), ''):
        answer += piece
    print answer.splitlines()[0], answer.splitlines()[-3:-1]
    sock.close()
server.shutdown()
server.server_close()
for act in (lambda: httplib.HTTPConnection('h:x'), lambda: httplib.HTTPConnection('h', 1).putheader('a', 'b'),
            lambda: httplib.HTTPConnection('h').getresponse(), lambda: httplib.HTTPConnection('h').putrequest('GET', '/a b')):
    try:
        act()
    except httplib.HTTPException as problem:
        print type(problem).__name__, problem
