"""Taking URLs apart and putting them together (library reference 20.16; RFC 3986, 2396, 1808 and 1738).

A URL is scheme://netloc/path;parameters?query#fragment.  urlsplit() and urlunsplit() leave the parameters in the path,
urlparse() and urlunparse() have them apart.
"""

import re
from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "parse_qs", "parse_qsl"]

# What each scheme has; '' is a URL without one.
uses_relative = ['ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero', 'rtsp',
                 'rtspu', '', 'sftp', 'svn', 'svn+ssh']
uses_netloc = ['ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews',
               'prospero', 'rtsp', 'rtspu', 'rsync', '', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh']
uses_params = ['ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtspu', 'sip', 'sips', 'mms', '',
               'sftp', 'tel']
non_hierarchical = ['gopher', 'hdl', 'mailto', 'news', 'telnet', 'wais', 'imap', 'snews', 'sip', 'sips']
uses_query = ['http', 'wais', 'imap', 'https', 'shttp', 'mms', 'gopher', 'rtsp', 'rtspu', 'sip', 'sips', '']
uses_fragment = ['ftp', 'hdl', 'http', 'gopher', 'news', 'nntp', 'wais', 'https', 'shttp', 'snews', 'file', 'prospero',
                 '']

scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'

MAX_CACHE_SIZE = 20
_parse_cache = {}


def clear_cache():
    """Forget the URLs split of late."""
    _parse_cache.clear()


class ResultMixin(object):
    """The parts of a netloc, user:password@host:port."""

    def _userinfo(self):
        userinfo, at, _ = self.netloc.rpartition("@")
        return userinfo.partition(":") if at else None

    def _hostinfo(self):
        hostinfo = self.netloc.rpartition("@")[2]
        if '[' in hostinfo and ']' in hostinfo:     # an IPv6 address has colons of its own
            host, _, rest = hostinfo.partition("]")
            return host[1:], rest.partition(":")[2], True
        host, colon, rest = hostinfo.partition(":")
        return host, rest.partition(":")[0], bool(colon)

    @property
    def username(self):
        parts = self._userinfo()
        return parts[0] if parts else None

    @property
    def password(self):
        parts = self._userinfo()
        return parts[2] if parts and parts[1] else None

    @property
    def hostname(self):
        host, _, given = self._hostinfo()
        return host.lower() if host or given else None

    @property
    def port(self):
        text = self._hostinfo()[1]
        if text:
            number = int(text, 10)
            if 0 <= number <= 65535:
                return number
        return None


class SplitResult(namedtuple('SplitResult', 'scheme netloc path query fragment'), ResultMixin):
    __slots__ = ()

    def geturl(self):
        """The URL in its normal form."""
        return urlunsplit(self)


class ParseResult(namedtuple('ParseResult', 'scheme netloc path params query fragment'), ResultMixin):
    __slots__ = ()

    def geturl(self):
        """The URL in its normal form."""
        return urlunparse(self)


def urlparse(url, scheme='', allow_fragments=True):
    """The six parts of a URL; `scheme` is for a URL that has none."""
    split = urlsplit(url, scheme, allow_fragments)
    path, params = split.path, ''
    if split.scheme in uses_params and ';' in path:
        path, params = _splitparams(path)
    return ParseResult(split.scheme, split.netloc, path, params, split.query, split.fragment)


def _splitparams(url):
    # parameters are those of the last segment
    at = url.find(';', url.rfind('/') + 1)
    return (url, '') if at < 0 else (url[:at], url[at + 1:])


def _checknetloc(netloc):
    # No character may turn into a delimiter under NFKC, as IDNA would have it.
    if not netloc or not isinstance(netloc, unicode):
        return
    try:
        netloc.encode('ascii')
    except UnicodeError:
        pass
    else:
        return
    import unicodedata
    stripped = re.sub(u'[@:#?]', u'', netloc)
    normal = unicodedata.normalize('NFKC', stripped)
    if normal != stripped and any(delimiter in normal for delimiter in '/?#@:'):
        raise ValueError("netloc %r contains invalid characters under NFKC normalization" % netloc)


_netloc_end = re.compile('[/?#]')
_scheme = re.compile('[%s]*:' % re.escape(scheme_chars))


def urlsplit(url, scheme='', allow_fragments=True):
    """The five parts of a URL; `scheme` is for a URL that has none."""
    key = url, scheme, bool(allow_fragments), type(url), type(scheme)
    try:
        return _parse_cache[key]
    except KeyError:
        pass
    if len(_parse_cache) >= MAX_CACHE_SIZE:
        clear_cache()
    rest, netloc, query, fragment = url, '', '', ''
    match = _scheme.match(rest)
    if match and match.end() > 1:
        name, after = rest[:match.end() - 1], rest[match.end():]
        if name == 'http':
            scheme, rest = name, after
        elif not after or not after.isdigit():
            # digits alone would be a port
            scheme, rest = name.lower(), after
    if rest[:2] == '//':
        end = _netloc_end.search(rest, 2)
        end = end.start() if end else len(rest)
        netloc, rest = rest[2:end], rest[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and '#' in rest:
        rest, fragment = rest.split('#', 1)
    if '?' in rest:
        rest, query = rest.split('?', 1)
    _checknetloc(netloc)
    found = _parse_cache[key] = SplitResult(scheme, netloc, rest, query, fragment)
    return found


def urlunparse(data):
    """The URL of six parts; needless delimiters that the original had are gone."""
    scheme, netloc, path, params, query, fragment = data
    if params:
        path = "%s;%s" % (path, params)
    return urlunsplit((scheme, netloc, path, query, fragment))


def urlunsplit(data):
    """The URL of five parts."""
    scheme, netloc, url, query, fragment = data
    if netloc or scheme and scheme in uses_netloc and url[:2] != '//':
        slash = '/' if url and url[:1] != '/' else ''
        url = '//' + (netloc or '') + slash + url
    if scheme:
        url = scheme + ':' + url
    if query:
        url = url + '?' + query
    if fragment:
        url = url + '#' + fragment
    return url


def urljoin(base, url, allow_fragments=True):
    """What a reference, url, means in a document at base."""
    if not base or not url:
        return url or base
    ours = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, ours.scheme, allow_fragments)
    if scheme != ours.scheme or scheme not in uses_relative:
        return url
    if scheme in uses_netloc:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = ours.netloc
    if path[:1] == '/':
        pass
    elif not path and not params:
        path, params = ours.path, ours.params
        query = query or ours.query
    else:
        path = '/'.join(_resolved(ours.path.split('/')[:-1] + path.split('/')))
    return urlunparse((scheme, netloc, path, params, query, fragment))


def _resolved(segments):
    # '.' goes; a name goes with the '..' after it; what would lead above the root stays
    if segments[-1] == '.':
        segments[-1] = ''
    kept = []
    last = len(segments) - 1
    for at, segment in enumerate(segments):
        if segment == '.':
            continue
        if segment == '..' and kept:
            if at == last:
                kept[-1:] = [''] if len(kept) > 1 or kept[0] else ['', '']
                continue
            if kept[-1] not in ('', '..'):
                kept.pop()
                continue
        kept.append(segment)
    return kept


def urldefrag(url):
    """(the URL without its fragment, the fragment)"""
    if '#' not in url:
        return url, ''
    parts = urlparse(url)
    return urlunparse(parts[:5] + ('',)), parts.fragment


_hextochr = dict((a + b, chr(int(a + b, 16))) for a in '0123456789abcdefABCDEF' for b in '0123456789abcdefABCDEF')
_ascii_run = re.compile('([\x00-\x7f]+)')


def unquote(s):
    """Replace %xx by the characters meant; in unicode strings they are Latin-1's."""
    if isinstance(s, unicode):
        if '%' not in s:
            return s
        return ''.join(unquote(str(run)).decode('latin1') if at % 2 else run
                       for at, run in enumerate(_ascii_run.split(s)))
    pieces = s.split('%')
    if len(pieces) == 1:
        return s
    for at in xrange(1, len(pieces)):
        piece = pieces[at]
        char = _hextochr.get(piece[:2])
        pieces[at] = '%' + piece if char is None else char + piece[2:]
    return ''.join(pieces)


def parse_qs(qs, keep_blank_values=0, strict_parsing=0, max_num_fields=None):
    """The values of each name in a query string, as a dict of lists."""
    values = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, max_num_fields):
        values.setdefault(name, []).append(value)
    return values


def parse_qsl(qs, keep_blank_values=0, strict_parsing=0, max_num_fields=None):
    """The (name, value) pairs of a query string.

    keep_blank_values  keep names whose value is empty
    strict_parsing     ValueError for what is no field, instead of passing over it
    max_num_fields     ValueError if there are more
    """
    if max_num_fields is not None and 1 + qs.count('&') + qs.count(';') > max_num_fields:
        raise ValueError('Max number of fields exceeded')
    found = []
    for field in qs.replace(';', '&').split('&'):
        if not field and not strict_parsing:
            continue
        name, equals, value = field.partition('=')
        if not equals:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (field,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            found.append((unquote(name.replace('+', ' ')), unquote(value.replace('+', ' '))))
    return found
