"""Message digests under one interface: new(name, data), and md5(), sha1(), sha224(), sha256(), sha384(), sha512().

A digest takes data by update() and answers by digest() and hexdigest() any number of times; copy() branches it off.
What OpenSSL knows besides, new() makes too.
"""

algorithms_guaranteed = set(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])
algorithms = tuple(sorted(algorithms_guaranteed))

# Where the built-in constructors lie: name -> (module, its function).
_BUILT_IN = {'md5': ('_md5', 'new'), 'sha1': ('_sha', 'new')}
for _bits in '224', '256':
    _BUILT_IN['sha' + _bits] = '_sha256', 'sha' + _bits
for _bits in '384', '512':
    _BUILT_IN['sha' + _bits] = '_sha512', 'sha' + _bits
del _bits

try:
    import _hashlib
    _hashlib.new
except (ImportError, AttributeError):
    _hashlib = None


def __get_builtin_constructor(name):
    """The constructor of a digest that needs no OpenSSL; its name may be in capitals too."""
    lowered = name.lower() if isinstance(name, basestring) and name in (name.lower(), name.upper()) else None
    if lowered in _BUILT_IN:
        module, function = _BUILT_IN[lowered]
        try:
            return getattr(__import__(module), function)
        except ImportError:
            pass
    raise ValueError('unsupported hash type ' + name)


def __get_openssl_constructor(name):
    """OpenSSL's constructor, unless it lacks the digest or forbids it."""
    try:
        found = getattr(_hashlib, 'openssl_' + name)
        found()
        return found
    except (AttributeError, ValueError):
        return __get_builtin_constructor(name)


def __hash_new(name, string=''):
    """new(name, string='') -> a digest of that name, fed with string"""
    if _hashlib is not None:
        try:
            return _hashlib.new(name, string)
        except ValueError:
            pass
    return __get_builtin_constructor(name)(string)


new = __hash_new
if _hashlib is None:
    __get_hash = __get_builtin_constructor
    algorithms_available = set(algorithms_guaranteed)
else:
    __get_hash = __get_openssl_constructor
    algorithms_available = algorithms_guaranteed.union(getattr(_hashlib, 'openssl_md_meth_names', ()))

__all__ = algorithms + ('new', 'algorithms_guaranteed', 'algorithms_available', 'algorithms', 'pbkdf2_hmac')

for _name in algorithms:
    try:
        globals()[_name] = __get_hash(_name)
    except ValueError:
        # One missing digest must not take the others along.
        import logging
        logging.exception('code for hash %s was not found.', _name)
del _name, __get_hash


def _pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """PKCS #5's second key derivation (RFC 2898) with HMAC of the named digest: dklen bytes, or a digest's length."""
    import binascii
    import struct
    if not isinstance(hash_name, str):
        raise TypeError(hash_name)
    password, salt = (item if isinstance(item, (bytes, bytearray)) else bytes(buffer(item))
                      for item in (password, salt))
    inner, outer = new(hash_name), new(hash_name)
    width = getattr(inner, 'block_size', 64)
    if len(password) > width:
        password = new(hash_name, password).digest()
    key = bytearray(password) + bytearray(width - len(password))
    # The keyed start is the same for every block: computed once, copied from then on.
    inner.update(bytes(bytearray(byte ^ 0x36 for byte in key)))
    outer.update(bytes(bytearray(byte ^ 0x5c for byte in key)))

    def keyed(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    if iterations < 1:
        raise ValueError(iterations)
    if dklen is None:
        dklen = outer.digest_size
    if dklen < 1:
        raise ValueError(dklen)
    hexadecimal = '%%0%dx' % (outer.digest_size * 2)
    derived, block = b'', 1
    while len(derived) < dklen:
        last = keyed(salt + struct.pack(b'>I', block))
        mixed = int(binascii.hexlify(last), 16)
        for _ in xrange(iterations - 1):
            last = keyed(last)
            mixed ^= int(binascii.hexlify(last), 16)
        derived += binascii.unhexlify(hexadecimal % mixed)
        block += 1
    return derived[:dklen]


pbkdf2_hmac = getattr(_hashlib, 'pbkdf2_hmac', _pbkdf2_hmac)
