# urllib2: requests, handlers, errors, redirections, passwords, over a server of our own.
import BaseHTTPServer
import os
import threading
import urllib2


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/to'):
            self.send_response(302)
            self.send_header('Location', '/to' if self.path == '/to' else '/end?x')
            self.end_headers()
        elif self.path == '/secret' and self.headers.get('Authorization') != 'Basic dTpw':
            self.send_response(401)
            self.send_header('WWW-Authenticate', 'Basic realm="r"')
            self.end_headers()
        elif self.path == '/none':
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write('%s %s %s' % (self.command, self.path, self.headers.get('X-Y')))

    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.rfile.read(int(self.headers['content-length'])) + self.headers['content-type'])

    def log_message(self, format, *args):
        pass


for name in 'http_proxy', 'HTTP_PROXY':
    os.environ.pop(name, None)
server = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), Handler)
thread = threading.Thread(target=server.serve_forever)
thread.daemon = True
thread.start()
root = 'http://127.0.0.1:%d' % server.server_port
response = urllib2.urlopen(root + '/a#f')
print response.read(), response.code, response.getcode(), response.msg, response.geturl() == root + '/a#f'
print urllib2.urlopen(urllib2.Request(root + '/b', headers={'x-Y': 'z'})).readlines()
print urllib2.urlopen(root + '/p', 'a=1').read()
response = urllib2.urlopen(root + '/to?')
print response.read(), response.geturl() == root + '/end?x'
passwords = urllib2.HTTPPasswordMgrWithDefaultRealm()
passwords.add_password(None, root, 'u', 'p')
print urllib2.build_opener(urllib2.HTTPBasicAuthHandler(passwords)).open(root + '/secret').read()
for url in root + '/none', root + '/to', root + '/secret', 'nope:x', 'x', 'http:///', 'file:///nonexistent', 'http://127.0.0.1:1/':
    try:
        print urllib2.urlopen(url).read()
    except urllib2.HTTPError as problem:
        print 'HTTPError', problem, problem.code, problem.msg.split('\n')[0], len(problem.read()) > 0
    except Exception as problem:
        print type(problem).__name__, problem
server.shutdown()
server.server_close()
request = urllib2.Request('http://h:80/p?q#f', 'd', {'a-b': 'c'})
print request.get_method(), request.get_type(), request.get_host(), request.get_selector(), request.get_full_url(), request.header_items(), request.has_header('A-b'), request.get_origin_req_host()
print urllib2.parse_http_list('a, "b,\\"c" d, e="f, g"'), urllib2.parse_keqv_list(['a="b"', 'c=d']), urllib2.urlopen('file:/etc/hostname').info()['content-type']
