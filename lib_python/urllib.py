"""Opening URLs, and quoting for them (library reference 20.5).

quote() and unquote() turn characters into %xx and back, urlencode() makes a query string; urlopen() and urlretrieve()
get what a URL stands for, with FancyURLopener, whose open_x() opens those of the scheme x.
"""

import base64
import os
import re
import string
import sys
import time
from urlparse import unquote, urljoin as basejoin

__all__ = ["urlopen", "URLopener", "FancyURLopener", "urlretrieve", "urlcleanup", "quote", "quote_plus", "unquote",
           "unquote_plus", "urlencode", "url2pathname", "pathname2url", "splittag", "localhost", "thishost",
           "ftperrors", "basejoin", "unwrap", "splittype", "splithost", "splituser", "splitpasswd", "splitport",
           "splitnport", "splitquery", "splitattr", "splitvalue", "getproxies"]

__version__ = '1.17'
MAXFTPCACHE = 10
ftpcache = {}


class ContentTooShortError(IOError):
    """urlretrieve() got less than was announced; `content` is what it would have returned."""

    def __init__(self, message, content):
        IOError.__init__(self, message)
        self.content = content


# -- quoting

always_safe = string.ascii_uppercase + string.ascii_lowercase + string.digits + '_.-'
_safe_map = dict((chr(code), chr(code) if chr(code) in always_safe else '%%%02X' % code) for code in range(256))
_safe_quoters = {}      # safe characters -> (how to quote a character, all that need not be quoted)


def quote(s, safe='/'):
    """Replace all but letters, digits, _.- and the safe characters by %xx; / is safe unless told otherwise."""
    if not s:
        if s is None:
            raise TypeError('None object cannot be quoted')
        return s
    known = _safe_quoters.get((safe, always_safe))
    if known is None:
        plain = always_safe + safe
        mapping = dict(_safe_map, **dict((char, char) for char in safe))
        known = _safe_quoters[safe, always_safe] = mapping.__getitem__, plain
    quoter, plain = known
    return s if not s.rstrip(plain) else ''.join(map(quoter, s))


def quote_plus(s, safe=''):
    """quote() with + for blanks."""
    if ' ' not in s:
        return quote(s, safe)
    return quote(s, safe + ' ').replace(' ', '+')


def unquote_plus(s):
    """unquote() with + for blanks."""
    return unquote(s.replace('+', ' '))


def urlencode(query, doseq=0):
    """A dict, or a sequence of pairs, as a query string; with doseq each item of a value that is a sequence counts."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            # a string would be one, too
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError:
            where = sys.exc_info()[2]
            raise TypeError, "not a valid non-string sequence or mapping object", where
    fields = []

    def text(value):
        if isinstance(value, unicode):
            return value.encode("ASCII", "replace")
        return value if isinstance(value, str) else str(value)

    for name, value in query:
        if not doseq:
            fields.append((str(name), str(value)))
            continue
        several = not isinstance(value, basestring)
        if several:
            try:
                len(value)
            except TypeError:
                several = False
        for each in value if several else [value]:
            fields.append((str(name), str(each) if several else text(value)))
    return '&'.join(quote_plus(name) + '=' + quote_plus(value) for name, value in fields)


def url2pathname(pathname):
    """The path that a file URL's part stands for."""
    return unquote(pathname)


def pathname2url(pathname):
    """A path as part of a file URL."""
    return quote(pathname)


# -- parts

def toBytes(url):
    """A unicode URL as str; UnicodeError if it is not ASCII."""
    if isinstance(url, unicode):
        try:
            url = url.encode("ASCII")
        except UnicodeError:
            raise UnicodeError("URL " + repr(url) + " contains non-ASCII characters")
    return url


def unwrap(url):
    """'<URL:scheme://host/path>' without what is around it."""
    url = url.strip()
    if url[:1] + url[-1:] == '<>':
        url = url[1:-1].strip()
    return url[4:].strip() if url[:4] == 'URL:' else url


_type, _host = re.compile('([^/:]+):'), re.compile('//([^/#?]*)(.*)$', re.DOTALL)


def splittype(url):
    """'type:opaquestring' -> ('type', 'opaquestring')"""
    match = _type.match(url)
    if not match:
        return None, url
    return match.group(1).lower(), url[match.end():]


def splithost(url):
    """'//host[:port]/path' -> ('host[:port]', '/path')"""
    match = _host.match(url)
    if not match:
        return None, url
    host, path = match.groups()
    return host, '/' + path if path and path[0] != '/' else path


def _from_right(text, sign):
    # (before the last sign, after it); None for the first if there is no sign
    before, found, after = text.rpartition(sign)
    return (before, after) if found else (None, text)


def splituser(host):
    """'user[:passwd]@host[:port]' -> ('user[:passwd]', 'host[:port]')"""
    return _from_right(host, '@')


def splitpasswd(user):
    """'user:passwd' -> ('user', 'passwd')"""
    name, colon, password = user.partition(':')
    return (name, password) if colon else (user, None)


_port = re.compile('(.*):([0-9]*)$', re.DOTALL)


def splitport(host):
    """'host:port' -> ('host', 'port')"""
    match = _port.match(host)
    if match and match.group(2):
        return match.groups()
    return match.group(1) if match else host, None


def splitnport(host, defport=-1):
    """'host:port' -> ('host', port): defport if there is none, None if it is no number"""
    before, colon, port = host.rpartition(':')
    if not colon:
        return host, defport
    if not port:
        return before, defport
    try:
        return before, int(port)
    except ValueError:
        return before, None


def splitquery(url):
    """'/path?query' -> ('/path', 'query')"""
    before, sign, query = url.rpartition('?')
    return (before, query) if sign else (url, None)


def splittag(url):
    """'/path#tag' -> ('/path', 'tag')"""
    before, sign, tag = url.rpartition('#')
    return (before, tag) if sign else (url, None)


def splitattr(url):
    """'/path;attr1=value1;attr2=value2' -> ('/path', ['attr1=value1', 'attr2=value2'])"""
    parts = url.split(';')
    return parts[0], parts[1:]


def splitvalue(attr):
    """'attr=value' -> ('attr', 'value')"""
    name, equals, value = attr.partition('=')
    return (name, value) if equals else (attr, None)


# -- proxies

def getproxies_environment():
    """{scheme: proxy} as the variables scheme_proxy say; those in lower case go first, and can be empty."""
    found = {}
    items = [(name.lower(), name, value) for name, value in os.environ.items() if name.lower()[-6:] == '_proxy']
    for lower, name, value in items:
        if value:
            found[lower[:-6]] = value
    # a server of CGI scripts makes HTTP_PROXY of a request's header
    if 'REQUEST_METHOD' in os.environ:
        found.pop('http', None)
    for lower, name, value in items:
        if name[-6:] == '_proxy':
            if value:
                found[lower[:-6]] = value
            else:
                found.pop(lower[:-6], None)
    return found


def proxy_bypass_environment(host, proxies=None):
    """1 if the variable no_proxy says that a host needs none: it lists suffixes, or is * for all."""
    if proxies is None:
        proxies = getproxies_environment()
    exceptions = proxies.get('no')
    if exceptions is None:
        return 0
    if exceptions == '*':
        return 1
    host = host.lower()
    bare = splitport(host)[0]
    for name in exceptions.split(','):
        name = name.strip().lstrip('.').lower()
        suffix = re.compile(r'(.+\.)?%s$' % re.escape(name))
        if name and (suffix.match(bare) or suffix.match(host)):
            return 1
    return 0


getproxies, proxy_bypass = getproxies_environment, proxy_bypass_environment


# -- what is open

class addbase:
    """What urlopen() returns: the file's methods, and more."""

    def __init__(self, fp):
        self.fp = fp
        self.read, self.readline = fp.read, fp.readline
        if hasattr(fp, "readlines"):
            self.readlines = fp.readlines
        self.fileno = fp.fileno if hasattr(fp, "fileno") else lambda: None
        if hasattr(fp, "__iter__"):
            self.__iter__ = fp.__iter__
            if hasattr(fp, "next"):
                self.next = fp.next

    def __repr__(self):
        return '<%s at %r whose fp = %r>' % (self.__class__.__name__, id(self), self.fp)

    def close(self):
        """Close the file."""
        self.read = self.readline = self.readlines = self.fileno = None
        if self.fp:
            self.fp.close()
        self.fp = None


class addclosehook(addbase):
    """One that calls something when it is closed."""

    def __init__(self, fp, closehook, *hookargs):
        addbase.__init__(self, fp)
        self.closehook, self.hookargs = closehook, hookargs

    def close(self):
        try:
            hook, arguments = self.closehook, self.hookargs
            if hook:
                self.closehook = self.hookargs = None
                hook(*arguments)
        finally:
            addbase.close(self)


class addinfo(addbase):
    """One that has headers."""

    def __init__(self, fp, headers):
        addbase.__init__(self, fp)
        self.headers = headers

    def info(self):
        return self.headers


class addinfourl(addbase):
    """One that has headers, a URL, and a status if it came by HTTP."""

    def __init__(self, fp, headers, url, code=None):
        addbase.__init__(self, fp)
        self.headers, self.url, self.code = headers, url, code

    def info(self):
        return self.headers

    def getcode(self):
        return self.code

    def geturl(self):
        return self.url


# -- opening

class URLopener:
    """Opens URLs: http, https, ftp, file, data and local-file; open() calls open_<scheme>().

    proxies is a dict {scheme: proxy}, by default as the environment says; x509 names key_file and cert_file.
    """

    version = "Python-urllib/%s" % __version__
    __tempfiles = None

    def __init__(self, proxies=None, context=None, **x509):
        if proxies is None:
            proxies = getproxies()
        assert hasattr(proxies, 'has_key'), "proxies must be a mapping"
        self.proxies, self.context = proxies, context
        self.key_file, self.cert_file = x509.get('key_file'), x509.get('cert_file')
        self.addheaders = [('User-Agent', self.version), ('Accept', '*/*')]
        self.__tempfiles = []
        self.__unlink = os.unlink       # still there when modules are gone
        self.tempcache = None           # URL -> what retrieve() returned
        self.ftpcache = ftpcache

    def __del__(self):
        self.close()

    def close(self):
        self.cleanup()

    def cleanup(self):
        """Remove the files that retrieve() has made."""
        for name in self.__tempfiles or ():
            try:
                self.__unlink(name)
            except OSError:
                pass
        if self.__tempfiles:
            del self.__tempfiles[:]
        if self.tempcache:
            self.tempcache.clear()

    def addheader(self, *args):
        """Send another header with each request: addheader('Accept', 'sound/basic')"""
        self.addheaders.append(args)

    def open(self, fullurl, data=None):
        """Open a URL; data is what to send by POST."""
        fullurl = quote(unwrap(toBytes(fullurl)), safe="%/:=&?~#+!$,;'@()*[]|")
        if self.tempcache and fullurl in self.tempcache:
            name, headers = self.tempcache[fullurl]
            return addinfourl(open(name, 'rb'), headers, fullurl)
        scheme, rest = splittype(fullurl)
        scheme = scheme or 'file'
        proxy = self.proxies.get(scheme)
        if proxy:
            url = rest
            kind, proxy = splittype(proxy)
            rest = splithost(proxy)[0], fullurl
            opener = 'open_' + kind
        else:
            opener = 'open_' + scheme
        self.type = scheme
        opener = opener.replace('-', '_')
        # local_file is how open_file() gets at files; its name in a URL would get around checks for 'file'
        if not hasattr(self, opener) or opener == 'open_local_file':
            return self.open_unknown_proxy(proxy, fullurl, data) if proxy else self.open_unknown(fullurl, data)
        import socket
        try:
            return getattr(self, opener)(rest) if data is None else getattr(self, opener)(rest, data)
        except socket.error as problem:
            raise IOError, ('socket error', problem), sys.exc_info()[2]

    def open_unknown(self, fullurl, data=None):
        raise IOError('url error', 'unknown url type', splittype(fullurl)[0])

    def open_unknown_proxy(self, proxy, fullurl, data=None):
        kind = splittype(fullurl)[0]
        raise IOError('url error', 'invalid proxy for %s' % kind, proxy)

    def retrieve(self, url, filename=None, reporthook=None, data=None):
        """(file name, headers) of what a URL stands for, copied to a file unless it is one.

        reporthook(blocks so far, size of a block, total size or -1) is called as it comes.
        """
        url = unwrap(toBytes(url))
        if self.tempcache and url in self.tempcache:
            return self.tempcache[url]
        scheme, path = splittype(url)
        if filename is None and (not scheme or scheme == 'file'):
            try:
                file = self.open_local_file(path)
                headers = file.info()
                file.close()
                return url2pathname(splithost(path)[1]), headers
            except IOError:
                pass
        source = self.open(url, data)
        try:
            headers = source.info()
            if filename:
                target = open(filename, 'wb')
            else:
                import tempfile
                path = splitquery(splithost(splittype(url)[1] or '')[1] or '')[0]
                path = splitattr(path or '')[0]
                fd, filename = tempfile.mkstemp(os.path.splitext(path)[1])
                self.__tempfiles.append(filename)
                target = os.fdopen(fd, 'wb')
            with target:
                result = filename, headers
                if self.tempcache is not None:
                    self.tempcache[url] = result
                total = int(headers["Content-Length"]) if "content-length" in headers else -1
                blocks = done = 0
                if reporthook:
                    reporthook(blocks, 8192, total)
                for block in iter(lambda: source.read(8192), ""):
                    done += len(block)
                    target.write(block)
                    blocks += 1
                    if reporthook:
                        reporthook(blocks, 8192, total)
        finally:
            source.close()
        if 0 <= total and done < total:
            raise ContentTooShortError("retrieval incomplete: got only %i out of %i bytes" % (done, total), result)
        return result

    # -- HTTP

    def _open_http(self, connect, scheme, url, data):
        import httplib
        user = proxy_user = None
        if isinstance(url, str):
            host, selector = splithost(url)
            if host:
                user, host = splituser(host)
                host = unquote(host)
            real_host = host
        else:
            # by a proxy: (proxy, URL)
            host, selector = url
            proxy_user, host = splituser(host)
            kind, rest = splittype(selector)
            user, real_host = None, None
            if kind and kind.lower() == scheme:
                real_host, rest = splithost(rest)
                if real_host:
                    user, real_host = splituser(real_host)
                if user:
                    selector = "%s://%s%s" % (kind, real_host, rest)
                if real_host and proxy_bypass(real_host):
                    host = real_host
        if not host:
            raise IOError('%s error' % scheme, 'no host given')
        connection = connect(host)
        if data is None:
            connection.putrequest('GET', selector)
        else:
            connection.putrequest('POST', selector)
            connection.putheader('Content-Type', 'application/x-www-form-urlencoded')
            connection.putheader('Content-Length', '%d' % len(data))
        for header, who in ('Proxy-Authorization', proxy_user), ('Authorization', user):
            if who:
                connection.putheader(header, 'Basic ' + base64.b64encode(unquote(who)).strip())
        if real_host:
            connection.putheader('Host', real_host)
        for header in self.addheaders:
            connection.putheader(*header)
        connection.endheaders(data)
        status, message, headers = connection.getreply()
        file = connection.getfile()
        if status == -1:
            if file:
                file.close()
            raise IOError('http protocol error', 0, 'got a bad status line', None)
        if 200 <= status < 300:
            return addinfourl(file, headers, scheme + ":" + url if isinstance(url, str) else selector, status)
        if data is None:
            return self.http_error(url, file, status, message, headers)
        return self.http_error(url, file, status, message, headers, data)

    def open_http(self, url, data=None):
        """Use HTTP."""
        import httplib
        return self._open_http(httplib.HTTP, 'http', url, data)

    def open_https(self, url, data=None):
        """Use HTTP over SSL."""
        import httplib
        return self._open_http(lambda host: httplib.HTTPS(host, 0, key_file=self.key_file, cert_file=self.cert_file,
                                                          context=self.context), 'https', url, data)

    def http_error(self, url, fp, errcode, errmsg, headers, data=None):
        """Call http_error_<status>() if there is one, else http_error_default()."""
        method = getattr(self, 'http_error_%d' % errcode, None)
        if method is not None:
            more = () if data is None else (data,)
            result = method(url, fp, errcode, errmsg, headers, *more)
            if result:
                return result
        return self.http_error_default(url, fp, errcode, errmsg, headers)

    def http_error_default(self, url, fp, errcode, errmsg, headers):
        fp.close()
        raise IOError('http error', errcode, errmsg, headers)

    # -- files and FTP

    def open_file(self, url):
        """Open a local file, or one on another host by FTP."""
        if not isinstance(url, str):
            raise IOError('file error', 'proxy support for file protocol currently not implemented')
        if url[:2] == '//' and url[2:3] != '/' and url[2:12].lower() != 'localhost/':
            return self.open_ftp(url)
        return self.open_local_file(url)

    def open_local_file(self, url):
        """Open a local file."""
        import email.utils
        import mimetools
        import mimetypes
        from StringIO import StringIO
        host, path = splithost(url)
        name = url2pathname(path)
        try:
            found = os.stat(name)
        except OSError as problem:
            raise IOError(problem.errno, problem.strerror, problem.filename)
        headers = mimetools.Message(StringIO('Content-Type: %s\nContent-Length: %d\nLast-modified: %s\n' % (
            mimetypes.guess_type(url)[0] or 'text/plain', found.st_size,
            email.utils.formatdate(found.st_mtime, usegmt=True))))
        if host:
            import socket
            host, port = splitport(host)
            if port or socket.gethostbyname(host) not in (localhost(), thishost()):
                raise IOError('local file error', 'not on local host')
        shown = 'file://' + path if path[:1] == '/' else path
        if not host and path[:2] == './':
            raise ValueError("local file url may start with / or file:. Unknown url of type: %s" % url)
        return addinfourl(open(name, 'rb'), headers, shown if host or path[:1] == '/' else path)

    def open_ftp(self, url):
        """Use FTP."""
        if not isinstance(url, str):
            raise IOError('ftp error', 'proxy support for ftp protocol currently not implemented')
        import ftplib
        import mimetools
        import mimetypes
        import socket
        from StringIO import StringIO
        host, path = splithost(url)
        if not host:
            raise IOError('ftp error', 'no host given')
        host, port = splitport(host)
        user, host = splituser(host)
        user, password = splitpasswd(user) if user else (None, None)
        host, user, password = unquote(host), unquote(user or ''), unquote(password or '')
        host = socket.gethostbyname(host)
        port = int(port) if port else ftplib.FTP_PORT
        path, attributes = splitattr(path)
        folders = unquote(path).split('/')
        folders, file = folders[:-1], folders[-1]
        if folders and not folders[0]:
            folders = folders[1:]
        if folders and not folders[0]:
            folders[0] = '/'
        key = user, host, port, '/'.join(folders)
        if len(self.ftpcache) > MAXFTPCACHE:
            for old in self.ftpcache.keys():
                if old != key:
                    self.ftpcache.pop(old).close()
        try:
            if key not in self.ftpcache:
                self.ftpcache[key] = ftpwrapper(user, password, host, port, folders)
            kind = 'I' if file else 'D'
            for attribute in attributes:
                name, value = splitvalue(attribute)
                if name.lower() == 'type' and value in ('a', 'A', 'i', 'I', 'd', 'D'):
                    kind = value.upper()
            opened, size = self.ftpcache[key].retrfile(file, kind)
            headers = ''
            guessed = mimetypes.guess_type('ftp:' + url)[0]
            if guessed:
                headers += 'Content-Type: %s\n' % guessed
            if size is not None and size >= 0:
                headers += 'Content-Length: %d\n' % size
            return addinfourl(opened, mimetools.Message(StringIO(headers)), 'ftp:' + url)
        except ftperrors() as problem:
            raise IOError, ('ftp error', problem), sys.exc_info()[2]

    def open_data(self, url, data=None):
        """Open a data URL: [type][;parameters][;base64],data"""
        if not isinstance(url, str):
            raise IOError('data error', 'proxy support for data protocol currently not implemented')
        import mimetools
        from StringIO import StringIO
        kind, comma, text = url.partition(',')
        if not comma:
            raise IOError('data error', 'bad data URL')
        kind = kind or 'text/plain;charset=US-ASCII'
        encoding = ''
        at = kind.rfind(';')
        if at >= 0 and '=' not in kind[at:]:
            encoding, kind = kind[at + 1:], kind[:at]
        text = unquote(text)
        if encoding == 'base64':
            text = base64.decodestring(text)
        when = time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(time.time()))
        body = StringIO('Date: %s\nContent-type: %s\nContent-Length: %d\n\n%s' % (when, kind, len(text), text))
        return addinfourl(body, mimetools.Message(body, 0), url)


class FancyURLopener(URLopener):
    """An URLopener that follows redirections and asks for passwords; other errors are pages like any."""

    def __init__(self, *args, **kwargs):
        URLopener.__init__(self, *args, **kwargs)
        self.auth_cache = {}
        self.tries, self.maxtries = 0, 10

    def http_error_default(self, url, fp, errcode, errmsg, headers):
        return addinfourl(fp, headers, "http:" + url, errcode)

    def http_error_302(self, url, fp, errcode, errmsg, headers, data=None):
        """Moved: go there, a limited number of times."""
        self.tries += 1
        try:
            if self.maxtries and self.tries >= self.maxtries:
                report = getattr(self, 'http_error_500', self.http_error_default)
                return report(url, fp, 500, "Internal Server Error: Redirect Recursion", headers)
            return self.redirect_internal(url, fp, errcode, errmsg, headers, data)
        finally:
            self.tries = 0

    def redirect_internal(self, url, fp, errcode, errmsg, headers, data):
        if 'location' in headers:
            target = headers['location']
        elif 'uri' in headers:
            target = headers['uri']
        else:
            return None
        fp.close()
        target = basejoin(self.type + ":" + url, target)
        # a server on the net may not send us to a local file
        if not target.lower().startswith(('http://', 'https://', 'ftp://')):
            raise IOError('redirect error', errcode, errmsg + " - Redirection to url '%s' is not allowed" % target, headers)
        return self.open(target)

    def http_error_301(self, url, fp, errcode, errmsg, headers, data=None):
        return self.http_error_302(url, fp, errcode, errmsg, headers, data)

    http_error_303 = http_error_301

    def http_error_307(self, url, fp, errcode, errmsg, headers, data=None):
        if data is None:
            return self.http_error_302(url, fp, errcode, errmsg, headers, data)
        return self.http_error_default(url, fp, errcode, errmsg, headers)

    def _authenticate(self, header, retry, url, fp, errcode, errmsg, headers, data):
        match = re.match('[ \t]*([^ \t]+)[ \t]+realm="([^"]*)"', headers.get(header, ''))
        if not match or match.group(1).lower() != 'basic':
            URLopener.http_error_default(self, url, fp, errcode, errmsg, headers)
        method = getattr(self, 'retry_%s_basic_auth' % retry)
        return method(url, match.group(2)) if data is None else method(url, match.group(2), data)

    def http_error_401(self, url, fp, errcode, errmsg, headers, data=None):
        """The server wants a password."""
        return self._authenticate('www-authenticate', self.type, url, fp, errcode, errmsg, headers, data)

    def http_error_407(self, url, fp, errcode, errmsg, headers, data=None):
        """The proxy wants a password."""
        return self._authenticate('proxy-authenticate', 'proxy_' + self.type, url, fp, errcode, errmsg, headers, data)

    def _with_password(self, host, realm):
        # user:password@host; None if the user gave none
        at = host.find('@') + 1
        bare = host[at:]
        user, password = self.get_user_passwd(bare, realm, at)
        if not (user or password):
            return None
        return quote(user, safe='') + ':' + quote(password, safe='') + '@' + bare

    def _retry(self, scheme, url, realm, data):
        host, selector = splithost(url)
        host = self._with_password(host, realm)
        if host is None:
            return None
        return self.open(scheme + '://' + host + selector, *(() if data is None else (data,)))

    def _retry_proxy(self, scheme, url, realm, data):
        host, selector = splithost(url)
        kind, proxy = splittype(self.proxies[scheme])
        proxy_host, rest = splithost(proxy)
        proxy_host = self._with_password(proxy_host, realm)
        if proxy_host is None:
            return None
        self.proxies[scheme] = kind + '://' + proxy_host + rest
        return self.open(scheme + '://' + host + selector, *(() if data is None else (data,)))

    def retry_http_basic_auth(self, url, realm, data=None):
        return self._retry('http', url, realm, data)

    def retry_https_basic_auth(self, url, realm, data=None):
        return self._retry('https', url, realm, data)

    def retry_proxy_http_basic_auth(self, url, realm, data=None):
        return self._retry_proxy('http', url, realm, data)

    def retry_proxy_https_basic_auth(self, url, realm, data=None):
        return self._retry_proxy('https', url, realm, data)

    def get_user_passwd(self, host, realm, clear_cache=0):
        """(user, password), asked for once for each realm."""
        key = realm + '@' + host.lower()
        if key in self.auth_cache:
            if not clear_cache:
                return self.auth_cache[key]
            del self.auth_cache[key]
        user, password = self.prompt_user_passwd(host, realm)
        if user or password:
            self.auth_cache[key] = user, password
        return user, password

    def prompt_user_passwd(self, host, realm):
        """Ask at the terminal; for subclasses to override."""
        import getpass
        try:
            user = raw_input("Enter username for %s at %s: " % (realm, host))
            return user, getpass.getpass("Enter password for %s in %s at %s: " % (user, realm, host))
        except KeyboardInterrupt:
            print
            return None, None


class ftpwrapper:
    """A connection by FTP, in a folder."""

    def __init__(self, user, passwd, host, port, dirs, timeout=None, persistent=True):
        self.user, self.passwd, self.host, self.port, self.dirs = user, passwd, host, port, dirs
        self.timeout, self.refcount, self.keepalive = timeout, 0, persistent
        try:
            self.init()
        except:
            self.close()
            raise

    def init(self):
        import ftplib
        self.busy = 0
        self.ftp = ftplib.FTP()
        more = () if self.timeout is None else (self.timeout,)
        self.ftp.connect(self.host, self.port, *more)
        self.ftp.login(self.user, self.passwd)
        self.ftp.cwd('/'.join(self.dirs))

    def retrfile(self, file, type):
        """(an open file, its size or None); the listing of a folder where it is none."""
        import ftplib
        self.endtransfer()
        listing = type in ('d', 'D')
        mode = 'TYPE A' if listing else 'TYPE ' + type
        try:
            self.ftp.voidcmd(mode)
        except ftplib.all_errors:
            self.init()
            self.ftp.voidcmd(mode)
        connection = None
        if file and not listing:
            try:
                connection, size = self.ftp.ntransfercmd('RETR ' + file)
            except ftplib.error_perm as problem:
                if str(problem)[:3] != '550':
                    raise IOError, ('ftp error', problem), sys.exc_info()[2]
        if not connection:
            self.ftp.voidcmd('TYPE A')
            if file:
                before = self.ftp.pwd()
                try:
                    try:
                        self.ftp.cwd(file)
                    except ftplib.error_perm as problem:
                        raise IOError, ('ftp error', problem), sys.exc_info()[2]
                finally:
                    self.ftp.cwd(before)
            connection, size = self.ftp.ntransfercmd('LIST ' + file if file else 'LIST')
        self.busy = 1
        opened = addclosehook(connection.makefile('rb'), self.file_close)
        self.refcount += 1
        connection.close()
        return opened, size

    def endtransfer(self):
        self.busy = 0

    def close(self):
        self.keepalive = False
        if self.refcount <= 0:
            self.real_close()

    def file_close(self):
        self.endtransfer()
        self.refcount -= 1
        if self.refcount <= 0 and not self.keepalive:
            self.real_close()

    def real_close(self):
        self.endtransfer()
        try:
            self.ftp.close()
        except ftperrors():
            pass


# -- this host

_cache = {}     # what is asked for once only


def localhost():
    """The address of 'localhost'."""
    if 'localhost' not in _cache:
        import socket
        _cache['localhost'] = socket.gethostbyname('localhost')
    return _cache['localhost']


def thishost():
    """The address of this host."""
    if 'thishost' not in _cache:
        import socket
        try:
            _cache['thishost'] = socket.gethostbyname(socket.gethostname())
        except socket.gaierror:
            _cache['thishost'] = socket.gethostbyname('localhost')
    return _cache['thishost']


def ftperrors():
    """The exceptions of ftplib."""
    import ftplib
    return ftplib.all_errors


def noheaders():
    """Headers where there are none."""
    if 'noheaders' not in _cache:
        import mimetools
        from StringIO import StringIO
        _cache['noheaders'] = mimetools.Message(StringIO(), 0)
        _cache['noheaders'].fp.close()
    return _cache['noheaders']


# -- the functions that most programs use

_urlopener = None


def urlopen(url, data=None, proxies=None, context=None):
    """Open a URL; data is what to send by POST."""
    global _urlopener
    if proxies is not None or context is not None:
        opener = FancyURLopener(proxies=proxies, context=context)
    else:
        if not _urlopener:
            _urlopener = FancyURLopener()
        opener = _urlopener
    return opener.open(url) if data is None else opener.open(url, data)


def urlretrieve(url, filename=None, reporthook=None, data=None, context=None):
    """Copy what a URL stands for to a file: (its name, headers)."""
    global _urlopener
    if context is not None:
        opener = FancyURLopener(context=context)
    else:
        if not _urlopener:
            _urlopener = FancyURLopener()
        opener = _urlopener
    return opener.retrieve(url, filename, reporthook, data)


def urlcleanup():
    """Remove the files that urlretrieve() has made."""
    if _urlopener:
        _urlopener.cleanup()
    _safe_quoters.clear()
    ftpcache.clear()
