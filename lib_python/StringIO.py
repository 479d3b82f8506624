"""Files in memory, of str or unicode text.

`buf` holds the text, and what is written at its end waits as pieces in `buflist` until something else
than the end is asked for: many small writes cost no more than one large one.
"""

from errno import EINVAL

__all__ = ["StringIO"]


def _complain_ifclosed(closed):
    if closed:
        raise ValueError("I/O operation on closed file")


class StringIO:
    """A file whose contents are a string; it begins with `buf`, read and written from its start.

    8-bit strings beyond ASCII do not mix with unicode ones.
    """

    def __init__(self, buf=''):
        self.buf = buf if isinstance(buf, basestring) else str(buf)
        self.buflist = []
        self.len = len(self.buf)
        self.pos = self.softspace = 0
        self.closed = False

    def __gather(self):
        # all text into buf
        if self.buflist:
            self.buf += ''.join(self.buflist)
            self.buflist = []
        return self.buf

    def __take(self, stop):
        # the text up to a place, which becomes the position
        start, self.pos = self.pos, stop
        return self.buf[start:stop]

    def __iter__(self):
        return self

    def next(self):
        """The next line; StopIteration at the end."""
        _complain_ifclosed(self.closed)
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def close(self):
        """Let go of the text; nothing else can be done with the file then."""
        if not self.closed:
            del self.buf, self.pos
            self.closed = True

    def isatty(self):
        """False."""
        _complain_ifclosed(self.closed)
        return False

    def flush(self):
        """Do nothing."""
        _complain_ifclosed(self.closed)

    def tell(self):
        """The position."""
        _complain_ifclosed(self.closed)
        return self.pos

    def seek(self, pos, mode=0):
        """Set the position: from the start, or with mode 1 from here, or with mode 2 from the end."""
        _complain_ifclosed(self.closed)
        self.__gather()
        origin = self.pos if mode == 1 else self.len if mode == 2 else 0
        self.pos = max(origin + pos, 0)

    def read(self, n=-1):
        """The next n characters, or all there are."""
        _complain_ifclosed(self.closed)
        self.__gather()
        everything = n is None or n < 0
        return self.__take(self.len if everything else min(self.pos + n, self.len))

    def readline(self, length=None):
        """The next line with its end, or as much of it as `length` allows; '' at the end."""
        _complain_ifclosed(self.closed)
        stop = self.__gather().find('\n', self.pos) + 1 or self.len
        if length is not None and length >= 0:
            stop = min(stop, self.pos + length)
        return self.__take(stop)

    def readlines(self, sizehint=0):
        """All lines that are left, or enough of them to make `sizehint` characters."""
        lines, total = [], 0
        for line in iter(self.readline, ''):
            lines.append(line)
            total += len(line)
            if 0 < sizehint <= total:
                break
        return lines

    def truncate(self, size=None):
        """Cut the text off at a place, by default at the position."""
        _complain_ifclosed(self.closed)
        if size is None:
            size = self.pos
        if size < 0:
            raise IOError(EINVAL, "Negative size not allowed")
        self.pos = min(self.pos, size)
        self.buf = self.getvalue()[:size]
        self.len = size

    def write(self, s):
        """Write text at the position, over what is there."""
        _complain_ifclosed(self.closed)
        if not s:
            return
        if not isinstance(s, basestring):
            s = str(s)
        start, stop = self.pos, self.pos + len(s)
        if start < self.len:
            text = self.__gather()
            self.buf, self.buflist = '', [text[:start], s, text[stop:]]
        else:
            if start > self.len:
                self.buflist.append('\0' * (start - self.len))
            self.buflist.append(s)
        self.len = max(self.len, stop)
        self.pos = stop

    def writelines(self, iterable):
        """Write each of some strings."""
        for text in iterable:
            self.write(text)

    def getvalue(self):
        """The whole text; UnicodeError where unicode and 8-bit strings beyond ASCII were mixed."""
        _complain_ifclosed(self.closed)
        return self.__gather()
