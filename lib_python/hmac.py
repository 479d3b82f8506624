"""Keyed message authentication (RFC 2104) with any digest of the hashlib kind."""

import warnings as _warnings
from operator import _compare_digest as compare_digest

trans_5C = ''.join(chr(byte ^ 0x5C) for byte in xrange(256))
trans_36 = ''.join(chr(byte ^ 0x36) for byte in xrange(256))

# Filled into as many bytes as the digest has.
digest_size = None

# Marks a copy under construction.
_secret_backdoor_key = []


def _constructor(digestmod):
    """The function that makes a digest: a callable is one itself, a module has it as new()."""
    if digestmod is None:
        from hashlib import md5
        return md5
    return digestmod if hasattr(digestmod, '__call__') else lambda d='': digestmod.new(d)


class HMAC:
    """A keyed digest, with the methods of any digest; it feeds two of them, one over the other's result."""

    blocksize = 64

    def __init__(self, key, msg=None, digestmod=None):
        if key is not _secret_backdoor_key:
            self._start(key, _constructor(digestmod))
            if msg is not None:
                self.update(msg)

    def _start(self, key, make):
        self.digest_cons = make
        self.outer, self.inner = make(), make()
        self.digest_size = self.inner.digest_size
        width = self._block_size()
        if len(key) > width:
            key = make(key).digest()
        key = key + chr(0) * (width - len(key))
        self.outer.update(key.translate(trans_5C))
        self.inner.update(key.translate(trans_36))

    def _block_size(self):
        width = getattr(self.inner, 'block_size', None)
        if width is None:
            _warnings.warn('No block_size attribute on given digest object; Assuming %d.' % self.blocksize,
                           RuntimeWarning, 3)
        elif width < 16:
            _warnings.warn('block_size of %d seems too small; using our default of %d.' % (width, self.blocksize),
                           RuntimeWarning, 3)
        else:
            return width
        return self.blocksize

    def update(self, msg):
        """Take in more of the message."""
        self.inner.update(msg)

    def copy(self):
        """An independent one in the same state."""
        other = self.__class__(_secret_backdoor_key)
        other.digest_cons, other.digest_size = self.digest_cons, self.digest_size
        other.inner, other.outer = self.inner.copy(), self.outer.copy()
        return other

    def _current(self):
        result = self.outer.copy()
        result.update(self.inner.digest())
        return result

    def digest(self):
        """The code of the message so far as a byte string."""
        return self._current().digest()

    def hexdigest(self):
        """The code of the message so far in hexadecimal digits."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=None):
    """An HMAC with a key, fed with msg; digestmod is a digest's constructor or module, md5 unless told otherwise."""
    return HMAC(key, msg, digestmod)
