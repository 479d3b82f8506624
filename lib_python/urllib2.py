"""URLs opened by handlers (library reference 20.6).

An opener has handlers for what its URLs are of.  A request goes by the methods X_request of all handlers, then to the X_open
of one after another until one answers, and the answer by the methods X_response; X is the type of the URL.  Where HTTP
answers with an error, the methods http_error_CODE are asked likewise.  A handler finds its opener in `parent`.
"""

import base64
import bisect
import hashlib
import httplib
import mimetools
import os
import posixpath
import random
import re
import socket
import sys
import time
import types
import urlparse
import warnings
from urllib import (unwrap, unquote, splittype, splithost, quote, addinfourl, splitport, splittag, toBytes, splitattr,
                    ftpwrapper, splituser, splitpasswd, splitvalue, localhost, url2pathname, getproxies, proxy_bypass)

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

try:
    import ssl
except ImportError:
    _have_ssl = False
else:
    _have_ssl = True

__version__ = sys.version[:3]
_opener = None


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, cafile=None, capath=None, cadefault=False,
            context=None):
    """What an URL or a Request stands for, as a file with the methods info(), geturl() and getcode()."""
    global _opener
    if cafile or capath or cadefault:
        if context is not None:
            raise ValueError("You can't pass both context and any of cafile, capath, and cadefault")
        if not _have_ssl:
            raise ValueError('SSL support not available')
        context = ssl.create_default_context(purpose=ssl.Purpose.SERVER_AUTH, cafile=cafile, capath=capath)
    if context:
        opener = build_opener(HTTPSHandler(context=context))
    else:
        if _opener is None:
            _opener = build_opener()
        opener = _opener
    return opener.open(url, data, timeout)


def install_opener(opener):
    """Have urlopen() use an opener."""
    global _opener
    _opener = opener


# -- exceptions

class URLError(IOError):
    """An URL that cannot be opened; `reason` says why."""

    def __init__(self, reason):
        self.args, self.reason = (reason,), reason

    def __str__(self):
        return '<urlopen error %s>' % self.reason


class HTTPError(URLError, addinfourl):
    """An answer with an error; it can be read as any other answer."""

    def __init__(self, url, code, msg, hdrs, fp):
        self.filename, self.code, self.msg, self.hdrs, self.fp = url, code, msg, hdrs, fp
        if fp is not None:                      # else there is nothing to read
            addinfourl.__init__(self, fp, hdrs, url, code)

    def __str__(self):
        return 'HTTP Error %s: %s' % (self.code, self.msg)

    @property
    def reason(self):
        return self.msg

    def info(self):
        """The headers."""
        return self.hdrs


# -- requests

def request_host(request):
    """The host of a request without its port, in small letters, as cookies need it."""
    host = urlparse.urlparse(request.get_full_url())[1] or request.get_header('Host', '')
    return re.sub(r':\d+$', '', host).lower()


class Request:
    """What is asked for: URL, data, headers; and for cookies, by whom, and whether the user knows of it."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False):
        self.__original, self.__fragment = splittag(unwrap(url))
        self.type = self.host = self.port = self._tunnel_host = None
        self.data = data
        self.headers, self.unredirected_hdrs = {}, {}
        for name, value in headers.items():
            self.add_header(name, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable

    def __getattr__(self, attr):
        # the rest behind type and behind host, which come to be when those are asked for
        find = {'_Request__r_type': self.get_type, '_Request__r_host': self.get_host}.get(attr)
        if find is None:
            raise AttributeError(attr)
        find()
        return self.__dict__[attr]

    def get_method(self):
        """POST where there is data, else GET."""
        return 'POST' if self.has_data() else 'GET'

    def add_data(self, data):
        """Send data."""
        self.data = data

    def has_data(self):
        return self.data is not None

    def get_data(self):
        return self.data

    def get_full_url(self):
        """The URL as it was given."""
        return self.__original + '#' + self.__fragment if self.__fragment else self.__original

    def get_type(self):
        """What the URL is of: what stands before the first colon."""
        if self.type is None:
            self.type, self.__r_type = splittype(self.__original)
            if self.type is None:
                raise ValueError("unknown url type: %s" % self.__original)
        return self.type

    def get_host(self):
        """The host to connect with, perhaps with a port."""
        if self.host is None:
            self.host, self.__r_host = splithost(self.__r_type)
            if self.host:
                self.host = unquote(self.host)
        return self.host

    def get_selector(self):
        """What to ask the host for."""
        return self.__r_host

    def set_proxy(self, host, type):
        """Ask another host in the place of the right one, for the whole URL; for HTTPS, go through it."""
        if self.type == 'https' and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type, self.__r_host = type, self.__original
        self.host = host

    def has_proxy(self):
        return self.__r_host == self.__original

    def get_origin_req_host(self):
        return self.origin_req_host

    def is_unverifiable(self):
        return self.unverifiable

    # headers; their names have one large letter

    def add_header(self, key, val):
        """Set a header."""
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        """Set a header that is not for where the request may be sent on to."""
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        """The value of a header."""
        for some in self.headers, self.unredirected_hdrs:
            if header_name in some:
                return some[header_name]
        return default

    def header_items(self):
        """All headers as pairs."""
        return dict(self.unredirected_hdrs, **self.headers).items()


# -- openers

class OpenerDirector:
    """An opener: asks its handlers in the order of their handler_order."""

    def __init__(self):
        self.addheaders = [('User-agent', 'Python-urllib/' + __version__)]
        self.handlers = []
        self.handle_open, self.process_request, self.process_response = {}, {}, {}      # by types
        self.handle_error = {}                                                          # by types, then by codes

    def _place(self, method):
        # (table, key) of a method by its name; None for one of another sort
        if method in ('redirect_request', 'do_open', 'proxy_open'):
            return None                         # they look as if they were for types of URLs
        type, _, what = method.partition('_')
        if what.startswith('error'):
            code = what.partition('_')[2] if '_' in what else method
            return self.handle_error.setdefault(type, {}), int(code) if code.isdigit() else code
        tables = {'open': self.handle_open, 'request': self.process_request, 'response': self.process_response}
        return (tables[what], type) if what in tables else None

    def add_handler(self, handler):
        """Take a handler in."""
        if not hasattr(handler, 'add_parent'):
            raise TypeError('expected BaseHandler instance, got %r' % type(handler))
        places = filter(None, map(self._place, dir(handler)))
        for table, key in places:
            bisect.insort(table.setdefault(key, []), handler)
        if places:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        """Only for compatibility."""

    def _call_chain(self, chain, kind, meth_name, *args):
        # what the first handler says that has something to say
        for handler in chain.get(kind, ()):
            answer = getattr(handler, meth_name)(*args)
            if answer is not None:
                return answer

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        """What an URL or a Request stands for."""
        if isinstance(fullurl, basestring):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.add_data(data)
        request.timeout = timeout
        type = request.get_type()
        for each in self.process_request.get(type, ()):
            request = getattr(each, type + '_request')(request)
        response = self._open(request, data)
        for each in self.process_response.get(type, ()):
            response = getattr(each, type + '_response')(request, response)
        return response

    def _open(self, req, data=None):
        answer = self._call_chain(self.handle_open, 'default', 'default_open', req)
        if not answer:
            type = req.get_type()
            answer = self._call_chain(self.handle_open, type, type + '_open', req)
        return answer or self._call_chain(self.handle_open, 'unknown', 'unknown_open', req)

    def error(self, proto, *args):
        """Have handlers look at an error; for HTTP, args are request, answer, code, phrase, headers."""
        if proto not in ('http', 'https'):
            return self._call_chain(self.handle_error, proto, proto + '_error', *args) or None
        table, code = self.handle_error['http'], args[2]
        answer = self._call_chain(table, code, 'http_error_%s' % code, *args)
        return answer or self._call_chain(table, 'default', 'http_error_default', *args)


def build_opener(*handlers):
    """An opener with the handlers, objects or classes, and the usual ones that none of them takes the place of."""
    usual = [ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FTPHandler,
             FileHandler, HTTPErrorProcessor]
    if hasattr(httplib, 'HTTPS'):
        usual.append(HTTPSHandler)
    is_class = lambda each: isinstance(each, (type, types.ClassType))
    given = [(each if is_class(each) else None, each) for each in handlers]
    opener = OpenerDirector()
    for each in usual:
        if not any(issubclass(cls, each) if cls else isinstance(handler, each) for cls, handler in given):
            opener.add_handler(each())
    for cls, handler in given:
        opener.add_handler(handler() if cls else handler)
    return opener


class BaseHandler:
    """A handler."""

    handler_order = 500

    def add_parent(self, parent):
        """Belong to an opener."""
        self.parent = parent

    def close(self):
        """Only for compatibility."""

    def __lt__(self, other):
        # what is no handler of ours comes after them
        return not hasattr(other, 'handler_order') or self.handler_order < other.handler_order


class UnknownHandler(BaseHandler):
    """Says that nobody knows such URLs."""

    def unknown_open(self, req):
        raise URLError('unknown url type: %s' % req.get_type())


# -- errors of HTTP

class HTTPErrorProcessor(BaseHandler):
    """Has answers looked at that are errors."""

    handler_order = 1000                        # after all others

    def http_response(self, request, response):
        if 200 <= response.code < 300:
            return response
        return self.parent.error('http', request, response, response.code, response.msg, response.info())

    https_response = http_response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises HTTPError for errors that nobody else knows about."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.get_full_url(), code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Goes to where answers point, unless that goes on too long."""

    max_repeats, max_redirections = 4, 10       # to the same place; to any
    inf_msg = ("The HTTP server returned a redirect error that would lead to an infinite loop.\n"
               "The last 30x error message was:\n")

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The request for the other place, None to leave it to others, or HTTPError; for subclasses to say otherwise."""
        method = req.get_method()
        # after POST, browsers ask by GET, whatever the RFC says
        if not (method in ('GET', 'HEAD') and code in (301, 302, 303, 307) or
                method == 'POST' and code in (301, 302, 303)):
            raise HTTPError(req.get_full_url(), code, msg, headers, fp)
        kept = dict(item for item in req.headers.items() if item[0].lower() not in ('content-length', 'content-type'))
        return Request(newurl.replace(' ', '%20'), headers=kept, origin_req_host=req.get_origin_req_host(),
                       unverifiable=True)

    def http_error_302(self, req, fp, code, msg, headers):
        names = [name for name in ('location', 'uri') if name in headers]
        if not names:
            return
        parts = urlparse.urlparse(headers.getheaders(names[0])[0])
        if parts.netloc and not parts.path:
            parts = parts._replace(path='/')
        url = urlparse.urljoin(req.get_full_url(), urlparse.urlunparse(parts))
        if not url.lower().startswith(('http://', 'https://', 'ftp://')):
            raise HTTPError(url, code, msg + " - Redirection to url '%s' is not allowed" % url, headers, fp)
        request = self.redirect_request(req, fp, code, msg, headers, url)
        if request is None:
            return
        # all requests that follow from one share a table of places
        visited = request.redirect_dict = getattr(req, 'redirect_dict', None)
        if visited is None:
            visited = request.redirect_dict = req.redirect_dict = {}
        elif visited.get(url, 0) >= self.max_repeats or len(visited) >= self.max_redirections:
            raise HTTPError(req.get_full_url(), code, self.inf_msg + msg, headers, fp)
        visited[url] = visited.get(url, 0) + 1
        fp.read()                               # so that the connection can be used again
        fp.close()
        return self.parent.open(request, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_302


# -- proxies

def _parse_proxy(proxy):
    """(type, user, password, host with port) of a proxy, which may be an URL or just a host."""
    type, rest = splittype(proxy)
    authority = proxy
    if rest.startswith('//'):
        authority = rest[2:].partition('/')[0]
    elif rest.startswith('/'):
        raise ValueError("proxy URL with no authority: %r" % proxy)
    else:
        type = None
    who, host = splituser(authority)
    user, password = (None, None) if who is None else splitpasswd(who)
    return type, user, password, host


class ProxyHandler(BaseHandler):
    """Asks proxies: a mapping of types of URLs to proxies; by default, what the environment says."""

    handler_order = 100                         # before those that open

    def __init__(self, proxies=None):
        proxies = getproxies() if proxies is None else proxies
        assert hasattr(proxies, 'has_key'), "proxies must be a mapping"
        self.proxies = proxies
        for type, proxy in proxies.items():
            setattr(self, type + '_open', self._opens(proxy, type))

    def _opens(self, proxy, type):
        return lambda request, proxy=proxy, type=type, meth=self.proxy_open: meth(request, proxy, type)

    def proxy_open(self, req, proxy, type):
        """Point a request to a proxy; the opener goes on with it, unless it is of another type now."""
        wanted = req.get_type()
        speaks, user, password, host = _parse_proxy(proxy)
        if speaks is None:
            speaks = wanted
        if req.host and proxy_bypass(req.host):
            return None
        if user and password:
            who = '%s:%s' % (unquote(user), unquote(password))
            req.add_header('Proxy-authorization', 'Basic ' + base64.b64encode(who))
        req.set_proxy(unquote(host), speaks)
        if wanted not in (speaks, 'https'):
            return self.parent.open(req, timeout=req.timeout)


# -- passwords

class HTTPPasswordMgr:
    """Users and passwords for realms and URLs."""

    def __init__(self):
        self.passwd = {}                        # {realm: {places: (user, password)}}

    def add_password(self, realm, uri, user, passwd):
        """For an URL, or several, and all that is below them."""
        places = [uri] if isinstance(uri, basestring) else uri
        known = self.passwd.setdefault(realm, {})
        for default_port in True, False:
            known[tuple(self.reduce_uri(place, default_port) for place in places)] = user, passwd

    def find_user_password(self, realm, authuri):
        """(user, password) for an URL; (None, None) if there are none."""
        for default_port in True, False:
            wanted = self.reduce_uri(authuri, default_port)
            for places, who in self.passwd.get(realm, {}).iteritems():
                if any(self.is_suburi(place, wanted) for place in places):
                    return who
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """(host, path) of an URL or a host, with the usual port if it has none and default_port is true."""
        parts = urlparse.urlsplit(uri)
        if not parts.netloc:
            return uri, '/'
        authority = parts.netloc
        host, port = splitport(authority)
        usual = {'http': 80, 'https': 443}.get(parts.scheme)
        if default_port and port is None and usual is not None:
            authority = '%s:%d' % (host, usual)
        return authority, parts.path or '/'

    def is_suburi(self, base, test):
        """Whether a place is another one or below it."""
        if base == test:
            return True
        return base[0] == test[0] and posixpath.commonprefix((base[1], test[1])) == base[1]


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """With realm None for any realm."""

    def find_user_password(self, realm, authuri):
        find = HTTPPasswordMgr.find_user_password
        found = find(self, realm, authuri)
        return find(self, None, authuri) if found[0] is None else found


class AbstractBasicAuthHandler:
    """Tells user and password as they are."""

    rx = re.compile('(?:.*,)*[ \t]*([^ \t]+)[ \t]+realm=(["\']?)([^"\']*)\\2', re.I)

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        """Ask again where the header says that it is this way that is wanted; host may be an URL."""
        wish = headers.get(authreq, None)
        found = wish and AbstractBasicAuthHandler.rx.search(wish)
        if found:
            scheme, mark, realm = found.groups()
            if not mark:
                warnings.warn("Basic Auth Realm was unquoted", UserWarning, 2)
            if scheme.lower() == 'basic':
                return self.retry_http_basic_auth(host, req, realm)

    def retry_http_basic_auth(self, host, req, realm):
        """Ask again if there is a password that has not been tried."""
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        told = 'Basic ' + base64.b64encode('%s:%s' % (user, password)).strip()
        if req.get_header(self.auth_header, None) == told:
            return None
        req.add_unredirected_header(self.auth_header, told)
        return self.parent.open(req, timeout=req.timeout)


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """For servers."""

    auth_header = 'Authorization'

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('www-authenticate', req.get_full_url(), req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """For proxies, which have no path."""

    auth_header = 'Proxy-authorization'

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed('proxy-authenticate', req.get_host(), req, headers)


def randombytes(n):
    """Bytes at random, as good as can be had."""
    try:
        return os.urandom(n)
    except NotImplementedError:
        return ''.join(chr(random.randrange(256)) for _ in range(n))


class AbstractDigestAuthHandler:
    """Tells what shows that one knows the password, but not the password (RFC 2617)."""

    def __init__(self, passwd=None):
        self.passwd = HTTPPasswordMgr() if passwd is None else passwd
        self.add_password = self.passwd.add_password
        self.retried = self.nonce_count = 0
        self.last_nonce = None

    def reset_retry_count(self):
        self.retried = 0

    def http_error_auth_reqed(self, auth_header, host, req, headers):
        """Ask again where the header says that it is this way that is wanted, five times at most."""
        wish = headers.get(auth_header, None)
        if self.retried > 5:
            raise HTTPError(req.get_full_url(), 401, "digest auth failed", headers, None)
        self.retried += 1
        if wish and wish.split()[0].lower() == 'digest':
            return self.retry_http_digest_auth(req, wish)

    def retry_http_digest_auth(self, req, auth):
        """Ask again if there is something new to tell."""
        answer = self.get_authorization(req, parse_keqv_list(parse_http_list(auth.partition(' ')[2])))
        if not answer or req.headers.get(self.auth_header, None) == 'Digest ' + answer:
            return None
        req.add_unredirected_header(self.auth_header, 'Digest ' + answer)
        return self.parent.open(req, timeout=req.timeout)

    def get_cnonce(self, nonce):
        """A text that nobody can guess."""
        seed = ':'.join((str(self.nonce_count), nonce, time.ctime(), randombytes(8)))
        return hashlib.sha1(seed).hexdigest()[:16]

    def get_authorization(self, req, chal):
        """The header's text for what the other side wants, or None."""
        if 'realm' not in chal or 'nonce' not in chal:
            return None
        realm, nonce, quality = chal['realm'], chal['nonce'], chal.get('qop')
        algorithm = chal.get('algorithm', 'MD5')
        digest, keyed = self.get_algorithm_impls(algorithm)
        if digest is None:
            return None
        user, password = self.passwd.find_user_password(realm, req.get_full_url())
        if user is None:
            return None
        entity = self.get_entity_digest(req.get_data(), chal) if req.has_data() else None
        who = digest('%s:%s:%s' % (user, realm, password))
        what = digest('%s:%s' % (req.get_method(), req.get_selector()))
        if quality == 'auth':
            self.nonce_count = self.nonce_count + 1 if nonce == self.last_nonce else 1
            self.last_nonce = nonce
            count, ours = '%08x' % self.nonce_count, self.get_cnonce(nonce)
            proof = keyed(who, ':'.join((nonce, count, ours, quality, what)))
        elif quality is None:
            proof = keyed(who, nonce + ':' + what)
        else:
            raise URLError("qop '%s' is not supported." % quality)
        told = [('username', user), ('realm', realm), ('nonce', nonce), ('uri', req.get_selector()),
                ('response', proof)]
        told += [(name, value) for name, value in (('opaque', chal.get('opaque')), ('digest', entity)) if value]
        text = ', '.join('%s="%s"' % pair for pair in told + [('algorithm', algorithm)])
        if quality:
            text += ', qop=auth, nc=%s, cnonce="%s"' % (count, ours)
        return text

    def get_algorithm_impls(self, algorithm):
        """Functions for the digest of a text, and of a text under a key."""
        make = {'MD5': hashlib.md5, 'SHA': hashlib.sha1}.get(algorithm.upper())
        if make is None:
            raise ValueError("Unsupported digest authentication algorithm %r" % algorithm.lower())
        digest = lambda text: make(text).hexdigest()
        return digest, lambda key, text: digest('%s:%s' % (key, text))

    def get_entity_digest(self, data, chal):
        """The digest of what is sent: there is none."""
        return None


class HTTPDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """For servers."""

    auth_header, handler_order = 'Authorization', 490       # before the basic way

    def http_error_401(self, req, fp, code, msg, headers):
        host = urlparse.urlparse(req.get_full_url())[1]
        answer = self.http_error_auth_reqed('www-authenticate', host, req, headers)
        self.reset_retry_count()
        return answer


class ProxyDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """For proxies."""

    auth_header, handler_order = 'Proxy-Authorization', 490

    def http_error_407(self, req, fp, code, msg, headers):
        answer = self.http_error_auth_reqed('proxy-authenticate', req.get_host(), req, headers)
        self.reset_retry_count()
        return answer


# -- HTTP

class AbstractHTTPHandler(BaseHandler):
    """Asks by HTTP, over a connection of a class."""

    def __init__(self, debuglevel=0):
        self._debuglevel = debuglevel

    def set_http_debuglevel(self, level):
        """Above 0, all that is sent and received is printed."""
        self._debuglevel = level

    def do_request_(self, request):
        """Set the headers that every request has, unless they are set."""
        host = request.get_host()
        if not host:
            raise URLError('no host given')
        usual = []
        if request.has_data():
            usual += [('Content-type', 'application/x-www-form-urlencoded')]
            if not request.has_header('Content-length'):
                usual += [('Content-length', '%d' % len(request.get_data()))]
        if request.has_proxy():
            host = splithost(splittype(request.get_selector())[1])[0]
        usual += [('Host', host)] + [(name.capitalize(), value) for name, value in self.parent.addheaders]
        for name, value in usual:
            if not request.has_header(name):
                request.add_unredirected_header(name, value)
        return request

    def do_open(self, http_class, req, **http_conn_args):
        """Send a request, and answer with what comes back."""
        host = req.get_host()
        if not host:
            raise URLError('no host given')
        connection = http_class(host, timeout=req.timeout, **http_conn_args)
        connection.set_debuglevel(self._debuglevel)
        headers = dict(req.headers)
        headers.update(req.unredirected_hdrs)
        headers['Connection'] = 'close'         # so the end of the answer is the end of the file
        headers = dict((name.title(), value) for name, value in headers.items())
        if req._tunnel_host:
            # the proxy's password is for the proxy alone
            own = dict((name, headers.pop(name)) for name in ('Proxy-Authorization',) if name in headers)
            connection.set_tunnel(req._tunnel_host, headers=own)
        try:
            connection.request(req.get_method(), req.get_selector(), req.data, headers)
        except socket.error as problem:
            connection.close()
            raise URLError(problem)
        try:
            response = connection.getresponse(buffering=True)
        except TypeError:                       # a class of another sort
            response = connection.getresponse()
        response.recv = response.read           # like a socket, for the file over it
        answer = addinfourl(socket._fileobject(response, close=True), response.msg, req.get_full_url())
        answer.code, answer.msg = response.status, response.reason
        return answer


class HTTPHandler(AbstractHTTPHandler):
    """For http:"""

    http_request = AbstractHTTPHandler.do_request_

    def http_open(self, req):
        return self.do_open(httplib.HTTPConnection, req)


if hasattr(httplib, 'HTTPS'):

    class HTTPSHandler(AbstractHTTPHandler):
        """For https:"""

        https_request = AbstractHTTPHandler.do_request_

        def __init__(self, debuglevel=0, context=None):
            AbstractHTTPHandler.__init__(self, debuglevel)
            self._context = context

        def https_open(self, req):
            return self.do_open(httplib.HTTPSConnection, req, context=self._context)


class HTTPCookieProcessor(BaseHandler):
    """Keeps cookies, and sends them."""

    def __init__(self, cookiejar=None):
        import cookielib
        self.cookiejar = cookielib.CookieJar() if cookiejar is None else cookiejar

    def http_request(self, request):
        self.cookiejar.add_cookie_header(request)
        return request

    def http_response(self, request, response):
        self.cookiejar.extract_cookies(response, request)
        return response

    https_request, https_response = http_request, http_response


def parse_keqv_list(l):
    """A dictionary of texts key=value, with quotes around the value or not."""
    parsed = {}
    for text in l:
        key, value = text.split('=', 1)
        parsed[key] = value[1:-1] if value[0] == '"' == value[-1] else value
    return parsed


_http_part = re.compile(r'(?:"(?:\\.|[^"\\])*(?:"|\\?$)|[^,"])*', re.DOTALL)


def parse_http_list(s):
    """The parts of a text between commas that are not in quotes; backslashes in quotes are taken out."""
    parts, at = [], 0
    while at < len(s):
        found = _http_part.match(s, at)
        part = re.sub(r'"(?:\\.|[^"\\])*\\?', lambda quoted: re.sub(r'(?s)\\(.?)', r'\1', quoted.group()), found.group())
        parts.append(part.strip())
        at = found.end() + 1
    return parts


# -- files

def _safe_gethostbyname(host):
    try:
        return socket.gethostbyname(host)
    except socket.gaierror:
        return None


class FileHandler(BaseHandler):
    """For file:, here or on another host by FTP."""

    names = None                                # addresses of this host

    def file_open(self, req):
        url = req.get_selector()
        if url[:2] == '//' and url[2:3] != '/' and req.host and req.host != 'localhost':
            req.type = 'ftp'
            return self.parent.open(req)
        return self.open_local_file(req)

    def get_names(self):
        """The addresses of this host."""
        if FileHandler.names is None:
            try:
                found = [socket.gethostbyname_ex(name)[2] for name in ('localhost', socket.gethostname())]
                FileHandler.names = tuple(sum(found, []))
            except socket.gaierror:
                FileHandler.names = socket.gethostbyname('localhost'),
        return FileHandler.names

    def open_local_file(self, req):
        """A file of this host, with headers as a server would send them."""
        import email.utils
        import mimetypes
        host, name = req.get_host(), req.get_selector()
        path = url2pathname(name)
        try:
            about = os.stat(path)
            headers = mimetools.Message(StringIO('Content-type: %s\nContent-length: %d\nLast-modified: %s\n' % (
                mimetypes.guess_type(name)[0] or 'text/plain', about.st_size,
                email.utils.formatdate(about.st_mtime, usegmt=True))))
            port = None
            if host:
                host, port = splitport(host)
            if not host or not port and _safe_gethostbyname(host) in self.get_names():
                return addinfourl(open(path, 'rb'), headers, 'file://' + (host or '') + name)
        except OSError as problem:
            raise URLError(problem)
        raise URLError('file not on local host')


class FTPHandler(BaseHandler):
    """For ftp:"""

    def ftp_open(self, req):
        import ftplib
        import mimetypes
        host = req.get_host()
        if not host:
            raise URLError('ftp error: no host given')
        host, port = splitport(host)
        port = ftplib.FTP_PORT if port is None else int(port)
        user, host = splituser(host)
        user, password = splitpasswd(user) if user else ('', '')
        try:
            host = socket.gethostbyname(unquote(host))
        except socket.error as problem:
            raise URLError(problem)
        path, attributes = splitattr(req.get_selector())
        folders = map(unquote, path.split('/'))
        name = folders.pop()
        if folders and not folders[0]:
            del folders[0]
        try:
            connection = self.connect_ftp(user or '', password or '', host, port, folders, req.timeout)
            kind = 'I' if name else 'D'         # a file, or a list of files
            for attribute in attributes:
                key, value = splitvalue(attribute)
                if key.lower() == 'type' and value in ('a', 'A', 'i', 'I', 'd', 'D'):
                    kind = value.upper()
            opened, length = connection.retrfile(name, kind)
            told = [('Content-type', mimetypes.guess_type(req.get_full_url())[0] or None),
                    ('Content-length', length if length is not None and length >= 0 else None)]
            text = ''.join('%s: %s\n' % pair for pair in told if pair[1] is not None)
            return addinfourl(opened, mimetools.Message(StringIO(text)), req.get_full_url())
        except ftplib.all_errors as problem:
            raise URLError, ('ftp error: %s' % problem), sys.exc_info()[2]

    def connect_ftp(self, user, passwd, host, port, dirs, timeout):
        """A connection for one request."""
        return ftpwrapper(user, passwd, host, port, dirs, timeout, persistent=False)


class CacheFTPHandler(FTPHandler):
    """For ftp:, with connections that are kept for a while."""

    def __init__(self):
        self.cache, self.timeout = {}, {}       # connections, and when to close them
        self.soonest, self.delay, self.max_conns = 0, 60, 16

    def setTimeout(self, t):
        """Keep connections for so many seconds."""
        self.delay = t

    def setMaxConns(self, m):
        """Keep so many connections at most."""
        self.max_conns = m

    def connect_ftp(self, user, passwd, host, port, dirs, timeout):
        key = user, host, port, '/'.join(dirs), timeout
        if key not in self.cache:
            self.cache[key] = ftpwrapper(user, passwd, host, port, dirs, timeout)
        self.timeout[key] = time.time() + self.delay
        self.check_cache()
        return self.cache[key]

    def check_cache(self):
        """Let go of connections that are old, and of one if there are too many."""
        now = time.time()
        if self.soonest <= now:
            for key in [key for key, until in self.timeout.items() if until < now]:
                self.cache.pop(key).close()
                del self.timeout[key]
        self.soonest = min(self.timeout.values())
        if len(self.cache) == self.max_conns:
            oldest = min(self.timeout, key=self.timeout.get)
            del self.cache[oldest], self.timeout[oldest]
            self.soonest = min(self.timeout.values())

    def clear_cache(self):
        """Let go of all connections."""
        for connection in self.cache.values():
            connection.close()
        self.cache.clear()
        self.timeout.clear()
