# urlparse and urllib: parts of URLs, joining, quoting
import urlparse, urllib
for url in 'http://u:p@Host:80/a/b;c?d=e#f', '//host/x', 'mailto:a@b', 'http://[::1]:8/', 'path/only', 'HTTP://x':
    p = urlparse.urlparse(url)
    print p, p.username, p.hostname, p.port, p.geturl()
for ref in 'g', './g', '../g', '../../../g', '?y', '#s', ';x', '//n/o', '/abs', 'ftp:x', '', '..', 'g/../h':
    print ref, urlparse.urljoin('http://a/b/c/d;p?q', ref)
print sorted(urlparse.parse_qs('a=1&a=2&b=&c=%41+d', True).items()), urlparse.parse_qsl('x=1;y=2'), urlparse.urldefrag('http://a/b#c')
print urllib.quote('a b/\xe9~'), urllib.quote_plus('a b&c'), urllib.unquote('%41%zz+'), urllib.unquote_plus('a+%42'), urllib.urlencode([('a', 'b c'), ('d', 1)]), urllib.urlencode({'k': ['1', '2']}, True)
print urllib.splittype('http://x'), urllib.splithost('//h:1/p'), urllib.splituser('u@h'), urllib.splitnport('h:8'), urllib.splitquery('p?q'), urllib.unwrap('<URL:x>')
for bad in (lambda: urlparse.urlsplit('http://[x'), lambda: urllib.quote(None), lambda: urlparse.parse_qsl('a', strict_parsing=True), lambda: urllib.urlencode('ab')):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print type(e).__name__, e
