"""Files in the format of gzip (RFC 1952), read and written like others (library reference 12.2).

A file is a row of members, each a header, compressed data, and a trailer with checksum and length.  What is read of
`fileobj` goes through `_raw`, so that it need not be seekable; what comes out of it waits in `_ready`, from `_at` on.
"""

import __builtin__
import errno
import io
import os
import struct
import sys
import time
import zlib

__all__ = ["GzipFile", "open"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = [1 << bit for bit in range(5)]
READ, WRITE = 1, 2


def write32u(output, value):
    """Write an unsigned number in four bytes."""
    output.write(struct.pack('<L', value & 0xffffffff))


def read32(input):
    """Read an unsigned number of four bytes."""
    return struct.unpack('<I', input.read(4))[0]


def open(filename, mode="rb", compresslevel=9):
    """A GzipFile on the file of a name."""
    return GzipFile(filename, mode, compresslevel)


class GzipFile(io.BufferedIOBase):
    """A file whose content is compressed in another: in the one of the name, or in an open one, fileobj.

    With fileobj, the name is only for the header.  mtime is the time to write there; the present one unless given."""

    myfileobj = None                            # the other file, if it is ours to close
    max_read_chunk = 10 * 1024 * 1024

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode:
            mode = mode.replace('U', '')
            mode = mode if not mode or 'b' in mode else mode + 'b'
        if fileobj is None:
            fileobj = self.myfileobj = __builtin__.open(filename, mode or 'rb')
        if filename is None:
            filename = getattr(fileobj, 'name', '')
            if filename == '<fdopen>' or not isinstance(filename, basestring):
                filename = ''
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
        if mode[:1] not in ('r', 'w', 'a'):
            raise IOError("Mode " + mode + " not supported")
        self.name, self.fileobj, self.mtime = filename, fileobj, mtime
        self.offset = 0                         # place in the plain content
        self.crc, self.size = 0, 0              # of the present member
        if mode[0] == 'r':
            self.mode = READ
            self._begin()
        else:
            self.mode = WRITE
            self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
            self._write_gzip_header()

    @property
    def filename(self):
        """The name, with the ending that a file to write should have; `name` is to be used."""
        import warnings
        warnings.warn("use the name attribute", DeprecationWarning, 2)
        if self.mode == WRITE and not self.name.endswith('.gz'):
            return self.name + '.gz'
        return self.name

    def __repr__(self):
        return '<gzip %s %s>' % (repr(self.fileobj)[1:-1], hex(id(self)))

    def _check_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    # -- writing

    def _write_gzip_header(self):
        try:
            name = os.path.basename(self.name)
            name = name if isinstance(name, str) else name.encode('latin-1')
        except UnicodeEncodeError:
            name = ''
        if name.endswith('.gz'):
            name = name[:-3]
        when = time.time() if self.mtime is None else self.mtime
        # deflate; flags; time; as small as can be; of an unknown system
        self.fileobj.write('\x1f\x8b\x08' + chr(FNAME if name else 0))
        write32u(self.fileobj, long(when))
        self.fileobj.write('\x02\xff' + (name + '\0' if name else ''))

    def write(self, data):
        """Write bytes."""
        self._check_closed()
        if self.mode != WRITE:
            raise IOError(errno.EBADF, "write() on read-only GzipFile object")
        if isinstance(data, memoryview):
            data = data.tobytes()
        count = len(data)
        if count:
            self.fileobj.write(self.compress.compress(data))
            self.crc = zlib.crc32(data, self.crc) & 0xffffffffL
            self.size += count
            self.offset += count
        return count

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """Have all that was written so far reach the other file."""
        self._check_closed()
        if self.mode == WRITE:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    # -- reading

    def _begin(self):
        self._raw = self._ready = self._last = ''
        self._at = 0
        self.decompress = None                  # None between members

    def _take(self, count):
        # so many bytes of the other file, or fewer at its end
        while len(self._raw) < count:
            more = self.fileobj.read(max(1024, count - len(self._raw)))
            if not more:
                break
            self._raw += more
        taken, self._raw = self._raw[:count], self._raw[count:]
        self._last = (self._last + taken)[-8:]
        return taken

    def _skip_text(self):
        while self._take(1) not in ('', '\0'):
            pass

    def _read_header(self):
        # the header of the next member; False at the end
        start = self._take(10)
        if not start:
            return False
        if start[:2] != '\x1f\x8b':
            raise IOError('Not a gzipped file')
        method, flags, self.mtime = struct.unpack('<BBI', start[2:8])
        if method != 8:
            raise IOError('Unknown compression method')
        if flags & FEXTRA:
            self._take(*struct.unpack('<H', self._take(2)))
        if flags & FNAME:
            self._skip_text()
        if flags & FCOMMENT:
            self._skip_text()
        if flags & FHCRC:
            self._take(2)
        self.crc, self.size = 0, 0L
        self.decompress = zlib.decompressobj(-zlib.MAX_WBITS)
        return True

    def _read_trailer(self, trailer):
        checksum = struct.unpack('<I', trailer[:4])[0]
        length = struct.unpack('<I', trailer[4:])[0]
        if checksum != self.crc:
            raise IOError("CRC check failed %s != %s" % (hex(checksum), hex(self.crc & 0xffffffffL)))
        if length != self.size & 0xffffffffL:
            raise IOError("Incorrect length of data produced")
        self.decompress = None
        # zeros may fill up to the next member, or the end
        while 1:
            char = self._take(1)
            if char != '\0':
                self._raw = char + self._raw
                return

    def _more(self, count=1024):
        # decompress some more into _ready; False at the end
        if self.fileobj is None or self.decompress is None and not self._read_header():
            return False
        data, self._raw = self._raw or self.fileobj.read(count), ''
        plain = self.decompress.decompress(data) if data else self.decompress.flush()
        self.crc = zlib.crc32(plain, self.crc) & 0xffffffffL
        self.size += len(plain)
        self._ready = self._ready[self._at:] + plain
        self._at = 0
        if self.decompress.unused_data:
            self._raw = self.decompress.unused_data
            self._read_trailer(self._take(8))
        elif not data:
            # nothing follows: what there was last has to be the trailer
            self._read_trailer(self._last)
        else:
            self._last = (self._last + data)[-8:]
        return True

    def _check_reading(self):
        self._check_closed()
        if self.mode != READ:
            raise IOError(errno.EBADF, "read() on write-only GzipFile object")

    def read(self, size=-1):
        """At most so many bytes, or all up to the end."""
        self._check_reading()
        if size is None:
            size = -1
        count, pieces, missing = 1024, [], size
        while missing:
            piece = self._ready[self._at:] if missing < 0 else self._ready[self._at:self._at + missing]
            if piece:
                self._at += len(piece)
                pieces.append(piece)
                missing -= len(piece) if missing > 0 else 0
            elif self._more(count):
                count = min(self.max_read_chunk, count * 2)
            else:
                break
        data = ''.join(pieces)
        self.offset += len(data)
        return data

    def readline(self, size=-1):
        """A line, or at most so many bytes of it."""
        self._check_reading()
        pieces, missing = [], sys.maxint if size is None or size < 0 else size
        while missing:
            end = self._ready.find('\n', self._at) + 1 or len(self._ready)
            piece = self._ready[self._at:min(end, self._at + missing)]
            self._at += len(piece)
            missing -= len(piece)
            if piece:
                pieces.append(piece)
                if piece[-1] == '\n':
                    break
            elif not self._more():
                break
        line = ''.join(pieces)
        self.offset += len(line)
        return line

    def rewind(self):
        """Go back to the begin."""
        if self.mode != READ:
            raise IOError("Can't rewind in write mode")
        self.fileobj.seek(0)
        self._begin()
        self.offset = 0

    def seek(self, offset, whence=0):
        """Go to a place: by reading up to there, or by writing zeros up to there."""
        if whence == 1:
            offset += self.offset
        elif whence:
            raise ValueError('Seek from end not supported')
        if self.mode == WRITE:
            if offset < self.offset:
                raise IOError('Negative seek in write mode')
            pass_over = lambda count: self.write('\0' * count)
        else:
            if offset < self.offset:
                self.rewind()
            pass_over = self.read
        blocks, rest = divmod(offset - self.offset, 65536)
        for _ in xrange(blocks):
            pass_over(65536)
        pass_over(rest)
        return self.offset

    # -- both

    def tell(self):
        """The place in the plain content."""
        self._check_closed()
        return self.offset

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        """Write what is left, and the trailer; close the other file if this one opened it."""
        other, self.fileobj = self.fileobj, None
        if other is None:
            return
        try:
            if self.mode == WRITE:
                other.write(self.compress.flush())
                write32u(other, self.crc)
                write32u(other, self.size)
        finally:
            mine, self.myfileobj = self.myfileobj, None
            if mine is not None:
                mine.close()

    def fileno(self):
        """The descriptor of the other file."""
        return self.fileobj.fileno()

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True


def _copy(source, target):
    for block in iter(lambda: source.read(65536), ''):
        target.write(block)


def _test():
    # as a command: compresses files, or takes them apart with -d
    names = sys.argv[1:]
    unpack = names[:1] == ['-d']
    for name in (names[1:] if unpack else names) or ['-']:
        if unpack and name != '-' and not name.endswith('.gz'):
            print "filename doesn't end in .gz:", repr(name)
            continue
        if name == '-':
            source, target = sys.stdin, sys.stdout
            if unpack:
                source = GzipFile(filename='', mode='rb', fileobj=source)
            else:
                target = GzipFile(filename='', mode='wb', fileobj=target)
        elif unpack:
            source, target = open(name, 'rb'), __builtin__.open(name[:-3], 'wb')
        else:
            source, target = __builtin__.open(name, 'rb'), open(name + '.gz', 'wb')
        _copy(source, target)
        if target is not sys.stdout:
            target.close()
        if source is not sys.stdin:
            source.close()


if __name__ == '__main__':
    _test()
