"""A server of HTTP for the files below the working directory (library reference 20.20)."""

import BaseHTTPServer
import cgi
import mimetypes
import os
import posixpath
import shutil
import sys
import urllib
import urlparse

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__version__ = "0.6"
__all__ = ["SimpleHTTPRequestHandler"]


class SimpleHTTPRequestHandler(BaseHTTPServer.BaseHTTPRequestHandler):
    """Answers GET and HEAD with files, and lists of the files in directories."""

    server_version = "SimpleHTTP/" + __version__

    if not mimetypes.inited:
        mimetypes.init()
    extensions_map = dict(mimetypes.types_map)
    extensions_map.update(dict.fromkeys(('.py', '.c', '.h'), 'text/plain'), **{'': 'application/octet-stream'})

    def do_GET(self):
        """Answer with headers and content."""
        found = self.send_head()
        if found:
            try:
                self.copyfile(found, self.wfile)
            finally:
                found.close()

    def do_HEAD(self):
        """Answer with the headers alone."""
        found = self.send_head()
        if found:
            found.close()

    def send_head(self):
        """Send the headers; the content as an open file, or None if all has been said."""
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            asked = urlparse.urlsplit(self.path)
            if not asked.path.endswith('/'):    # links in the page would go astray
                self.send_response(301)
                self.send_header('Location', urlparse.urlunsplit(asked._replace(path=asked.path + '/')))
                self.end_headers()
                return None
            pages = [os.path.join(path, 'index' + ending) for ending in ('.html', '.htm')]
            pages = filter(os.path.exists, pages)
            if not pages:
                return self.list_directory(path)
            path = pages[0]
        try:
            found = open(path, 'rb')
        except IOError:
            self.send_error(404, "File not found")
            return None
        try:
            about = os.fstat(found.fileno())
            self._send_heads(self.guess_type(path), about.st_size, self.date_time_string(about.st_mtime))
        except:
            found.close()
            raise
        return found

    def _send_heads(self, type, length, changed=None):
        self.send_response(200)
        self.send_header('Content-type', type)
        self.send_header('Content-Length', str(length))
        if changed:
            self.send_header('Last-Modified', changed)
        self.end_headers()

    def list_directory(self, path):
        """Send the headers for a list of the files in a directory; the list as an open file."""
        try:
            names = os.listdir(path)
        except os.error:
            self.send_error(404, "No permission to list directory")
            return None
        title = 'Directory listing for ' + cgi.escape(urllib.unquote(self.path))
        rows = []
        for name in sorted(names, key=str.lower):
            whole = os.path.join(path, name)
            link = name + '/' if os.path.isdir(whole) else name
            shown = name + '@' if os.path.islink(whole) else link
            rows.append('<li><a href="%s">%s</a>\n' % (urllib.quote(link), cgi.escape(shown)))
        page = ('<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html>\n<title>%s</title>\n<body>\n<h2>%s</h2>\n'
                '<hr>\n<ul>\n%s</ul>\n<hr>\n</body>\n</html>\n' % (title, title, ''.join(rows)))
        self._send_heads('text/html; charset=' + sys.getfilesystemencoding(), len(page))
        return StringIO(page)

    def translate_path(self, path):
        """The file that a path stands for; what leads out of the working directory is left out."""
        path = path.partition('?')[0].partition('#')[0]
        folder = path.rstrip().endswith('/')
        found = os.getcwd()
        for part in posixpath.normpath(urllib.unquote(path)).split('/'):
            if part and not os.path.dirname(part) and part not in (os.curdir, os.pardir):
                found = os.path.join(found, part)
        return found + '/' if folder else found

    def copyfile(self, source, outputfile):
        """Copy one file to another."""
        shutil.copyfileobj(source, outputfile)

    def guess_type(self, path):
        """The type of a file by its name."""
        ending = posixpath.splitext(path)[1]
        for each in ending, ending.lower():
            if each in self.extensions_map:
                return self.extensions_map[each]
        return self.extensions_map['']


def test(HandlerClass=SimpleHTTPRequestHandler, ServerClass=BaseHTTPServer.HTTPServer):
    """Serve the working directory."""
    BaseHTTPServer.test(HandlerClass, ServerClass)


if __name__ == '__main__':
    test()
