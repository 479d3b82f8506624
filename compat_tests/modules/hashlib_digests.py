# hashlib digests and hmac of fixed data
import hashlib, hmac
for n in 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512':
    h = getattr(hashlib, n)('abc'); h.update('def'); c = h.copy(); c.update('x')
    print n, h.hexdigest() == hashlib.new(n, 'abcdef').hexdigest(), hashlib.new(n).hexdigest()[:16], c.hexdigest()[:16], h.digest_size, h.block_size, len(h.digest()), h.name
print hmac.new('key', 'msg').hexdigest(), hmac.new('k' * 100, 'm', hashlib.sha256).hexdigest()[:20], hashlib.md5(buffer('x')).hexdigest(), hashlib.pbkdf2_hmac('sha1', 'pw', 'salt', 10).encode('hex')
for e in ('hashlib.new("nope")', 'hashlib.md5(5)', 'hashlib.md5(u"\\xe9")', 'hashlib.md5().update()', 'hashlib.new(5)'):
    try:
        print eval(e)
    except (ValueError, TypeError, UnicodeError) as x:
        print e, '->', type(x).__name__, x
