"""Archives in the formats of tar, read and written (library reference 12.5).

An archive is a row of members, each a header of one block of 512 bytes and its data in whole blocks; it ends with two
blocks of zeros.  What does not fit into a header (long names, large numbers, other character sets) stands in a member of
its own in front: of the types L and K for GNU, x and g for POSIX (pax).
"""

import __builtin__
import copy
import errno
import os
import re
import stat
import struct
import sys
import time

try:
    import grp
    import pwd
except ImportError:
    grp = pwd = None

__version__ = "0.9.0"
__all__ = ["TarFile", "TarInfo", "is_tarfile", "TarError"]

NUL, BLOCKSIZE, RECORDSIZE = '\0', 512, 512 * 20
GNU_MAGIC, POSIX_MAGIC = 'ustar  \0', 'ustar\x0000'
LENGTH_NAME, LENGTH_LINK, LENGTH_PREFIX = 100, 100, 155

# types of members
REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = '0\x001234567'
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE = GNU_TYPES = tuple('LKS')
XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE = 'xgX'
REGULAR_TYPES = REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE
SUPPORTED_TYPES = (REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, DIRTYPE, FIFOTYPE, CONTTYPE, CHRTYPE, BLKTYPE) + GNU_TYPES

USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = range(3)
DEFAULT_FORMAT = GNU_FORMAT

# what pax has other values for
PAX_FIELDS = 'path', 'linkpath', 'size', 'mtime', 'uid', 'gid', 'uname', 'gname'
PAX_NUMBER_FIELDS = dict(dict.fromkeys(('uid', 'gid', 'size'), int), **dict.fromkeys(('atime', 'ctime', 'mtime'), float))

ENCODING = sys.getfilesystemencoding() or sys.getdefaultencoding()

# The fields of a header: name, width, whether it is a number.
_FIELDS = (('name', 100, 0), ('mode', 8, 1), ('uid', 8, 1), ('gid', 8, 1), ('size', 12, 1), ('mtime', 12, 1),
           ('chksum', 8, 0), ('type', 1, 0), ('linkname', 100, 0), ('magic', 8, 0), ('uname', 32, 0), ('gname', 32, 0),
           ('devmajor', 8, 1), ('devminor', 8, 1), ('prefix', 155, 0))


class TarError(Exception):
    """What all exceptions of this module are."""


class ExtractError(TarError):
    """A member that cannot be written to a file in all respects."""


class ReadError(TarError):
    """A file that is no archive, or a broken one."""


class CompressionError(TarError):
    """A compression that is not known here."""


class StreamError(TarError):
    """Something that cannot be done with a stream."""


class HeaderError(TarError):
    """A header that is none; its subclasses say why."""


class EmptyHeaderError(HeaderError):
    """The file has ended."""


class TruncatedHeaderError(HeaderError):
    """The file ends within a block."""


class EOFHeaderError(HeaderError):
    """The archive has ended."""


class InvalidHeaderError(HeaderError):
    """It is something else."""


class SubsequentHeaderError(HeaderError):
    """What should follow a header does not."""


# -- values in headers

def stn(s, length):
    """A text in a field."""
    return s[:length].ljust(length, NUL)


def nts(s):
    """The text in a field."""
    return s.partition(NUL)[0]


def nti(s):
    """The number in a field: in octal digits, or in bytes if the first one says so."""
    if s[0] == '\x80':
        return long(s[1:].encode('hex') or '0', 16)
    try:
        return int(nts(s).strip() or '0', 8)
    except ValueError:
        raise InvalidHeaderError("invalid header")


def itn(n, digits=8, format=DEFAULT_FORMAT):
    """A number in a field."""
    if 0 <= n < 8 ** (digits - 1):
        return '%0*o' % (digits - 1, n) + NUL
    if format != GNU_FORMAT or n >= 256 ** (digits - 1):
        raise ValueError("overflow in number field")
    if n < 0:
        n += 1 << 64                    # as a long of C is in memory
    return '\x80' + ('%0*x' % (2 * digits - 2, n))[2 - 2 * digits:].decode('hex')


def uts(s, encoding, errors):
    """A text out of unicode; with errors 'utf-8', characters that the encoding lacks are in that."""
    if errors != 'utf-8':
        return s.encode(encoding, errors)
    try:
        return s.encode(encoding, 'strict')
    except UnicodeEncodeError:
        return s.encode('utf-8') if len(s) == 1 else ''.join([uts(char, encoding, errors) for char in s])


def calc_chksums(buf):
    """The sums of the bytes of a header, without signs and with them, its own checksum taken for blanks."""
    rest = buf[:148] + buf[156:512]
    return [256 + sum(struct.unpack('%d%s' % (len(rest), code), rest)) for code in 'Bb']


def _padding(size):
    return NUL * (-size % BLOCKSIZE)


def copyfileobj(src, dst, length=None):
    """Copy so many bytes from one file to another, or all there are."""
    left = sys.maxint if length is None else length
    while left:
        data = src.read(min(left, 16 * 1024))
        if not data:
            if length is not None:
                raise IOError("end of file reached")
            break
        dst.write(data)
        left -= len(data)


def filemode(mode):
    """The type and the rights of a file as ls shows them."""
    shown = dict([(stat.S_IFLNK, 'l'), (stat.S_IFREG, '-'), (stat.S_IFBLK, 'b'), (stat.S_IFDIR, 'd'),
                  (stat.S_IFCHR, 'c'), (stat.S_IFIFO, 'p')]).get(stat.S_IFMT(mode), '-')
    for shift, special, letters in (6, stat.S_ISUID, 'sS'), (3, stat.S_ISGID, 'sS'), (0, stat.S_ISVTX, 'tT'):
        bits = mode >> shift
        runs = bits & 1
        last = letters[not runs] if mode & special else 'x' if runs else '-'
        shown += ('r' if bits & 4 else '-') + ('w' if bits & 2 else '-') + last
    return shown


# -- files to read archives from, and to write them to

class _Blocks(object):
    # A file that is only read, or written, in blocks of a size.

    def __init__(self, fileobj, size):
        self.fileobj, self.size, self.held = fileobj, size, ''

    def read(self, count):
        pieces, missing = [], count
        while missing > 0:
            if not self.held:
                self.held = self.fileobj.read(self.size)
                if not self.held:
                    break
            pieces.append(self.held[:missing])
            self.held = self.held[missing:]
            missing -= len(pieces[-1])
        return ''.join(pieces)

    def peek(self, count):
        start = self.read(count)
        self.held = start + self.held
        return start

    def write(self, data):
        self.held += data
        while len(self.held) > self.size:
            self.fileobj.write(self.held[:self.size])
            self.held = self.held[self.size:]

    def flush(self):
        self.fileobj.write(self.held)
        self.held = ''


class _Unpacked(object):
    # What a file has that is compressed by bzip2.

    def __init__(self, source, unpacker):
        self.source, self.unpacker, self.held = source, unpacker, ''

    def read(self, count):
        while len(self.held) < count:
            data = self.source.read(BLOCKSIZE * 16)
            try:
                plain = self.unpacker.decompress(data) if data else ''
            except EOFError:
                break
            if not data:
                break
            self.held += plain
        taken, self.held = self.held[:count], self.held[count:]
        return taken


class _Stream:
    """An archive that is read, or written, from begin to end, in blocks: on a tape, or through a pipe."""

    def __init__(self, name, mode, comptype, fileobj, bufsize):
        self._ours = fileobj is None
        if self._ours:
            try:
                fileobj = __builtin__.open(name, mode + 'b')
            except IOError as problem:
                # a tape is opened by the system's own call
                raise OSError(problem.errno, problem.strerror, problem.filename)
        self.fileobj, self.mode, self.name = fileobj, mode, name or ''
        self.pos, self.closed = 0, False
        self._blocks = _Blocks(fileobj, bufsize)
        try:
            if comptype == '*':
                start = self._blocks.peek(BLOCKSIZE)
                comptype = 'gz' if start.startswith('\x1f\x8b\x08') else 'bz2' if start.startswith('BZh') else 'tar'
            self.comptype = comptype
            self._inner = self._packed(comptype)
        except:
            if self._ours:
                fileobj.close()
            self.closed = True
            raise

    def _packed(self, comptype):
        if comptype == 'gz':
            import gzip
            if self.mode == 'r' and self._blocks.peek(2) != '\x1f\x8b':
                raise ReadError("not a gzip file")
            return gzip.GzipFile(self.name, self.mode, fileobj=self._blocks)
        if comptype == 'bz2':
            try:
                import bz2
            except ImportError:
                raise CompressionError("bz2 module is not available")
            if self.mode == 'r':
                return _Unpacked(self._blocks, bz2.BZ2Decompressor())
            return bz2.BZ2Compressor()
        return self._blocks

    def write(self, s):
        """Write bytes."""
        self.pos += len(s)
        if self.comptype == 'bz2':
            self._blocks.write(self._inner.compress(s))
        else:
            self._inner.write(s)

    def read(self, size=None):
        """At most so many bytes, or all."""
        if size is None:
            return ''.join(iter(lambda: self.read(RECORDSIZE), ''))
        try:
            data = self._inner.read(size)
        except (IOError, struct.error, EOFError) as problem:
            raise ReadError("invalid compressed data")
        self.pos += len(data)
        return data

    def tell(self):
        return self.pos

    def seek(self, pos=0):
        """Go forward."""
        if pos < self.pos:
            raise StreamError("seeking backwards is not allowed")
        while self.pos < pos and self.read(min(RECORDSIZE, pos - self.pos)):
            pass
        return self.pos

    def close(self):
        """Write what is left; close the file if this object opened it."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode == 'w':
                if self.comptype == 'bz2':
                    self._blocks.write(self._inner.flush())
                elif self.comptype != 'tar':
                    self._inner.close()
                self._blocks.flush()
        finally:
            if self._ours:
                self.fileobj.close()

    def __del__(self):
        if hasattr(self, 'closed'):
            self.close()


class ExFileObject(object):
    """A member, open to read."""

    blocksize = 1024

    def __init__(self, tarfile, tarinfo):
        self._file, self._start = tarfile.fileobj, tarinfo.offset_data
        self._pieces = getattr(tarinfo, 'sparse', [(0, tarinfo.size, 0)])
        self.name, self.mode, self.closed, self.size = tarinfo.name, 'r', False, tarinfo.size
        self.position, self._ahead = 0, ''      # _ahead has been read, but not asked for

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _take(self, at, count):
        # bytes of the content from a place on; holes are zeros
        found, end = [], min(at + count, self.size)
        for offset, size, stored in self._pieces:
            if at >= end:
                break
            if at < offset:
                gap = min(offset, end) - at
                found.append(NUL * gap)
                at += gap
            wanted = min(offset + size, end) - at
            if wanted > 0:
                self._file.seek(self._start + stored + at - offset)
                data = self._file.read(wanted)
                if len(data) != wanted:
                    raise ReadError("unexpected end of data")
                found.append(data)
                at += wanted
        found.append(NUL * (end - at))
        return ''.join(found)

    def read(self, size=None):
        """At most so many bytes, or all up to the end."""
        self._check()
        count = self.size - self.position if size is None or size < 0 else size
        data, self._ahead = self._ahead[:count], self._ahead[count:]
        if len(data) < count:
            data += self._take(self.position + len(data), count - len(data))
        self.position += len(data)
        return data

    def readline(self, size=-1):
        """A line, or at most so many bytes of it."""
        self._check()
        at = self._ahead.find('\n') + 1
        while not at:
            data = self._take(self.position + len(self._ahead), self.blocksize)
            if not data:
                at = len(self._ahead)
                break
            before = len(self._ahead)
            self._ahead += data
            at = self._ahead.find('\n', before) + 1
        return self.read(at if size < 0 else min(at, size))

    def readlines(self):
        """All lines."""
        return list(self)

    def __iter__(self):
        return iter(self.readline, '')

    def tell(self):
        self._check()
        return self.position

    def seek(self, pos, whence=os.SEEK_SET):
        """Go to a place."""
        self._check()
        if whence not in (os.SEEK_SET, os.SEEK_CUR, os.SEEK_END):
            raise ValueError("Invalid argument")
        start = {os.SEEK_CUR: self.position, os.SEEK_END: self.size}.get(whence, 0)
        self.position, self._ahead = min(max(start + pos, 0), self.size), ''

    def close(self):
        self.closed = True


# -- members

class TarInfo(object):
    """What an archive tells of a member."""

    def __init__(self, name=""):
        self.name, self.mode, self.type, self.linkname = name, 0644, REGTYPE, ''
        self.uid = self.gid = self.size = self.mtime = self.chksum = self.devmajor = self.devminor = 0
        self.uname = self.gname = ''
        self.offset = self.offset_data = 0      # of header and data in the archive
        self.pax_headers = {}

    path = property(lambda self: self.name, lambda self, name: setattr(self, 'name', name), doc="name, as pax has it")
    linkpath = property(lambda self: self.linkname, lambda self, name: setattr(self, 'linkname', name),
                        doc="linkname, as pax has it")

    def __repr__(self):
        return '<%s %r at %#x>' % (self.__class__.__name__, self.name, id(self))

    # -- written

    def get_info(self, encoding, errors):
        """The values of the header's fields."""
        info = dict((field, getattr(self, field)) for field, _, _ in _FIELDS if field not in ('magic', 'prefix'))
        info['mode'] &= 07777
        if self.isdir() and not info['name'].endswith('/'):
            info['name'] += '/'
        for field, value in info.items():
            if isinstance(value, unicode):
                info[field] = value.encode(encoding, errors)
        return info

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors="strict"):
        """The header in one of the formats, with what has to stand in front of it."""
        info = self.get_info(encoding, errors)
        if format == PAX_FORMAT:
            return self.create_pax_header(info, encoding, errors)
        if format not in (USTAR_FORMAT, GNU_FORMAT):
            raise ValueError("invalid format")
        return self.create_ustar_header(info) if format == USTAR_FORMAT else self.create_gnu_header(info)

    def create_ustar_header(self, info):
        """A header in which everything has to fit."""
        if len(info['linkname']) > LENGTH_LINK:
            raise ValueError("linkname is too long")
        name = info['name']
        if len(name) > LENGTH_NAME:
            # what goes before a slash can stand in another field
            cut = name.rfind('/', 0, LENGTH_PREFIX + 1)
            if cut <= 0 or len(name) - cut - 1 > LENGTH_NAME:
                raise ValueError("name is too long")
            info['prefix'], info['name'] = name[:cut], name[cut + 1:]
        return self._create_header(dict(info, magic=POSIX_MAGIC), USTAR_FORMAT)

    def create_gnu_header(self, info):
        """A header, after members with names that do not fit."""
        front = ''
        for field, length, kind in ('linkname', LENGTH_LINK, GNUTYPE_LONGLINK), ('name', LENGTH_NAME, GNUTYPE_LONGNAME):
            if len(info[field]) > length:
                front += self._special('././@LongLink', kind, info[field] + NUL, GNU_MAGIC)
        return front + self._create_header(dict(info, magic=GNU_MAGIC), GNU_FORMAT)

    def create_pax_header(self, info, encoding, errors):
        """A header, after a member with all that does not fit."""
        extra = self.pax_headers.copy()
        for field, key, length in (('name', 'path', LENGTH_NAME), ('linkname', 'linkpath', LENGTH_LINK),
                                   ('uname', 'uname', 32), ('gname', 'gname', 32)):
            if key not in extra:
                text = info[field].decode(encoding, errors)
                if len(info[field]) > length or any(char > u'\x7f' for char in text):
                    extra[key] = text
        for field, digits in ('uid', 8), ('gid', 8), ('size', 12), ('mtime', 12):
            value = info[field]
            if field not in extra and (isinstance(value, float) or not 0 <= value < 8 ** (digits - 1)):
                extra[field] = unicode(value)
            if field in extra:
                info[field] = 0
        front = self._create_pax_generic_header(extra) if extra else ''
        return front + self._create_header(dict(info, magic=POSIX_MAGIC), USTAR_FORMAT)

    @classmethod
    def create_pax_global_header(cls, pax_headers):
        """A member with values for all members that follow."""
        return cls._create_pax_generic_header(pax_headers, XGLTYPE)

    @staticmethod
    def _create_header(info, format):
        parts = []
        for field, width, number in _FIELDS:
            value = info.get(field, 0 if number else REGTYPE if field == 'type' else '')
            if field == 'chksum':
                value = ' ' * 8
            parts.append(itn(value, width, format) if number else stn(value, width))
        buf = ''.join(parts).ljust(BLOCKSIZE, NUL)
        return '%s%06o\0%s' % (buf[:148], calc_chksums(buf)[0], buf[155:])

    @classmethod
    def _special(cls, name, kind, data, magic):
        # a member that tells something of the next
        info = {'name': name, 'type': kind, 'size': len(data), 'magic': magic}
        return cls._create_header(info, USTAR_FORMAT) + data + _padding(len(data))

    @classmethod
    def _create_pax_generic_header(cls, pax_headers, type=XHDTYPE):
        records = []
        for key, value in pax_headers.iteritems():
            text = ' %s=%s\n' % (key.encode('utf-8'), value.encode('utf-8'))
            size = len(text)
            while size != len(text) + len(str(size)):       # a record's size counts its own digits
                size = len(text) + len(str(size))
            records.append('%d%s' % (size, text))
        return cls._special('././@PaxHeader', type, ''.join(records), POSIX_MAGIC)

    # -- read

    @classmethod
    def frombuf(cls, buf):
        """The member that a block is the header of."""
        if not buf:
            raise EmptyHeaderError("empty header")
        if len(buf) != BLOCKSIZE:
            raise TruncatedHeaderError("truncated header")
        if not buf.strip(NUL):
            raise EOFHeaderError("end of file header")
        if nti(buf[148:156]) not in calc_chksums(buf):
            raise InvalidHeaderError("bad checksum")
        made = cls()
        made.buf = buf
        values, at = {}, 0
        for field, width, number in _FIELDS:
            text = buf[at:at + width]
            values[field] = text if field == 'type' else nti(text) if number or field == 'chksum' else nts(text)
            at += width
        prefix = values.pop('prefix')
        del values['magic']
        vars(made).update(values)
        if made.type == AREGTYPE and made.name.endswith('/'):
            made.type = DIRTYPE                 # in the oldest format
        if made.isdir():
            made.name = made.name.rstrip('/')
        if prefix and made.type not in GNU_TYPES:
            made.name = prefix + '/' + made.name
        return made

    @classmethod
    def fromtarfile(cls, tarfile):
        """The next member of an archive."""
        made = cls.frombuf(tarfile.fileobj.read(BLOCKSIZE))
        made.offset = tarfile.fileobj.tell() - BLOCKSIZE
        return made._proc_member(tarfile)

    def _proc_member(self, tarfile):
        # the member itself, or the one that it tells something of; sets where the next one is
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            return self._proc_gnulong(tarfile)
        if self.type == GNUTYPE_SPARSE:
            return self._proc_sparse(tarfile)
        if self.type in (XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE):
            return self._proc_pax(tarfile)
        return self._proc_builtin(tarfile)

    def _end_of_data(self):
        stored = self.isreg() or self.type not in SUPPORTED_TYPES
        return self.offset_data + (self._block(self.size) if stored else 0)

    def _proc_builtin(self, tarfile):
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self._end_of_data()
        self._apply_pax_info(tarfile.pax_headers, tarfile.encoding, tarfile.errors)
        return self

    def _following(self, tarfile):
        try:
            return self.fromtarfile(tarfile)
        except HeaderError:
            raise SubsequentHeaderError("missing or bad subsequent header")

    def _proc_gnulong(self, tarfile):
        name = nts(tarfile.fileobj.read(self._block(self.size)))
        found = self._following(tarfile)
        found.offset = self.offset
        setattr(found, 'name' if self.type == GNUTYPE_LONGNAME else 'linkname', name)
        return found

    def _proc_sparse(self, tarfile):
        # where its pieces belong: four in the header, 21 in each block that follows
        self.sparse, stored = [], 0
        buf, at, count = self.buf, 386, 4
        size, more = nti(buf[483:495]), buf[482]
        while 1:
            for start in range(at, at + 24 * count, 24):
                try:
                    offset, length = nti(buf[start:start + 12]), nti(buf[start + 12:start + 24])
                except HeaderError:
                    break
                if offset or length:
                    self.sparse.append((offset, length, stored))
                stored += length
            if more != '\1':
                break
            buf, at, count = tarfile.fileobj.read(BLOCKSIZE), 0, 21
            more = buf[504]
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + self._block(self.size)
        self.size = size
        return self

    def _proc_pax(self, tarfile):
        data = tarfile.fileobj.read(self._block(self.size))
        # values for this member, or for all that follow
        values = tarfile.pax_headers if self.type == XGLTYPE else tarfile.pax_headers.copy()
        at, record = 0, re.compile('([0-9]+) ([^=]+)=')
        while 1:
            found = record.match(data, at)
            if found is None:
                break
            size = int(found.group(1))
            if not size:
                raise InvalidHeaderError("invalid header")
            values[found.group(2).decode('utf-8')] = data[found.end():at + size - 1].decode('utf-8')
            at += size
        member = self._following(tarfile)
        if self.type != XGLTYPE:
            member._apply_pax_info(values, tarfile.encoding, tarfile.errors)
            member.offset = self.offset
            if 'size' in values:
                tarfile.offset = member._end_of_data()
        return member

    def _apply_pax_info(self, pax_headers, encoding, errors):
        for key, value in pax_headers.iteritems():
            if key in PAX_NUMBER_FIELDS and key in PAX_FIELDS:
                try:
                    value = PAX_NUMBER_FIELDS[key](value)
                except ValueError:
                    value = 0
            elif key in PAX_FIELDS:
                value = uts(value.rstrip('/') if key == 'path' else value, encoding, errors)
            else:
                continue
            setattr(self, key, value)
        self.pax_headers = pax_headers.copy()

    def _block(self, count):
        return count + -count % BLOCKSIZE

    # -- what it is

    def isreg(self):
        """Whether it is a file with data."""
        return self.type in REGULAR_TYPES

    isfile = isreg

    def isdev(self):
        """Whether it is a device or a pipe."""
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)


def _is(name, kind):
    def test(self):
        return self.type == kind
    test.__name__ = name
    setattr(TarInfo, name, test)


for _name, _kind in (('isdir', DIRTYPE), ('issym', SYMTYPE), ('islnk', LNKTYPE), ('ischr', CHRTYPE), ('isblk', BLKTYPE),
                     ('isfifo', FIFOTYPE), ('issparse', GNUTYPE_SPARSE)):
    _is(_name, _kind)
del _name, _kind


# -- archives

class TarFile(object):
    """An archive: the file of a name, or an open file, read (mode r), written (w), or added to (a).  open() makes one of
    any sort.

    What can be set: format; dereference, to take what links point to; ignore_zeros, to go on behind the end; errorlevel,
    0 to tell of errors only where debug says so, 1 to raise those of the system, 2 to raise all."""

    debug, errorlevel = 0, 1
    dereference = ignore_zeros = False
    format, encoding, errors = DEFAULT_FORMAT, ENCODING, None
    tarinfo, fileobject = TarInfo, ExFileObject

    def __init__(self, name=None, mode="r", fileobj=None, format=None, tarinfo=None, dereference=None, ignore_zeros=None,
                 encoding=None, errors=None, pax_headers=None, debug=None, errorlevel=None):
        how = {'r': 'rb', 'w': 'wb', 'a': 'r+b'}
        if mode not in how:
            raise ValueError("mode must be 'r', 'a' or 'w'")
        self._extfileobj = bool(fileobj)
        if not fileobj:
            if mode == 'a' and not os.path.exists(name):
                mode = 'w'
            fileobj = __builtin__.open(name, how[mode])
        elif name is None:
            name = getattr(fileobj, 'name', None)
        self.mode, self._mode = mode, getattr(fileobj, 'mode', how[mode]) if self._extfileobj else how[mode]
        self.name, self.fileobj = os.path.abspath(name) if name else None, fileobj
        for option, value in (('format', format), ('tarinfo', tarinfo), ('dereference', dereference),
                              ('ignore_zeros', ignore_zeros), ('encoding', encoding), ('debug', debug),
                              ('errorlevel', errorlevel), ('errors', errors or ('utf-8' if mode == 'r' else 'strict'))):
            if value is not None:
                setattr(self, option, value)
        self.pax_headers = pax_headers if pax_headers is not None and self.format == PAX_FORMAT else {}
        self.closed, self._loaded = False, False
        self.members, self.firstmember = [], None
        self.inodes = {}                        # names of files that may have several
        self.offset = fileobj.tell()            # where the next member is
        try:
            if mode == 'r':
                self.firstmember = self.next()
                return
            if mode == 'a':
                self._find_end()
            self._loaded = True
            if self.pax_headers:
                self._put(self.tarinfo.create_pax_global_header(self.pax_headers.copy()))
        except:
            if not self._extfileobj:
                fileobj.close()
            self.closed = True
            raise

    def _find_end(self):
        while 1:
            self.fileobj.seek(self.offset)
            try:
                self.members.append(self.tarinfo.fromtarfile(self))
            except EOFHeaderError:
                self.fileobj.seek(self.offset)
                return
            except HeaderError as problem:
                raise ReadError(str(problem))

    def _put(self, data):
        self.fileobj.write(data)
        self.offset += len(data)

    @property
    def posix(self):
        """Whether the format is that of POSIX; `format` is to be used."""
        return self.format == USTAR_FORMAT

    @posix.setter
    def posix(self, value):
        import warnings
        warnings.warn("use the format attribute instead", DeprecationWarning, 2)
        self.format = USTAR_FORMAT if value else GNU_FORMAT

    # -- opened

    OPEN_METH = {'tar': 'taropen', 'gz': 'gzopen', 'bz2': 'bz2open'}

    @classmethod
    def open(cls, name=None, mode="r", fileobj=None, bufsize=RECORDSIZE, **kwargs):
        """An archive, opened in a mode: r or r:* to read, whatever the compression; r:KIND, w:KIND, a or a: with one of
        the kinds '', gz and bz2; r|KIND, r|*, w|KIND for a stream of blocks of bufsize."""
        if not name and not fileobj:
            raise ValueError("nothing to open")
        if mode in ('r', 'r:*'):
            return cls._open_any(name, fileobj, kwargs)
        for mark in ':|':
            if mark in mode:
                way, _, kind = mode.partition(mark)
                way, kind = way or 'r', kind or 'tar'
                break
        else:
            if mode not in ('a', 'w'):
                raise ValueError("undiscernible mode")
            return cls.taropen(name, mode, fileobj, **kwargs)
        if mark == ':':
            if kind not in cls.OPEN_METH:
                raise CompressionError("unknown compression type %r" % kind)
            return getattr(cls, cls.OPEN_METH[kind])(name, way, fileobj, **kwargs)
        if way not in ('r', 'w'):
            raise ValueError("mode must be 'r' or 'w'")
        stream = _Stream(name, way, kind, fileobj, bufsize)
        try:
            made = cls(name, way, stream, **kwargs)
        except:
            stream.close()
            raise
        made._extfileobj = False
        return made

    @classmethod
    def _open_any(cls, name, fileobj, options):
        # the plain format last: in an empty file, it sees an empty archive
        for kind in sorted(cls.OPEN_METH, key=lambda kind: cls.OPEN_METH[kind] == 'taropen'):
            place = fileobj.tell() if fileobj is not None else None
            try:
                return getattr(cls, cls.OPEN_METH[kind])(name, 'r', fileobj, **options)
            except (ReadError, CompressionError):
                if fileobj is not None:
                    fileobj.seek(place)
        raise ReadError("file could not be opened successfully")

    @classmethod
    def taropen(cls, name, mode="r", fileobj=None, **kwargs):
        """An archive that is not compressed."""
        if mode not in ('r', 'a', 'w'):
            raise ValueError("mode must be 'r', 'a' or 'w'")
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def _open_packed(cls, name, mode, packed, what, options):
        try:
            made = cls.taropen(name, mode, packed, **options)
        except (IOError, EOFError, struct.error):
            packed.close()
            if mode == 'r':
                raise ReadError("not a %s file" % what)
            raise
        except:
            packed.close()
            raise
        made._extfileobj = False
        return made

    @classmethod
    def gzopen(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """An archive that is compressed by gzip."""
        if mode not in ('r', 'w'):
            raise ValueError("mode must be 'r' or 'w'")
        try:
            import gzip
        except ImportError:
            raise CompressionError("gzip module is not available")
        try:
            packed = gzip.GzipFile(name, mode, compresslevel, fileobj)
        except OSError:
            if fileobj is not None and mode == 'r':
                raise ReadError("not a gzip file")
            raise
        return cls._open_packed(name, mode, packed, 'gzip', kwargs)

    @classmethod
    def bz2open(cls, name, mode="r", fileobj=None, compresslevel=9, **kwargs):
        """An archive that is compressed by bzip2."""
        if mode not in ('r', 'w'):
            raise ValueError("mode must be 'r' or 'w'.")
        try:
            import bz2
        except ImportError:
            raise CompressionError("bz2 module is not available")
        if fileobj is None:
            packed = bz2.BZ2File(name, mode, compresslevel=compresslevel)
        elif mode == 'r':
            import cStringIO
            packed = cStringIO.StringIO(_Unpacked(fileobj, bz2.BZ2Decompressor()).read(sys.maxint))
        else:
            packed = _Stream(name, mode, 'bz2', fileobj, RECORDSIZE)
        return cls._open_packed(name, mode, packed, 'bzip2', kwargs)

    def close(self):
        """Write the end; close the file if this archive opened it."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ('a', 'w'):
                self._put(NUL * (2 * BLOCKSIZE))
                self.fileobj.write(NUL * (-self.offset % RECORDSIZE))
        finally:
            if not self._extfileobj:
                self.fileobj.close()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            self.close()
            return
        # what was written is of no use
        if not self._extfileobj:
            self.fileobj.close()
        self.closed = True

    def _check(self, mode=None):
        if self.closed:
            raise IOError("%s is closed" % self.__class__.__name__)
        if mode is not None and self.mode not in mode:
            raise IOError("bad operation for mode %r" % self.mode)

    def _dbg(self, level, msg):
        if level <= self.debug:
            sys.stderr.write('%s\n' % (msg,))

    # -- members

    def next(self):
        """The next member as a TarInfo, or None at the end."""
        self._check('ra')
        if self.firstmember is not None:
            member, self.firstmember = self.firstmember, None
            return member
        if self.offset != self.fileobj.tell():
            # the data of the last member have to be there
            self.fileobj.seek(self.offset - 1)
            if not self.fileobj.read(1):
                raise ReadError("unexpected end of data")
        member = None
        while 1:
            try:
                member = self.tarinfo.fromtarfile(self)
            except SubsequentHeaderError as problem:
                raise ReadError(str(problem))
            except (EOFHeaderError, InvalidHeaderError) as problem:
                if self.ignore_zeros:
                    self._dbg(2, '0x%X: %s' % (self.offset, problem))
                    self.offset += BLOCKSIZE
                    continue
                if self.offset == 0 and isinstance(problem, InvalidHeaderError):
                    raise ReadError(str(problem))
            except HeaderError as problem:
                if self.offset == 0:
                    raise ReadError("empty file" if isinstance(problem, EmptyHeaderError) else str(problem))
            break
        if member is None:
            self._loaded = True
        else:
            self.members.append(member)
        return member

    def __iter__(self):
        return iter(self.members) if self._loaded else self._members()

    def _members(self):
        at = 0
        while 1:
            if at == 0 and self.firstmember is not None:
                self.next()
            elif at >= len(self.members) and (self._loaded or self.next() is None):
                self._loaded = True
                return
            yield self.members[at]
            at += 1

    def getmembers(self):
        """All members."""
        self._check()
        while not self._loaded:
            self.next()
        return self.members

    def getnames(self):
        """The names of all members."""
        return [member.name for member in self.getmembers()]

    def getmember(self, name):
        """The member of a name, the last if there are several; KeyError if there is none."""
        found = self._getmember(name)
        if found is None:
            raise KeyError("filename %r not found" % name)
        return found

    def _getmember(self, name, tarinfo=None, normalize=False):
        # in front of tarinfo, if one is given
        members = self.getmembers()
        if tarinfo is not None:
            members = members[:members.index(tarinfo)]
        plain = os.path.normpath if normalize else str
        name = plain(name) if normalize else name
        for member in reversed(members):
            if name == (plain(member.name) if normalize else member.name):
                return member

    def _find_link_target(self, tarinfo):
        # a hard link names a member in front of it, another link one beside it
        if tarinfo.issym():
            name, limit = '/'.join(filter(None, (os.path.dirname(tarinfo.name), tarinfo.linkname))), None
        else:
            name, limit = tarinfo.linkname, tarinfo
        found = self._getmember(name, limit, True)
        if found is None:
            raise KeyError("linkname %r not found" % name)
        return found

    def list(self, verbose=True):
        """Print a table of the members."""
        self._check()
        for member in self:
            words = [member.name + '/' if member.isdir() else member.name]
            if verbose:
                size = str(member.size)
                if member.ischr() or member.isblk():
                    size = '%d,%d' % (member.devmajor, member.devminor)
                words = [filemode(member.mode), '%s/%s' % (member.uname or member.uid, member.gname or member.gid),
                         size.rjust(10), '%d-%02d-%02d %02d:%02d:%02d' % time.localtime(member.mtime)[:6]] + words
                if member.issym():
                    words += ['->', member.linkname]
                elif member.islnk():
                    words += ['link to', member.linkname]
            print ' '.join(words)

    # -- written

    _TYPES = ((stat.S_ISREG, REGTYPE), (stat.S_ISDIR, DIRTYPE), (stat.S_ISFIFO, FIFOTYPE), (stat.S_ISLNK, SYMTYPE),
              (stat.S_ISCHR, CHRTYPE), (stat.S_ISBLK, BLKTYPE))

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """The TarInfo for a file, of a name or open, under its name or another; None for what cannot be a member."""
        self._check('aw')
        if fileobj is not None:
            name = fileobj.name
            found = os.fstat(fileobj.fileno())
        else:
            found = os.stat(name) if self.dereference else os.lstat(name)
        kinds = [kind for test, kind in self._TYPES if test(found.st_mode)]
        if not kinds:
            return None
        kind = kinds[0]
        made = self.tarinfo()
        made.tarfile = self
        made.name = os.path.splitdrive(name if arcname is None else arcname)[1].replace(os.sep, '/').lstrip('/')
        made.mode, made.mtime = found.st_mode, found.st_mtime
        made.uid, made.gid = found.st_uid, found.st_gid
        if kind == REGTYPE:
            inode = found.st_ino, found.st_dev
            first = self.inodes.get(inode, made.name)
            if not self.dereference and found.st_nlink > 1 and first != made.name:
                kind, made.linkname = LNKTYPE, first
            elif found.st_ino:
                self.inodes[inode] = made.name
        elif kind == SYMTYPE:
            made.linkname = os.readlink(name)
        elif kind in (CHRTYPE, BLKTYPE):
            made.devmajor, made.devminor = os.major(found.st_rdev), os.minor(found.st_rdev)
        made.type, made.size = kind, found.st_size if kind == REGTYPE else 0L
        for module, look_up, field, number in (pwd, 'getpwuid', 'uname', made.uid), (grp, 'getgrgid', 'gname', made.gid):
            try:
                if module:
                    setattr(made, field, getattr(module, look_up)(number)[0])
            except KeyError:
                pass
        return made

    def add(self, name, arcname=None, recursive=True, exclude=None, filter=None):
        """Add a file or a directory with all that is in it, under its name or another.

        filter is a function that is given each TarInfo, and gives one back, or None for what is not to be added."""
        self._check('aw')
        arcname = name if arcname is None else arcname
        if exclude is not None:
            import warnings
            warnings.warn("use the filter argument instead", DeprecationWarning, 2)
            if exclude(name):
                self._dbg(2, 'tarfile: Excluded %r' % name)
                return
        if self.name is not None and os.path.abspath(name) == self.name:
            self._dbg(2, 'tarfile: Skipped %r' % name)
            return
        self._dbg(1, name)
        member = self.gettarinfo(name, arcname)
        if member is None:
            self._dbg(1, 'tarfile: Unsupported type %r' % name)
            return
        if filter is not None:
            member = filter(member)
            if member is None:
                self._dbg(2, 'tarfile: Excluded %r' % name)
                return
        if not member.isreg():
            self.addfile(member)
        else:
            with __builtin__.open(name, 'rb') as source:
                self.addfile(member, source)
        if member.isdir() and recursive:
            for each in os.listdir(name):
                self.add(os.path.join(name, each), os.path.join(arcname, each), recursive, exclude, filter)

    def addfile(self, tarinfo, fileobj=None):
        """Add a member, with data from a file."""
        self._check('aw')
        member = copy.copy(tarinfo)
        self._put(member.tobuf(self.format, self.encoding, self.errors))
        if fileobj is not None:
            copyfileobj(fileobj, self.fileobj, member.size)
            self.offset += member.size
            self._put(_padding(member.size))
        self.members.append(member)

    # -- extracted

    def _member(self, member):
        return self.getmember(member) if isinstance(member, basestring) else member

    def extractall(self, path=".", members=None):
        """Write all members, or those given, to files below path."""
        folders = []
        for member in self if members is None else members:
            if member.isdir():
                folders.append(member)
                member = copy.copy(member)
                member.mode = 0700              # for now, so that something can be put there
            self.extract(member, path)
        for member in sorted(folders, key=lambda each: each.name, reverse=True):
            target = os.path.join(path, member.name)
            try:
                self.chown(member, target)
                self.utime(member, target)
                self.chmod(member, target)
            except ExtractError as problem:
                if self.errorlevel > 1:
                    raise
                self._dbg(1, 'tarfile: %s' % problem)

    def extract(self, member, path=""):
        """Write a member to a file below path."""
        self._check('r')
        member = self._member(member)
        if member.islnk():
            member._link_target = os.path.join(path, member.linkname)
        try:
            self._extract_member(member, os.path.join(path, member.name))
        except EnvironmentError as problem:
            if self.errorlevel > 0:
                raise
            where = '' if problem.filename is None else ' %r' % problem.filename
            self._dbg(1, 'tarfile: %s%s' % (problem.strerror, where))
        except ExtractError as problem:
            if self.errorlevel > 1:
                raise
            self._dbg(1, 'tarfile: %s' % problem)

    def extractfile(self, member):
        """A member as an open file; for a link, what it points to; None for what has no data."""
        self._check('r')
        member = self._member(member)
        if member.isreg() or member.type not in SUPPORTED_TYPES:
            return self.fileobject(self, member)
        if member.islnk() or member.issym():
            if isinstance(self.fileobj, _Stream):
                raise StreamError("cannot extract (sym)link as file object")
            return self.extractfile(self._find_link_target(member))

    def _extract_member(self, tarinfo, targetpath):
        targetpath = targetpath.rstrip('/').replace('/', os.sep)
        folder = os.path.dirname(targetpath)
        if folder and not os.path.exists(folder):
            os.makedirs(folder)
        link = tarinfo.islnk() or tarinfo.issym()
        self._dbg(1, '%s -> %s' % (tarinfo.name, tarinfo.linkname) if link else tarinfo.name)
        if link:
            make = self.makelink
        elif tarinfo.type not in SUPPORTED_TYPES:
            make = self.makeunknown
        else:
            make = {DIRTYPE: self.makedir, FIFOTYPE: self.makefifo, CHRTYPE: self.makedev,
                    BLKTYPE: self.makedev}.get(tarinfo.type, self.makefile)
        make(tarinfo, targetpath)
        self.chown(tarinfo, targetpath)
        if not tarinfo.issym():
            self.chmod(tarinfo, targetpath)
            self.utime(tarinfo, targetpath)

    def makedir(self, tarinfo, targetpath):
        """Make a directory, unless it is there."""
        try:
            os.mkdir(targetpath, 0700)          # the right rights come later
        except EnvironmentError as problem:
            if problem.errno != errno.EEXIST:
                raise

    def makefile(self, tarinfo, targetpath):
        """Make a file."""
        source = self.extractfile(tarinfo)
        try:
            with __builtin__.open(targetpath, 'wb') as target:
                copyfileobj(source, target)
        finally:
            source.close()

    def makeunknown(self, tarinfo, targetpath):
        """Make a file of what nobody knows what it is."""
        self.makefile(tarinfo, targetpath)
        self._dbg(1, 'tarfile: Unknown file type %r, extracted as regular file.' % tarinfo.type)

    def makefifo(self, tarinfo, targetpath):
        """Make a pipe."""
        if not hasattr(os, 'mkfifo'):
            raise ExtractError("fifo not supported by system")
        os.mkfifo(targetpath)

    def makedev(self, tarinfo, targetpath):
        """Make a device."""
        if not hasattr(os, 'mknod') or not hasattr(os, 'makedev'):
            raise ExtractError("special devices not supported by system")
        kind = stat.S_IFBLK if tarinfo.isblk() else stat.S_IFCHR
        os.mknod(targetpath, tarinfo.mode | kind, os.makedev(tarinfo.devmajor, tarinfo.devminor))

    def makelink(self, tarinfo, targetpath):
        """Make a link; where there is nothing to link to, a copy of what is in the archive."""
        target = tarinfo.linkname if tarinfo.issym() else tarinfo._link_target
        if not tarinfo.issym() and not os.path.exists(target):
            self._extract_member(self._find_link_target(tarinfo), targetpath)
            return
        if os.path.lexists(targetpath):
            os.unlink(targetpath)
        (os.symlink if tarinfo.issym() else os.link)(target, targetpath)

    def chown(self, tarinfo, targetpath):
        """Give a file the owner it had, if we may."""
        if not pwd or os.geteuid() != 0:
            return
        numbers = []
        for look_up, name, number in (pwd.getpwnam, tarinfo.uname, tarinfo.uid), (grp.getgrnam, tarinfo.gname, tarinfo.gid):
            try:
                numbers.append(look_up(name)[2])
            except KeyError:
                numbers.append(number)
        try:
            (os.lchown if tarinfo.issym() else os.chown)(targetpath, *numbers)
        except EnvironmentError:
            raise ExtractError("could not change owner")

    def chmod(self, tarinfo, targetpath):
        """Give a file the rights it had."""
        try:
            os.chmod(targetpath, tarinfo.mode)
        except EnvironmentError:
            raise ExtractError("could not change mode")

    def utime(self, tarinfo, targetpath):
        """Give a file the time it had."""
        try:
            os.utime(targetpath, (tarinfo.mtime, tarinfo.mtime))
        except EnvironmentError:
            raise ExtractError("could not change modification time")


# -- the interface of zipfile

TAR_PLAIN, TAR_GZIPPED = 0, 8


class TarFileCompat:
    """An archive with the methods of a ZipFile."""

    def __init__(self, file, mode="r", compression=TAR_PLAIN):
        from warnings import warnpy3k
        warnpy3k("the TarFileCompat class has been removed in Python 3.0", stacklevel=2)
        ways = {TAR_PLAIN: TarFile.taropen, TAR_GZIPPED: TarFile.gzopen}
        if compression not in ways:
            raise ValueError("unknown compression constant")
        self.tarfile = ways[compression](file, mode)
        if mode.startswith('r'):
            for member in self.tarfile.getmembers():
                member.filename, member.file_size = member.name, member.size
                member.date_time = time.gmtime(member.mtime)[:6]

    def infolist(self):
        return [member for member in self.tarfile.getmembers() if member.isreg()]

    def namelist(self):
        return [member.name for member in self.infolist()]

    def getinfo(self, name):
        return self.tarfile.getmember(name)

    def printdir(self):
        self.tarfile.list()

    def testzip(self):
        """There are no checksums of data."""

    def read(self, name):
        return self.tarfile.extractfile(self.tarfile.getmember(name)).read()

    def write(self, filename, arcname=None, compress_type=None):
        self.tarfile.add(filename, arcname)

    def writestr(self, zinfo, bytes):
        import calendar
        from cStringIO import StringIO
        member = TarInfo(zinfo.filename)
        member.size, member.mtime = len(bytes), calendar.timegm(zinfo.date_time)
        self.tarfile.addfile(member, StringIO(bytes))

    def close(self):
        self.tarfile.close()


def is_tarfile(name):
    """Whether a file is an archive that can be read here."""
    try:
        open(name).close()
    except TarError:
        return False
    return True


open = TarFile.open
