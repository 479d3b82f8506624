"""What programs behind a web server need: forms, headers, HTML (library reference 20.2)."""

from operator import attrgetter as _attrgetter
import os
import re as _re
import sys
import UserDict
import urlparse
import warnings as _warnings

with _warnings.catch_warnings():
    if sys.py3kwarning:
        for _name in 'mimetools', 'rfc822':
            _warnings.filterwarnings("ignore", ".*%s has been removed" % _name, DeprecationWarning)
    import mimetools
    import rfc822

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__all__ = ["MiniFieldStorage", "FieldStorage", "FormContentDict", "SvFormContentDict", "InterpFormContentDict",
           "FormContent", "parse", "parse_qs", "parse_qsl", "parse_multipart", "parse_header", "print_exception",
           "print_environ", "print_form", "print_directory", "print_arguments", "print_environ_usage", "escape"]

__version__ = "2.6"
maxlen = 0                      # the most bytes that a request may have; 0 for any number


# -- a log, for programs that have no other place to say something

logfile = ''                    # its name, if there is to be one
logfp = None                    # or the file itself


def initlog(*allargs):
    """What log() is at first: opens the file, becomes dolog() or nolog(), and goes on with that."""
    global log, logfp
    if logfile and not logfp:
        try:
            logfp = open(logfile, 'a')
        except IOError:
            pass
    log = dolog if logfp else nolog
    log(*allargs)


def dolog(fmt, *args):
    """Write a line to the log: fmt % args."""
    logfp.write(fmt % args + '\n')


def nolog(*allargs):
    """What log() is where there is no log."""


log = initlog


# -- forms as plain dictionaries

_FORM, _MULTIPART = 'application/x-www-form-urlencoded', 'multipart/form-data'


def _asked(environ):
    # the query where there is no body: from the server, or from a command line for tests
    if 'QUERY_STRING' in environ:
        return environ['QUERY_STRING']
    return sys.argv[1] if sys.argv[1:] else ''


def parse(fp=None, environ=os.environ, keep_blank_values=0, strict_parsing=0):
    """The form that a request brought, as a dictionary of lists."""
    if fp is None:
        fp = sys.stdin
    if 'REQUEST_METHOD' not in environ:
        environ['REQUEST_METHOD'] = 'GET'
    query = _asked(environ)
    if environ['REQUEST_METHOD'] == 'POST':
        type, options = parse_header(environ['CONTENT_TYPE'])
        if type == _MULTIPART:
            return parse_multipart(fp, options)
        body = ''
        if type == _FORM:
            length = int(environ['CONTENT_LENGTH'])
            if maxlen and length > maxlen:
                raise ValueError('Maximum content length exceeded')
            body = fp.read(length)
        if 'QUERY_STRING' in environ or sys.argv[1:]:
            query = body + '&' + query if body else query
        else:
            query = body
    environ['QUERY_STRING'] = query
    return urlparse.parse_qs(query, keep_blank_values, strict_parsing)


def parse_qs(qs, keep_blank_values=0, strict_parsing=0):
    """urlparse.parse_qs() under its old name."""
    _warnings.warn("cgi.parse_qs is deprecated, use urlparse.parse_qs instead", PendingDeprecationWarning, 2)
    return urlparse.parse_qs(qs, keep_blank_values, strict_parsing)


def parse_qsl(qs, keep_blank_values=0, strict_parsing=0, max_num_fields=None):
    """urlparse.parse_qsl() under its old name."""
    _warnings.warn("cgi.parse_qsl is deprecated, use urlparse.parse_qsl instead", PendingDeprecationWarning, 2)
    return urlparse.parse_qsl(qs, keep_blank_values, strict_parsing, max_num_fields)


def _bad_boundary(boundary):
    return ValueError('Invalid boundary in multipart form: %r' % (boundary,))


def parse_multipart(fp, pdict):
    """The fields of a form in parts, as a dictionary of lists; files are strings, parts in parts are not known.

    pdict has the options of the Content-Type header."""
    boundary = pdict.get('boundary', '')
    if not valid_boundary(boundary):
        raise _bad_boundary(boundary)
    between, after = '--' + boundary, '--' + boundary + '--'
    fields, separator = {}, ''
    while separator != after:
        headers, data, length = None, None, -1
        if separator:
            headers = mimetools.Message(fp)
            told = headers.getheader('content-length')
            try:
                length = int(told) if told else -1
            except ValueError:
                pass
            if maxlen and length > maxlen:
                raise ValueError('Maximum content length exceeded')
            data = fp.read(length) if length > 0 else ''
        lines, separator = [], after
        for line in iter(fp.readline, ''):
            if line.startswith('--') and line.strip() in (between, after):
                separator = line.strip()
                break
            lines.append(line)
        if headers is None:
            continue                            # what goes before the first part
        if length < 0 and lines:
            data = ''.join(lines)
            data = data[:-2] if data.endswith('\r\n') else data[:-1] if data.endswith('\n') else data
        disposition = headers['content-disposition']
        if not disposition:
            continue
        kind, options = parse_header(disposition)
        if kind == 'form-data' and 'name' in options:
            fields.setdefault(options['name'], []).append(data)
    return fields


def _options(text):
    # the parts between semicolons that are not in quotes
    start = at = 0
    while 1:
        at = text.find(';', at)
        part = text[start:] if at < 0 else text[start:at]
        if at < 0 or (part.count('"') - part.count('\\"')) % 2 == 0:
            yield part.strip()
            if at < 0:
                return
            start = at + 1
        at += 1


def parse_header(line):
    """(value, {option: value}) of a header such as Content-Type."""
    parts = _options(line)
    value, options = next(parts), {}
    for part in parts:
        name, equals, text = part.partition('=')
        if equals:
            text = text.strip()
            if len(text) > 1 and text[0] == '"' == text[-1]:
                text = text[1:-1].replace('\\\\', '\\').replace('\\"', '"')
            options[name.strip().lower()] = text
    return value, options


# -- forms as objects

class MiniFieldStorage:
    """A field that can be no file: name and value; the rest is there to be like FieldStorage."""

    filename = list = type = file = disposition = None
    type_options, disposition_options, headers = {}, {}, {}

    def __init__(self, name, value):
        self.name, self.value = name, value

    def __repr__(self):
        return 'MiniFieldStorage(%r, %r)' % (self.name, self.value)


class FieldStorage:
    """A form, or a field of one: a part of a form in parts is a form itself.

    A form has `list` and can be indexed by the names of its fields; a field has `file`, from which `value` is read.
    Both have name, filename, type, type_options, disposition, disposition_options and headers, None if not told."""

    FieldStorageClass = None                    # for parts, unless it is to be the same class
    bufsize = 8 * 1024
    _longest_line = 1 << 16

    def __init__(self, fp=None, headers=None, outerboundary="", environ=os.environ, keep_blank_values=0,
                 strict_parsing=0, max_num_fields=None):
        self.keep_blank_values, self.strict_parsing = keep_blank_values, strict_parsing
        self.max_num_fields = max_num_fields
        self.qs_on_post = None
        method = environ['REQUEST_METHOD'].upper() if 'REQUEST_METHOD' in environ else 'GET'
        if method in ('GET', 'HEAD'):
            fp = StringIO(_asked(environ))
            if headers is None:
                headers = {'content-type': _FORM}
        elif headers is None:
            headers = {'content-type': _FORM} if method == 'POST' else {}
            for name in 'CONTENT_TYPE', 'CONTENT_LENGTH':
                if name in environ:
                    headers[name.lower().replace('_', '-')] = environ[name]
            self.qs_on_post = environ['QUERY_STRING'] if 'QUERY_STRING' in environ else None
        self.fp = fp or sys.stdin
        self.headers, self.outerboundary = headers, outerboundary

        self.disposition, self.disposition_options = self._header('content-disposition') or ('', {})
        self.name, self.filename = map(self.disposition_options.get, ('name', 'filename'))
        # Without a type, a part is text, and so is what was not posted.
        usual = 'text/plain' if outerboundary or method != 'POST' else _FORM
        self.type, self.type_options = self._header('content-type') or (usual, {})
        self.innerboundary = self.type_options.get('boundary', '')
        self.length = -1
        if 'content-length' in self.headers:
            try:
                self.length = int(self.headers['content-length'])
            except ValueError:
                pass
            if maxlen and self.length > maxlen:
                raise ValueError('Maximum content length exceeded')

        self.list = self.file = None
        self.done = 0                           # 1 behind the last part, -1 at the end of the file
        if self.type == _FORM:
            self.read_urlencoded()
        elif self.type.startswith('multipart/'):
            self.read_multi(environ, keep_blank_values, strict_parsing)
        else:
            self.read_single()

    def _header(self, name):
        return parse_header(self.headers[name]) if name in self.headers else None

    def __repr__(self):
        return 'FieldStorage(%r, %r, %r)' % (self.name, self.filename, self.value)

    def __getattr__(self, name):
        if name != 'value':
            raise AttributeError(name)
        if not self.file:
            return self.list
        self.file.seek(0)
        value = self.file.read()
        self.file.seek(0)
        return value

    # -- as a mapping of names to fields

    def _fields(self):
        if self.list is None:
            raise TypeError("not indexable")
        return self.list

    def _named(self, key):
        return [field for field in self._fields() if field.name == key]

    def __getitem__(self, key):
        """The field of a name, or the list of all."""
        found = self._named(key)
        if not found:
            raise KeyError(key)
        return found if len(found) > 1 else found[0]

    def getvalue(self, key, default=None):
        """The value of the field of a name, or the list of the values of all."""
        if key not in self:
            return default
        found = self[key]
        return map(_attrgetter('value'), found) if type(found) is list else found.value

    def getfirst(self, key, default=None):
        """The value of the first field of a name."""
        if key not in self:
            return default
        found = self[key]
        return (found[0] if type(found) is list else found).value

    def getlist(self, key):
        """The values of all fields of a name."""
        if key not in self:
            return []
        found = self[key]
        return [field.value for field in (found if type(found) is list else [found])]

    def keys(self):
        """The names of the fields."""
        return list(set(field.name for field in self._fields()))

    def has_key(self, key):
        """Whether there is a field of the name."""
        return any(field.name == key for field in self._fields())

    __contains__ = has_key

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def __nonzero__(self):
        return bool(self.list)

    # -- reading

    def _query(self, text):
        pairs = urlparse.parse_qsl(text, self.keep_blank_values, self.strict_parsing, self.max_num_fields)
        return [MiniFieldStorage(key, value) for key, value in pairs]

    def read_urlencoded(self):
        """Read a form that is like a query."""
        text = self.fp.read(self.length)
        self.list = self._query(text + '&' + self.qs_on_post if self.qs_on_post else text)
        self.skip_lines()

    def read_multi(self, environ, keep_blank_values, strict_parsing):
        """Read a form in parts."""
        if not valid_boundary(self.innerboundary):
            raise _bad_boundary(self.innerboundary)
        self.list = self._query(self.qs_on_post) if self.qs_on_post else []
        left = self.max_num_fields
        if left is not None:
            left -= len(self.list)

        def read(headers):
            make = self.FieldStorageClass or self.__class__
            return make(self.fp, headers, self.innerboundary, environ, keep_blank_values, strict_parsing, left)

        part = read({})                         # what goes before the first part
        while not part.done:
            part = read(rfc822.Message(self.fp))
            if left is not None:
                left -= 1 + len(part.list or ())
                if left < 0:
                    raise ValueError('Max number of fields exceeded')
            self.list.append(part)
        self.skip_lines()

    def read_single(self):
        """Read a field."""
        if self.length < 0:
            self.read_lines()
        else:
            self.read_binary()
            self.skip_lines()
        self.file.seek(0)

    def read_binary(self):
        """Read as many bytes as the headers say."""
        self.file = self.make_file('b')
        left = self.length
        while left > 0:
            data = self.fp.read(min(left, self.bufsize))
            if not data:
                self.done = -1
                break
            left -= len(data)
            self.file.write(data)

    def read_lines(self):
        """Read up to the boundary, or the end."""
        self.file = self._small = StringIO()
        if self.outerboundary:
            self.read_lines_to_outerboundary()
        else:
            self.read_lines_to_eof()

    def _write(self, text):
        # a thousand bytes stay in memory, more go to a file
        if self._small is not None and self._small.tell() + len(text) > 1000:
            self.file, small, self._small = self.make_file(''), self._small, None
            self.file.write(small.getvalue())
        self.file.write(text)

    def read_lines_to_eof(self):
        """Read up to the end."""
        for line in iter(lambda: self.fp.readline(self._longest_line), ''):
            self._write(line)
        self.done = -1

    def _lines(self):
        # pieces of lines up to the boundary; sets done
        between = '--' + self.outerboundary
        begins = True
        for line in iter(lambda: self.fp.readline(self._longest_line), ''):
            if begins and line.startswith('--'):
                stripped = line.strip()
                if stripped == between + '--':
                    self.done = 1
                    return
                if stripped == between:
                    return
            begins = line.endswith('\n')
            yield line
        self.done = -1

    def read_lines_to_outerboundary(self):
        """Read up to the boundary: the line end before it belongs to it."""
        held = ''                               # a line end, which may be the last
        for line in self._lines():
            line = held + line
            body = line[:-2] if line.endswith('\r\n') else line[:-1] if line[-1] in '\r\n' else line
            held = line[len(body):]
            self._write(body)

    def skip_lines(self):
        """Skip what is left before the boundary."""
        if self.outerboundary and not self.done:
            for line in self._lines():
                pass

    def make_file(self, binary=None):
        """A file to write to and to read from then; for subclasses to make other ones."""
        import tempfile
        return tempfile.TemporaryFile('w+b')


# -- forms in the ways of older times

class FormContentDict(UserDict.UserDict):
    """The form of a request: a dictionary of lists."""

    def __init__(self, environ=os.environ, keep_blank_values=0, strict_parsing=0):
        self.dict = self.data = parse(environ=environ, keep_blank_values=keep_blank_values,
                                      strict_parsing=strict_parsing)
        self.query_string = environ['QUERY_STRING']


class SvFormContentDict(FormContentDict):
    """The form of a request, each field of which should have one value: IndexError if not."""

    def __getitem__(self, key):
        found = self.dict[key]
        if len(found) > 1:
            raise IndexError('expecting a single value')
        return found[0]

    def getlist(self, key):
        return self.dict[key]

    def items(self):
        return [(key, found[0] if len(found) == 1 else found) for key, found in self.dict.items()]

    def values(self):
        return [value for _, value in self.items()]


class InterpFormContentDict(SvFormContentDict):
    """The form of a request with numbers for what looks like them."""

    def __getitem__(self, key):
        text = SvFormContentDict.__getitem__(self, key)
        if text[0] in '+-.0123456789':
            for convert in int, float:
                try:
                    return convert(text)
                except ValueError:
                    pass
        return text.strip()

    def items(self):
        found = []
        for key in self.keys():
            try:
                found.append((key, self[key]))
            except IndexError:
                found.append((key, self.dict[key]))
        return found


class FormContent(FormContentDict):
    """The form of a request, in the oldest way of all."""

    def values(self, key):
        return self.dict.get(key)

    def indexed_value(self, key, location):
        found = self.dict.get(key, ())
        return found[location] if len(found) > location else None

    def value(self, key):
        return self.dict[key][0] if key in self.dict else None

    def length(self, key):
        return len(self.dict[key])

    def stripped(self, key):
        return self.dict[key][0].strip() if key in self.dict else None

    def pars(self):
        return self.dict


# -- HTML

def escape(s, quote=None):
    """The text with &, < and > replaced for HTML, and double quotes too if `quote` is true."""
    for char, name in ('&', 'amp'), ('<', 'lt'), ('>', 'gt'):
        s = s.replace(char, '&' + name + ';')
    return s.replace('"', '&quot;') if quote else s


def valid_boundary(s, _vb_pattern="^[ -~]{0,200}[!-~]$"):
    """Whether a text can part a message."""
    return _re.match(_vb_pattern, s)


def _heading(text):
    print '\n<H3>%s</H3>' % text


def print_exception(type=None, value=None, tb=None, limit=None):
    """Print an exception as HTML; the present one unless another is given."""
    import traceback
    if type is None:
        type, value, tb = sys.exc_info()
    lines = traceback.format_tb(tb, limit) + traceback.format_exception_only(type, value)
    _heading('Traceback (most recent call last):')
    print '<PRE>%s<B>%s</B></PRE>' % (escape(''.join(lines[:-1])), escape(lines[-1]))


def print_environ(environ=os.environ):
    """Print the environment as HTML."""
    _heading('Shell Environment:')
    print '<DL>'
    for name in sorted(environ.keys()):
        print '<DT>', escape(name), '<DD>', escape(environ[name])
    print '</DL>\n'


def print_form(form):
    """Print a form as HTML."""
    names = sorted(form.keys())
    _heading('Form Contents:')
    if not names:
        print '<P>No form fields.'
    print '<DL>'
    for name in names:
        field = form[name]
        print '<DT>%s: <i>%s</i>\n<DD>%s' % (escape(name), escape(repr(type(field))), escape(repr(field)))
    print '</DL>\n'


def print_directory():
    """Print the name of the working directory as HTML."""
    _heading('Current Working Directory:')
    try:
        print escape(os.getcwd()) + '\n'
    except os.error as problem:
        print 'os.error:', escape(str(problem)) + '\n'


def print_arguments():
    """Print the arguments of the command line as HTML."""
    _heading('Command Line Arguments:')
    print '\n%s\n' % sys.argv


def print_environ_usage():
    """Print the names of variables that servers set."""
    server = """AUTH_TYPE CONTENT_LENGTH CONTENT_TYPE DATE_GMT DATE_LOCAL DOCUMENT_NAME DOCUMENT_ROOT DOCUMENT_URI
        GATEWAY_INTERFACE LAST_MODIFIED PATH PATH_INFO PATH_TRANSLATED QUERY_STRING REMOTE_ADDR REMOTE_HOST
        REMOTE_IDENT REMOTE_USER REQUEST_METHOD SCRIPT_NAME SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_ROOT
        SERVER_SOFTWARE"""
    client = 'HTTP_ACCEPT HTTP_CONNECTION HTTP_HOST HTTP_PRAGMA HTTP_REFERER HTTP_USER_AGENT'
    _heading('These environment variables could have been set:')
    print '<UL>\n<LI>' + '\n<LI>'.join(server.split()) + '\n</UL>'
    print 'Headers of the request may be there too, for example:'
    print '<UL>\n<LI>' + '\n<LI>'.join(client.split()) + '\n</UL>\n'


def test(environ=os.environ):
    """A program behind a server that shows all it was told."""
    print 'Content-type: text/html\n'
    sys.stderr = sys.stdout
    try:
        form = FieldStorage()
        print_directory()
        print_arguments()
        print_form(form)
        print_environ(environ)
        print_environ_usage()
    except:
        print_exception()


if __name__ == '__main__':
    test()
