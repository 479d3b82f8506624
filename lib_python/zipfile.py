"""Archives in the format of ZIP, read and written (library reference 12.4).

An archive is a row of members, each a header and its data; then the directory, which tells of all members; then the end
record, which tells where the directory is and may have a comment.  Numbers beyond 32 bits stand in extra fields (ZIP64).
"""

import io
import os
import re
import shutil
import stat
import struct
import sys
import time

try:
    import zlib
    crc32 = zlib.crc32
except ImportError:
    import binascii
    zlib, crc32 = None, binascii.crc32

__all__ = ["BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "is_zipfile", "ZipInfo", "ZipFile", "PyZipFile",
           "LargeZipFile"]


class BadZipfile(Exception):
    """A file that is no archive, or a broken one."""


class LargeZipFile(Exception):
    """An archive that needs ZIP64, which has not been allowed."""


error = BadZipfile

ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = ZIP_MAX_COMMENT = 0xffff
ZIP_STORED, ZIP_DEFLATED = 0, 8

_FULL = 0xffffffff              # in the place of a number that stands in an extra field
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800      # bits of flag_bits
_DATA_BEHIND = 0x08074b50       # begins checksum and sizes behind the data

# Records: format, signature, size. The end record: numbers of disks, counts of members, size and place of the
# directory, size of the comment.
structEndArchive, stringEndArchive = '<4s4H2LH', 'PK\5\6'
structEndArchive64Locator, stringEndArchive64Locator = '<4sLQL', 'PK\6\7'
structEndArchive64, stringEndArchive64 = '<4sQ2H2L4Q', 'PK\6\6'
structCentralDir, stringCentralDir = '<4s4B4HL2L5H2L', 'PK\1\2'
structFileHeader, stringFileHeader = '<4s2B4HL2L2H', 'PK\3\4'
sizeEndCentDir, sizeEndCentDir64, sizeEndCentDir64Locator, sizeCentralDir, sizeFileHeader = map(
    struct.calcsize, (structEndArchive, structEndArchive64, structEndArchive64Locator, structCentralDir,
                      structFileHeader))

compressor_names = {
    0: 'store', 1: 'shrink', 2: 'reduce', 3: 'reduce', 4: 'reduce', 5: 'reduce', 6: 'implode', 7: 'tokenize',
    8: 'deflate', 9: 'deflate64', 10: 'implode', 12: 'bzip2', 14: 'lzma', 18: 'terse', 19: 'lz77', 97: 'wavpack',
    98: 'ppmd',
}


# -- the end of an archive

class _End(object):
    # What the end record says: where it is, the directory's size and place, and the comment.

    def __init__(self, at, fields, comment):
        self.at, self.comment, self.records = at, comment, 0
        self.size, self.offset = fields[5:7]

    def look_for_64(self, fp):
        # the record of ZIP64 and the one that tells its place stand in front
        try:
            fp.seek(self.at - sizeEndCentDir64Locator)
            locator = fp.read(sizeEndCentDir64Locator)
        except (IOError, ValueError):
            return
        if len(locator) != sizeEndCentDir64Locator:
            return
        signature, disk, _, disks = struct.unpack(structEndArchive64Locator, locator)
        if signature != stringEndArchive64Locator:
            return
        if disk or disks != 1:
            raise BadZipfile("zipfiles that span multiple disks are not supported")
        start = self.at - sizeEndCentDir64Locator - sizeEndCentDir64
        if start < 0:
            return
        fp.seek(start)
        record = fp.read(sizeEndCentDir64)
        if len(record) == sizeEndCentDir64 and record.startswith(stringEndArchive64):
            self.size, self.offset = struct.unpack(structEndArchive64, record)[8:10]
            self.records = sizeEndCentDir64 + sizeEndCentDir64Locator


def _find_end(fp):
    # the _End of an open file, or None
    fp.seek(0, 2)
    size = fp.tell()
    # usually there is no comment; else the record is somewhere in the last 64 K
    for length in sizeEndCentDir, sizeEndCentDir + (1 << 16):
        start = max(size - length, 0)
        fp.seek(start)
        tail = fp.read()
        at = tail.rfind(stringEndArchive)
        record = tail[at:at + sizeEndCentDir] if at >= 0 else ''
        if len(record) < sizeEndCentDir:
            continue
        fields = struct.unpack(structEndArchive, record)
        if length == sizeEndCentDir and (at or fields[-1]):
            continue
        comment = tail[at + sizeEndCentDir:at + sizeEndCentDir + fields[-1]]
        end = _End(start + at, fields, comment)
        end.look_for_64(fp)
        return end
    return None


def is_zipfile(filename):
    """Whether a file, open or by its name, ends like an archive."""
    try:
        if hasattr(filename, 'read'):
            return _find_end(filename) is not None
        with open(filename, 'rb') as fp:
            return _find_end(fp) is not None
    except IOError:
        return False


# -- members

def _dos_time(moment):
    # date and time in two bytes each
    year, month, day, hour, minute, second = moment[:6]
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _moment(date, time):
    return (date >> 9) + 1980, date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2


def _extra_fields(extra):
    # (kind, data, whole) of each extra field; what is left over has no kind
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack('<HH', extra[at:at + 4])
        yield kind, extra[at + 4:at + 4 + size], extra[at:at + 4 + size]
        at += 4 + size
    yield None, '', extra[at:]


class ZipInfo(object):
    """What an archive tells of a member."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', 'comment', 'extra', 'create_system',
                 'create_version', 'extract_version', 'reserved', 'flag_bits', 'volume', 'internal_attr',
                 'external_attr', 'header_offset', 'CRC', 'compress_size', 'file_size', '_raw_time')

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        # a zero ends a name, whatever hides behind it; archives have slashes everywhere
        filename = filename.partition('\0')[0]
        self.filename = filename if os.sep == '/' else filename.replace(os.sep, '/')
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.date_time, self.compress_type = date_time, ZIP_STORED
        self.comment = self.extra = ''
        self.create_system = 0 if sys.platform == 'win32' else 3
        self.create_version = self.extract_version = 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0

    def FileHeader(self, zip64=None):
        """The header in front of the data; zip64 says whether to have an extra field for the sizes."""
        plain, packed, checksum = 0, 0, 0
        if not self.flag_bits & _SIZES_BEHIND:
            plain, packed, checksum = self.file_size, self.compress_size, self.CRC
        large = plain > ZIP64_LIMIT or packed > ZIP64_LIMIT
        if zip64 is None:
            zip64 = large
        extra = self.extra
        if zip64:
            extra += struct.pack('<HHQQ', 1, 16, plain, packed)
        if large:
            if not zip64:
                raise LargeZipFile("Filesize would require ZIP64 extensions")
            plain = packed = _FULL
            self.extract_version = max(45, self.extract_version)
            self.create_version = max(45, self.extract_version)
        name, flags = self._encodeFilenameFlags()
        date, time = _dos_time(self.date_time)
        return struct.pack(structFileHeader, stringFileHeader, self.extract_version, self.reserved, flags,
                           self.compress_type, time, date, checksum, packed, plain, len(name),
                           len(extra)) + name + extra

    def _encodeFilenameFlags(self):
        # the name as it is stored, and the flags that go with it
        if not isinstance(self.filename, unicode):
            return self.filename, self.flag_bits
        try:
            return self.filename.encode('ascii'), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | _UTF8

    def _directory_entry(self):
        # what the directory says of the member
        large, extra = [], self.extra
        plain, packed, offset = self.file_size, self.compress_size, self.header_offset
        if plain > ZIP64_LIMIT or packed > ZIP64_LIMIT:
            large += plain, packed
            plain = packed = _FULL
        if offset > ZIP64_LIMIT:
            large.append(offset)
            offset = _FULL
        needed = 0
        if large:
            rest = ''.join(whole for kind, _, whole in _extra_fields(extra) if kind != 1)
            extra = struct.pack('<HH%dQ' % len(large), 1, 8 * len(large), *large) + rest
            needed = 45
        name, flags = self._encodeFilenameFlags()
        date, time = _dos_time(self.date_time)
        return struct.pack(structCentralDir, stringCentralDir, max(needed, self.create_version), self.create_system,
                           max(needed, self.extract_version), self.reserved, flags, self.compress_type, time, date,
                           self.CRC, packed, plain, len(name), len(extra), len(self.comment), 0, self.internal_attr,
                           self.external_attr, offset) + name + extra + self.comment

    @classmethod
    def _from_directory(cls, data, at):
        # the member that the directory tells of at a place, and the place of the next
        record = data[at:at + sizeCentralDir]
        if len(record) != sizeCentralDir:
            raise BadZipfile("Truncated central directory")
        fields = struct.unpack(structCentralDir, record)
        if fields[0] != stringCentralDir:
            raise BadZipfile("Bad magic number for central directory")
        texts, at = [], at + sizeCentralDir
        for length in fields[12:15]:
            texts.append(data[at:at + length])
            at += length
        found = cls(texts[0])
        found.extra, found.comment = texts[1:]
        (found.create_version, found.create_system, found.extract_version, found.reserved, found.flag_bits,
         found.compress_type, found._raw_time, date, found.CRC, found.compress_size, found.file_size) = fields[1:12]
        found.volume, found.internal_attr, found.external_attr, found.header_offset = fields[15:]
        found.date_time = _moment(date, found._raw_time)
        found._decodeExtra()
        if found.flag_bits & _UTF8:
            found.filename = found.filename.decode('utf-8')
        return found, at

    def _decodeExtra(self):
        # numbers that stand in the field of ZIP64
        for kind, data, whole in _extra_fields(self.extra):
            if kind != 1:
                continue
            size = struct.unpack('<H', whole[2:4])[0]
            if size not in (0, 8, 16) and size < 24:
                raise RuntimeError("Corrupt extra field %s" % (size,))
            numbers = iter(struct.unpack('<%dQ' % min(size // 8, 3), data[:min(size, 24)]))
            if self.file_size in (0xffffffffffffffff, _FULL):
                self.file_size = next(numbers)
            if self.compress_size == _FULL:
                self.compress_size = next(numbers)
            if self.header_offset == _FULL:
                self.header_offset = next(numbers)


class _ZipDecrypter:
    # The old encryption of ZIP: three keys that each byte of plain text changes.

    _table = []

    def __init__(self, password):
        if not self._table:
            for number in range(256):
                for _ in range(8):
                    number = number >> 1 ^ 0xedb88320 if number & 1 else number >> 1
                self._table.append(number)
        self._keys = 0x12345678, 0x23456789, 0x34567890
        for char in password:
            self._turn(ord(char))

    def _step(self, checksum, byte):
        return checksum >> 8 ^ self._table[(checksum ^ byte) & 255]

    def _turn(self, byte):
        first, second, third = self._keys
        first = self._step(first, byte)
        second = ((second + (first & 255)) * 0x8088405 + 1) & _FULL
        self._keys = first, second, self._step(third, second >> 24)

    def __call__(self, char):
        """The plain character of an encrypted one."""
        mask = self._keys[2] | 2
        byte = ord(char) ^ (mask * (mask ^ 1) >> 8 & 255)
        self._turn(byte)
        return chr(byte)


class ZipExtFile(io.BufferedIOBase):
    """A member, open to read.  Plain bytes that have not been asked for wait in `_ready`, from `_at` on."""

    MAX_N = (1 << 31) - 1
    MIN_READ_SIZE = 4096

    def __init__(self, fileobj, mode, zipinfo, decrypter=None, close_fileobj=False):
        self._fileobj, self._decrypter, self._close_fileobj = fileobj, decrypter, close_fileobj
        self.mode, self.name, self.newlines = mode, zipinfo.filename, None
        self._universal = 'U' in mode
        kind = zipinfo.compress_type
        if kind == ZIP_DEFLATED:
            self._decompressor = zlib.decompressobj(-15)
        elif kind == ZIP_STORED:
            self._decompressor = None
        else:
            name = compressor_names.get(kind)
            raise NotImplementedError("compression type %d" % kind + (" (%s)" % name if name else ''))
        # an encrypted member has twelve bytes in front, which have been read
        self._compress_left = zipinfo.compress_size - (12 if decrypter is not None else 0)
        self._packed = self._ready = ''
        self._at = 0
        self._expected, self._checksum = getattr(zipinfo, 'CRC', None), 0

    def _more(self, count):
        # read and unpack some more; False where nothing is left
        if self._compress_left <= 0 and not self._packed:
            return False
        if self._compress_left > 0 and not self._packed:
            data = self._fileobj.read(min(max(count, self.MIN_READ_SIZE), self._compress_left))
            if not data:
                self._compress_left = 0
                return False
            self._compress_left -= len(data)
            if self._decrypter is not None:
                data = ''.join(map(self._decrypter, data))
            self._packed = data
        data, self._packed = self._packed, ''
        if self._decompressor is not None:
            data = self._decompressor.decompress(data, max(count, self.MIN_READ_SIZE))
            self._packed = self._decompressor.unconsumed_tail
            if not self._packed and self._compress_left <= 0:
                data += self._decompressor.flush()
        if self._expected is not None:
            self._checksum = crc32(data, self._checksum) & _FULL
            if not self._packed and self._compress_left <= 0 and self._checksum != self._expected:
                raise BadZipfile("Bad CRC-32 for file %r" % self.name)
        self._ready, self._at = self._ready[self._at:] + data, 0
        return True

    def _take(self, count):
        taken = self._ready[self._at:self._at + count]
        self._at += len(taken)
        return taken

    def read(self, n=-1):
        """At most so many bytes, or all up to the end."""
        missing = self.MAX_N if n is None or n < 0 else n
        pieces = []
        while missing:
            piece = self._take(missing)
            if piece:
                pieces.append(piece)
                missing -= len(piece)
            elif not self._more(missing):
                break
        return ''.join(pieces)

    def read1(self, n):
        """At most so many bytes, from one read of the archive at most."""
        count = self.MAX_N if n is None or n < 0 else n
        if len(self._ready) - self._at < count:
            self._more(count - (len(self._ready) - self._at))
        return self._take(count)

    def peek(self, n=1):
        """Some of the bytes that come next."""
        while len(self._ready) - self._at < n and self._more(n):
            pass
        return self._ready[self._at:self._at + 512]

    def readline(self, limit=-1):
        """A line, or at most so many bytes of it; for mode U, any line end is shown as a newline."""
        missing = sys.maxint if limit is None or limit < 0 else limit
        pieces = []
        while missing:
            if self._at >= len(self._ready) and not self._more(self.MIN_READ_SIZE):
                break
            end = _line_end(self._universal).search(self._ready, self._at)
            stop = len(self._ready) if end is None else end.start()
            if stop - self._at >= missing:
                pieces.append(self._take(missing))
                break
            piece = self._take(stop - self._at)
            pieces.append(piece)
            missing -= len(piece)
            if end is not None:
                ending = self._take(1)
                if ending == '\r':
                    if self.peek(1)[:1] == '\n':
                        ending += self._take(1)
                if self._universal:
                    if ending not in (self.newlines or ()):
                        self.newlines = (self.newlines or []) + [ending]
                    ending = '\n'
                pieces.append(ending)
                break
        return ''.join(pieces)

    def readable(self):
        return True

    def close(self):
        """Close the member, and the file that was opened for it alone."""
        try:
            if self._close_fileobj:
                self._fileobj.close()
        finally:
            super(ZipExtFile, self).close()


def _line_end(universal, ends=(re.compile('\n'), re.compile('[\r\n]'))):
    return ends[universal]


# -- archives

class ZipFile(object):
    """An archive: the file of a name, or an open file, read (mode r), written (w), or added to (a)."""

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=False):
        if mode not in ('r', 'w', 'a'):
            raise RuntimeError('ZipFile() requires mode "r", "w", or "a"')
        self._check_compression(compression)
        self.compression, self._allowZip64 = compression, allowZip64
        self.filelist, self.NameToInfo = [], {}
        self.debug, self.pwd, self._comment = 0, None, ''
        self._didModify = False
        self.mode = mode
        self._filePassed = 0 if isinstance(file, basestring) else 1
        if self._filePassed:
            self.fp, self.filename = file, getattr(file, 'name', None)
        else:
            self.filename = file
            try:
                self.fp = open(file, {'r': 'rb', 'w': 'wb', 'a': 'r+b'}[mode])
            except IOError:
                if mode != 'a':
                    raise
                self.fp = open(file, 'wb')
                mode = 'w'
        try:
            if mode == 'w':
                self._didModify = True
            elif mode == 'r':
                self._RealGetContents()
            else:
                self._go_to_append()
        except:
            self._let_go()
            raise

    @staticmethod
    def _check_compression(kind):
        if kind == ZIP_DEFLATED and not zlib:
            raise RuntimeError("Compression requires the (missing) zlib module")
        if kind not in (ZIP_STORED, ZIP_DEFLATED):
            raise RuntimeError("That compression method is not supported")

    def _go_to_append(self):
        # new members take the place of the directory; any other file stays in front of them
        try:
            self._RealGetContents()
            self.fp.seek(self.start_dir)
        except BadZipfile:
            self.fp.seek(0, 2)
            self._didModify = True

    def _let_go(self):
        fp, self.fp = self.fp, None
        if not self._filePassed:
            fp.close()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __del__(self):
        self.close()

    # -- what is in it

    def _RealGetContents(self):
        try:
            end = _find_end(self.fp)
        except IOError:
            end = None
        if end is None:
            raise BadZipfile("File is not a zip file")
        self._comment = end.comment
        # something may stand in front of the archive that it does not know of
        moved = end.at - end.records - end.size - end.offset
        self.start_dir = end.offset + moved
        if self.start_dir < 0:
            raise BadZipfile("File is not a zip file")
        self.fp.seek(self.start_dir)
        data, at = self.fp.read(end.size), 0
        while at < end.size:
            member, at = ZipInfo._from_directory(data, at)
            member.header_offset += moved
            self._add(member)

    def _add(self, member):
        self.filelist.append(member)
        self.NameToInfo[member.filename] = member

    def namelist(self):
        """The names of the members."""
        return [member.filename for member in self.filelist]

    def infolist(self):
        """ZipInfo objects for the members."""
        return self.filelist

    def printdir(self):
        """Print a table of the members."""
        print '%-46s %19s %12s' % ('File Name', 'Modified    ', 'Size')
        for member in self.filelist:
            print '%-46s %d-%02d-%02d %02d:%02d:%02d %12d' % (
                (member.filename,) + tuple(member.date_time[:6]) + (member.file_size,))

    def getinfo(self, name):
        """The ZipInfo of the member of a name; KeyError if there is none."""
        found = self.NameToInfo.get(name)
        if found is None:
            raise KeyError('There is no item named %r in the archive' % name)
        return found

    @property
    def comment(self):
        """The comment of the archive."""
        return self._comment

    @comment.setter
    def comment(self, text):
        if len(text) > ZIP_MAX_COMMENT:
            import warnings
            warnings.warn('Archive comment is too long; truncating to %d bytes' % ZIP_MAX_COMMENT, stacklevel=2)
        self._comment = text[:ZIP_MAX_COMMENT]
        self._didModify = True

    # -- reading

    def testzip(self):
        """Read all members; the name of the first whose checksum is wrong, or None."""
        for member in self.filelist:
            try:
                with self.open(member.filename) as opened:
                    while opened.read(1 << 20):
                        pass
            except BadZipfile:
                return member.filename

    def setpassword(self, pwd):
        """The password for members, unless another is given."""
        self.pwd = pwd

    def read(self, name, pwd=None):
        """The content of a member."""
        with self.open(name, 'r', pwd) as opened:
            return opened.read()

    def open(self, name, mode="r", pwd=None):
        """A member by its name or ZipInfo as an open file; modes r, U and rU."""
        if mode not in ('r', 'U', 'rU'):
            raise RuntimeError('open() requires mode "r", "U", or "rU"')
        if not self.fp:
            raise RuntimeError("Attempt to read ZIP archive that was already closed")
        # several members can be open at a time if the archive can be opened several times
        fp = self.fp if self._filePassed else open(self.filename, 'rb')
        try:
            member = name if isinstance(name, ZipInfo) else self.getinfo(name)
            self._go_to_data(fp, member)
            decrypter = None
            if member.flag_bits & _ENCRYPTED:
                pwd = pwd or self.pwd
                if not pwd:
                    raise RuntimeError("File %s is encrypted, password required for extraction" % name)
                decrypter = self._decrypter(fp, member, pwd)
                if decrypter is None:
                    raise RuntimeError("Bad password for file", name)
            return ZipExtFile(fp, mode, member, decrypter, close_fileobj=not self._filePassed)
        except:
            if not self._filePassed:
                fp.close()
            raise

    @staticmethod
    def _go_to_data(fp, member):
        # over the header, which has to agree with the directory
        fp.seek(member.header_offset)
        header = fp.read(sizeFileHeader)
        if len(header) != sizeFileHeader:
            raise BadZipfile("Truncated file header")
        fields = struct.unpack(structFileHeader, header)
        if fields[0] != stringFileHeader:
            raise BadZipfile("Bad magic number for file header")
        name_size, extra_size = fields[-2:]
        name = fp.read(name_size)
        if extra_size:
            fp.read(extra_size)
        if name != member.orig_filename:
            raise BadZipfile('File name in directory "%s" and header "%s" differ.' % (member.orig_filename, name))

    @staticmethod
    def _decrypter(fp, member, password):
        # None if the byte that tells whether the password is right says no
        decrypter = _ZipDecrypter(password)
        head = map(decrypter, fp.read(12))
        check = member._raw_time >> 8 if member.flag_bits & _SIZES_BEHIND else member.CRC >> 24
        return decrypter if ord(head[11]) == check & 255 else None

    def extract(self, member, path=None, pwd=None):
        """Write a member to a file below path, or below the working directory; the name of the file."""
        if not isinstance(member, ZipInfo):
            member = self.getinfo(member)
        return self._extract_member(member, os.getcwd() if path is None else path, pwd)

    def extractall(self, path=None, members=None, pwd=None):
        """Write all members, or those given, to files."""
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    def _extract_member(self, member, targetpath, pwd):
        # the name must not lead out of the folder
        name = os.path.splitdrive(member.filename.replace('/', os.sep))[1]
        parts = [part for part in name.split(os.sep) if part not in ('', os.curdir, os.pardir)]
        targetpath = os.path.normpath(os.path.join(targetpath, os.sep.join(parts)))
        folder = os.path.dirname(targetpath)
        if folder and not os.path.exists(folder):
            os.makedirs(folder)
        if member.filename.endswith('/'):
            if not os.path.isdir(targetpath):
                os.mkdir(targetpath)
            return targetpath
        with self.open(member, pwd=pwd) as source:
            with open(targetpath, 'wb') as target:
                shutil.copyfileobj(source, target)
        return targetpath

    # -- writing

    def _writecheck(self, zinfo):
        # whether a member can be written
        if zinfo.filename in self.NameToInfo:
            import warnings
            warnings.warn('Duplicate name: %r' % zinfo.filename, stacklevel=3)
        if self.mode not in ('w', 'a'):
            raise RuntimeError('write() requires mode "w" or "a"')
        if not self.fp:
            raise RuntimeError("Attempt to write ZIP archive that was already closed")
        self._check_compression(zinfo.compress_type)
        if not self._allowZip64:
            for what, large in (('Files count', len(self.filelist) >= ZIP_FILECOUNT_LIMIT),
                                ('Filesize', zinfo.file_size > ZIP64_LIMIT),
                                ('Zipfile size', zinfo.header_offset > ZIP64_LIMIT)):
                if large:
                    raise LargeZipFile(what + " would require ZIP64 extensions")

    def _check_open(self):
        if not self.fp:
            raise RuntimeError("Attempt to write to ZIP archive that was already closed")

    def write(self, filename, arcname=None, compress_type=None):
        """Add a file or a directory under its name, or under arcname."""
        self._check_open()
        found = os.stat(filename)
        folder = stat.S_ISDIR(found.st_mode)
        name = os.path.normpath(os.path.splitdrive(filename if arcname is None else arcname)[1]).lstrip(os.sep)
        member = ZipInfo(name + '/' if folder else name, time.localtime(found.st_mtime)[:6])
        member.external_attr = (found.st_mode & 0xffff) << 16L
        if not folder:
            member.compress_type = self.compression if compress_type is None else compress_type
        member.file_size, member.header_offset = found.st_size, self.fp.tell()
        self._writecheck(member)
        self._didModify = True
        member.CRC = member.compress_size = 0
        if folder:
            member.file_size = 0
            member.external_attr |= 0x10        # a directory in the eyes of MS-DOS
            self.fp.write(member.FileHeader(False))
        else:
            with open(filename, 'rb') as source:
                self._write_from(source, member)
        self._add(member)

    def _write_from(self, source, member):
        # The header is written twice: checksum and sizes are not known at first.
        zip64 = self._allowZip64 and member.file_size * 1.05 > ZIP64_LIMIT
        self.fp.write(member.FileHeader(zip64))
        packer = _packer(member)
        size = packed = checksum = 0
        for block in iter(lambda: source.read(8192), ''):
            size += len(block)
            checksum = crc32(block, checksum) & _FULL
            packed += self._put(block if packer is None else packer.compress(block))
        if packer is not None:
            packed += self._put(packer.flush())
        member.CRC, member.file_size, member.compress_size = checksum, size, packed
        if self._allowZip64 and not zip64:
            if size > ZIP64_LIMIT:
                raise RuntimeError('File size has increased during compressing')
            if packed > ZIP64_LIMIT:
                raise RuntimeError('Compressed size larger than uncompressed size')
        behind = self.fp.tell()
        self.fp.seek(member.header_offset)
        self.fp.write(member.FileHeader(zip64))
        self.fp.seek(behind)

    def _put(self, data):
        self.fp.write(data)
        return len(data)

    def writestr(self, zinfo_or_arcname, bytes, compress_type=None):
        """Add a member with the given content, under a name or with all that a ZipInfo says."""
        member = zinfo_or_arcname
        if not isinstance(member, ZipInfo):
            member = ZipInfo(member, time.localtime(time.time())[:6])
            member.compress_type = self.compression
            # rights for the owner, and for a directory for others too
            member.external_attr = 040775 << 16 | 0x10 if member.filename[-1] == '/' else 0600 << 16
        self._check_open()
        if compress_type is not None:
            member.compress_type = compress_type
        member.file_size, member.header_offset = len(bytes), self.fp.tell()
        self._writecheck(member)
        self._didModify = True
        member.CRC = crc32(bytes) & _FULL
        packer = _packer(member)
        if packer is not None:
            bytes = packer.compress(bytes) + packer.flush()
        member.compress_size = len(bytes)
        zip64 = max(member.file_size, member.compress_size) > ZIP64_LIMIT
        if zip64 and not self._allowZip64:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        self.fp.write(member.FileHeader(zip64))
        self.fp.write(bytes)
        if member.flag_bits & _SIZES_BEHIND:
            self.fp.write(struct.pack('<LLQQ' if zip64 else '<LLLL', _DATA_BEHIND, member.CRC, member.compress_size,
                                      member.file_size))
        self.fp.flush()
        self._add(member)

    def close(self):
        """Write directory and end if anything has been written; close the file if it is this archive's own."""
        if self.fp is None:
            return
        try:
            if self.mode in ('w', 'a') and self._didModify:
                self._write_end()
        finally:
            self._let_go()

    def _write_end(self):
        start = self.fp.tell()
        for member in self.filelist:
            self.fp.write(member._directory_entry())
        behind = self.fp.tell()
        count, size = len(self.filelist), behind - start
        for what, large in (("Files count", count > ZIP_FILECOUNT_LIMIT), ("Central directory offset", start > ZIP64_LIMIT),
                            ("Central directory size", size > ZIP64_LIMIT)):
            if not large:
                continue
            if not self._allowZip64:
                raise LargeZipFile(what + " would require ZIP64 extensions")
            self.fp.write(struct.pack(structEndArchive64, stringEndArchive64, 44, 45, 45, 0, 0, count, count, size, start))
            self.fp.write(struct.pack(structEndArchive64Locator, stringEndArchive64Locator, 0, behind, 1))
            break
        count, size, start = min(count, 0xffff), min(size, _FULL), min(start, _FULL)
        self.fp.write(struct.pack(structEndArchive, stringEndArchive, 0, 0, count, count, size, start,
                                  len(self._comment)) + self._comment)
        self.fp.flush()


def _packer(member):
    # what compresses a member, or None
    if member.compress_type == ZIP_DEFLATED:
        return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)


class PyZipFile(ZipFile):
    """An archive that modules are imported from."""

    def writepy(self, pathname, basename=""):
        """Add compiled modules: of a file *.py, of all in a directory, or of a package with all that is in it."""
        if not os.path.isdir(pathname):
            if not pathname.endswith('.py'):
                raise RuntimeError('Files added with writepy() must end with ".py"')
            self._say('Adding file', self._put_module(pathname, basename))
            return
        package = os.path.isfile(os.path.join(pathname, '__init__.py'))
        names = os.listdir(pathname)
        if package:
            name = os.path.basename(pathname)
            basename = basename + '/' + name if basename else name
            self._say('Adding package in', pathname, 'as', basename)
            names.remove('__init__.py')
            names.insert(0, '__init__.py')
        else:
            self._say('Adding files from directory', pathname)
        for name in names:
            path = os.path.join(pathname, name)
            if os.path.isdir(path):
                if package and os.path.isfile(os.path.join(path, '__init__.py')):
                    self.writepy(path, basename)
            elif name.endswith('.py'):
                self._say('Adding', self._put_module(path, basename))

    def _say(self, *words):
        if self.debug:
            print ' '.join(words)

    def _put_module(self, source, basename):
        compiled, name = self._get_codename(source[:-3], basename)
        self.write(compiled, name)
        return name

    def _get_codename(self, pathname, basename):
        # (compiled file, name in the archive) of a path without its ending; compiles if there is no newer one
        source = pathname + '.py'
        changed = os.stat(source).st_mtime
        for compiled in pathname + '.pyo', pathname + '.pyc':
            if os.path.isfile(compiled) and os.stat(compiled).st_mtime >= changed:
                break
        else:
            import py_compile
            self._say('Compiling', source)
            try:
                py_compile.compile(source, compiled, None, True)
            except py_compile.PyCompileError as problem:
                print problem.msg
        name = os.path.basename(compiled)
        return compiled, basename + '/' + name if basename else name


_USAGE = """\
Usage:
    zipfile.py -l zipfile.zip        # Show listing of a zipfile
    zipfile.py -t zipfile.zip        # Test if a zipfile is valid
    zipfile.py -e zipfile.zip target # Extract zipfile into target dir
    zipfile.py -c zipfile.zip src ... # Create zipfile from sources
"""


def _add_tree(archive, path, name):
    if os.path.isdir(path):
        if name:
            archive.write(path, name)
        for each in os.listdir(path):
            _add_tree(archive, os.path.join(path, each), os.path.join(name, each))
    elif os.path.isfile(path):
        archive.write(path, name, ZIP_DEFLATED)


def main(args=None):
    """The command: lists, tests, unpacks and makes archives."""
    args = sys.argv[1:] if args is None else args
    counts = {'-l': (2, 2), '-t': (2, 2), '-e': (3, 3), '-c': (3, sys.maxint)}
    what = args[0] if args else None
    if what not in counts or not counts[what][0] <= len(args) <= counts[what][1]:
        print _USAGE
        sys.exit(1)
    if what == '-c':
        with ZipFile(args[1], 'w', allowZip64=True) as archive:
            for path in args[2:]:
                name = os.path.basename(path) or os.path.basename(os.path.dirname(path))
                _add_tree(archive, path, '' if name in ('', os.curdir, os.pardir) else name)
        return
    with ZipFile(args[1]) as archive:
        if what == '-l':
            archive.printdir()
        elif what == '-e':
            archive.extractall(args[2])
        else:
            bad = archive.testzip()
            if bad:
                print 'The following enclosed file is corrupted: {!r}'.format(bad)
            print 'Done testing'


if __name__ == '__main__':
    main()
