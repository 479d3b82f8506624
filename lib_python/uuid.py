"""Numbers of 128 bits that nobody else has (RFC 4122; library reference 20.15)."""

import os
import time

_VARIANTS = RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    'reserved for NCS compatibility', 'specified in RFC 4122', 'reserved for Microsoft compatibility',
    'reserved for future definition']

int_, bytes_ = int, str         # names that UUID has too

_WIDTHS = 32, 16, 16, 8, 8, 48


class UUID(object):
    """A number of 128 bits, given in one of the ways of which it tells too.

    hex is 32 digits, with hyphens, braces or urn:uuid: or without; bytes are sixteen; bytes_le has the first three
    fields with their low byte first; fields are time_low, time_mid, time_hi_version, clock_seq_hi_variant,
    clock_seq_low and node; int is the number.  With version (1 to 5), variant and version are set as the RFC wants."""

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError('need one of hex, bytes, bytes_le, fields, or int')
        if hex is not None:
            digits = hex.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '')
            if len(digits) != 32:
                raise ValueError('badly formed hexadecimal UUID string')
            int = long(digits, 16)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError('bytes_le is not a 16-char string')
            bytes = bytes_le[3::-1] + bytes_le[5:3:-1] + bytes_le[7:5:-1] + bytes_le[8:]
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError('bytes is not a 16-char string')
            int = long(bytes.encode('hex'), 16)
        if fields is not None:
            int = self._joined(fields)
        if not 0 <= int < 1 << 128L:
            raise ValueError('int is out of range (need a 128-bit value)')
        if version is not None:
            if not 1 <= version < 6:
                raise ValueError('illegal version number')
            int = int & ~(0xc000 << 48L) | 0x8000 << 48L
            int = int & ~(0xf000 << 64L) | version << 76L
        self.__dict__['int'] = int

    @staticmethod
    def _joined(fields):
        if len(fields) != 6:
            raise ValueError('fields is not a 6-tuple')
        number = 0L
        for at, (value, width) in enumerate(zip(fields, _WIDTHS), 1):
            if not 0 <= value < 1 << width:
                raise ValueError('field %d out of range (need a%s %d-bit value)' % (
                    at, 'n' if width == 8 else '', width))
            number = number << width | value
        return number

    def __cmp__(self, other):
        return cmp(self.int, other.int) if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return 'UUID(%r)' % str(self)

    def __str__(self):
        digits = self.hex
        return '-'.join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def __setattr__(self, name, value):
        raise TypeError('UUID objects are immutable')

    # -- the number in other ways

    @property
    def hex(self):
        return '%032x' % self.int

    @property
    def urn(self):
        return 'urn:uuid:' + str(self)

    @property
    def bytes(self):
        return self.hex.decode('hex')

    @property
    def bytes_le(self):
        bytes = self.bytes
        return bytes[3::-1] + bytes[5:3:-1] + bytes[7:5:-1] + bytes[8:]

    def _field(self, shift, width):
        return self.int >> shift & (1 << width) - 1

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low,
                self.node)

    time_low = property(lambda self: self._field(96L, 32))
    time_mid = property(lambda self: self._field(80L, 16))
    time_hi_version = property(lambda self: self._field(64L, 16))
    clock_seq_hi_variant = property(lambda self: self._field(56L, 8))
    clock_seq_low = property(lambda self: self._field(48L, 8))
    node = property(lambda self: self._field(0, 48))
    time = property(lambda self: (self.time_hi_version & 0xfffL) << 48L | self.time_mid << 32L | self.time_low)
    clock_seq = property(lambda self: (self.clock_seq_hi_variant & 0x3fL) << 8L | self.clock_seq_low)

    @property
    def variant(self):
        """Whose number it is."""
        bits = self._field(61L, 3)
        return (RESERVED_NCS if bits < 4 else RFC_4122 if bits < 6 else
                RESERVED_MICROSOFT if bits == 6 else RESERVED_FUTURE)

    @property
    def version(self):
        """1 to 5, for numbers of the RFC."""
        if self.variant == RFC_4122:
            return int_(self._field(76L, 4))


# -- what the number of a host is

_node = None


def _from_system():
    # the address of a network card, as the system shows it
    root = '/sys/class/net'
    try:
        names = sorted(os.listdir(root))
    except OSError:
        return None
    for name in names:
        try:
            with open(os.path.join(root, name, 'address')) as told:
                number = int_(told.read().strip().replace(':', ''), 16)
        except (IOError, ValueError):
            continue
        if number and number < 1 << 48:
            return number


def _random_getnode():
    # with the bit set that no card's address has
    import random
    return random.randrange(0, 1 << 48L) | 0x010000000000L


def getnode():
    """The address of this host as a number of 48 bits; made up, if there is none, but always the same."""
    global _node
    if _node is None:
        _node = _from_system() or _random_getnode()
    return _node


# -- numbers of the five versions

_last_timestamp = None


def uuid1(node=None, clock_seq=None):
    """A number from host, time, and a sequence number, which is made up unless it is given."""
    global _last_timestamp
    import random
    stamp = int_(time.time() * 1e7) + 0x01b21dd213814000L          # from the day of the calendar
    if _last_timestamp is not None and stamp <= _last_timestamp:
        stamp = _last_timestamp + 1
    _last_timestamp = stamp
    if clock_seq is None:
        clock_seq = random.randrange(1 << 14L)
    return UUID(fields=(stamp & 0xffffffffL, stamp >> 32L & 0xffffL, stamp >> 48L & 0x0fffL, clock_seq >> 8L & 0x3fL,
                        clock_seq & 0xffL, getnode() if node is None else node), version=1)


def uuid3(namespace, name):
    """A number from a name in a namespace, by MD5."""
    from hashlib import md5
    return UUID(bytes=md5(namespace.bytes + name).digest(), version=3)


def uuid4():
    """A number at random."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """A number from a name in a namespace, by SHA-1."""
    from hashlib import sha1
    return UUID(bytes=sha1(namespace.bytes + name).digest()[:16], version=5)


NAMESPACE_DNS, NAMESPACE_URL, NAMESPACE_OID, NAMESPACE_X500 = [
    UUID('6ba7b8%d-9dad-11d1-80b4-00c04fd430c8' % number) for number in (10, 11, 12, 14)]
