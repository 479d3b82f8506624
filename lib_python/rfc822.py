"""Headers of mail as the first RFC on them says (library reference 19.13); email has more, and is newer."""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("in 3.x, rfc822 has been removed in favor of the email package", stacklevel=2)

import time

import _mailheaders

__all__ = ["Message", "AddressList", "parsedate", "parsedate_tz", "mktime_tz"]

_blanklines = '\r\n', '\n'


class Message:
    """The headers of the message that fp stands before; fp is then before its body."""

    def __init__(self, fp, seekable=1):
        if seekable == 1:
            seekable = self._position(fp) is not None
        self.fp, self.seekable = fp, seekable
        self.startofheaders = self.startofbody = None
        if seekable:
            self.startofheaders = self._position(fp)
        self.readheaders()
        if self.seekable:
            self.startofbody = self._position(fp)

    @staticmethod
    def _position(fp):
        try:
            return fp.tell()
        except (AttributeError, IOError):
            return None

    def rewindbody(self):
        """Put the file before the body again."""
        if not self.seekable:
            raise IOError("unseekable file")
        self.fp.seek(self.startofbody)

    def readheaders(self):
        """Read the lines of the header into `headers`; `status` is what was wrong with them, or empty."""
        self.dict, self.headers = {}, []
        self.unixfrom = self.status = ''
        name, first = '', True
        unread = getattr(self.fp, 'unread', None)
        while 1:
            start = self._position(self.fp) if unread is None and self.seekable else None
            if start is None:
                self.seekable = self.seekable if unread is not None else 0
            line = self.fp.readline()
            if not line:
                self.status = 'EOF in headers'
                return
            if first and line.startswith('From '):
                self.unixfrom += line
                continue
            first = False
            if name and line[0] in ' \t':
                self.headers.append(line)
                self.dict[name] = (self.dict[name] + '\n ' + line.strip()).strip()
                continue
            if self.iscomment(line):
                continue
            if self.islast(line):
                return
            name = self.isheader(line)
            if name:
                self.headers.append(line)
                self.dict[name] = line[len(name) + 1:].strip()
            elif name is None:
                break                   # an empty name is passed over
        self.status = 'Non-header line where header expected' if self.dict else 'No headers'
        if unread is not None:
            unread(line)
        elif start is not None:
            self.fp.seek(start)
        else:
            self.status += '; bad seek'

    # -- kinds of lines, for subclasses to say otherwise

    def isheader(self, line):
        """The name of the header that begins with a line, in small letters; None if none does."""
        name, colon, _ = line.partition(':')
        return name.lower() if colon and ' ' not in name else None

    def islast(self, line):
        """Whether a line ends the headers."""
        return line in _blanklines

    def iscomment(self, line):
        """Whether a line is to be passed over."""
        return False

    # -- headers as they are

    def _lines(self, name):
        # numbers of the lines of each header of the name, header by header
        start, found = name.lower() + ':', []
        inside = False
        for at, line in enumerate(self.headers):
            if line[:len(start)].lower() == start:
                inside = True
                found.append([])
            elif not line[:1].isspace():
                inside = False
            if inside:
                found[-1].append(at)
        return found

    def getallmatchingheaders(self, name):
        """The lines of all headers of a name."""
        return [self.headers[at] for lines in self._lines(name) for at in lines]

    def getfirstmatchingheader(self, name):
        """The lines of the first header of a name."""
        return [self.headers[at] for lines in self._lines(name)[:1] for at in lines]

    def getrawheader(self, name):
        """The text of the first header of a name, with its line ends; None if there is none."""
        lines = self.getfirstmatchingheader(name)
        if not lines:
            return None
        return ''.join([lines[0][len(name) + 1:]] + lines[1:])

    def getheader(self, name, default=None):
        """The text of the last header of a name, stripped."""
        return self.dict.get(name.lower(), default)

    get = getheader

    def getheaders(self, name):
        """The texts of all headers of a name."""
        start, found = name.lower() + ':', []
        for lines in self._lines(name):
            text = self.headers[lines[0]][len(start):].strip()
            for at in lines[1:]:
                text = (text + '\n ' + self.headers[at].strip()).strip()
            found.append(text)
        return found

    # -- headers as what they mean

    def getaddr(self, name):
        """(name, address) of the first address in a header; (None, None) if there is none."""
        found = self.getaddrlist(name)
        return found[0] if found else (None, None)

    def getaddrlist(self, name):
        """All addresses in all headers of a name, as pairs."""
        texts = []
        for line in self.getallmatchingheaders(name):
            if line[0] not in ' \t':
                if texts:
                    texts.append(', ')
                line = line.partition(':')[2]
            texts.append(line)
        return AddressList(''.join(texts)).addresslist

    def getdate(self, name):
        """The date in a header as time.mktime() takes it, or None."""
        return self._date(name, parsedate)

    def getdate_tz(self, name):
        """The date in a header with its zone in seconds as tenth value, or None."""
        return self._date(name, parsedate_tz)

    def _date(self, name, parse):
        return parse(self[name]) if name in self else None

    # -- as a mapping

    def __len__(self):
        return len(self.dict)

    def __getitem__(self, name):
        return self.dict[name.lower()]

    def __setitem__(self, name, value):
        """Put a header at the end, in place of all of the name."""
        del self[name]
        self.dict[name.lower()] = value
        self.headers += [line + '\n' for line in (name + ': ' + value).split('\n')]

    def __delitem__(self, name):
        """Take all headers of a name out, if there are any."""
        if self.dict.pop(name.lower(), self) is not self:
            gone = set(at for lines in self._lines(name) for at in lines)
            self.headers[:] = [line for at, line in enumerate(self.headers) if at not in gone]

    def setdefault(self, name, default=""):
        """The text of a header, which is put at the end if it is not there."""
        known = self.dict.get(name.lower())
        if known is None:
            self[name] = known = default
        return known

    def has_key(self, name):
        return name.lower() in self.dict

    __contains__ = has_key

    def __iter__(self):
        return iter(self.dict)

    def keys(self):
        return self.dict.keys()

    def values(self):
        return self.dict.values()

    def items(self):
        return self.dict.items()

    def __str__(self):
        return ''.join(self.headers)


# -- addresses

def unquote(s):
    """The text without the quotes or angle brackets around it."""
    if len(s) > 1:
        if s[0] == '"' == s[-1]:
            return s[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if s[0] == '<' and s[-1] == '>':
            return s[1:-1]
    return s


def quote(s):
    """The text as it has to be between double quotes."""
    return s.replace('\\', '\\\\').replace('"', '\\"')


def parseaddr(address):
    """(name, address) of one address; (None, None) if there is none."""
    found = AddressList(address)
    return found[0] if found else (None, None)


class AddrlistClass(_mailheaders.AddressParser):
    """A parser of a list of addresses; AddressList is simpler to use."""

    _strict_domains = _keep_empty = _quotes_again = False


class AddressList(_mailheaders.AddressSet, AddrlistClass):
    """The addresses in a header, as pairs of a name and an address."""

    def __init__(self, field):
        AddrlistClass.__init__(self, field)
        self.addresslist = self.getaddrlist() if field else []

    def __str__(self):
        return ', '.join(map(dump_address_pair, self.addresslist))


def dump_address_pair(pair):
    """The text of a pair (name, address)."""
    name, address = pair
    return '"%s" <%s>' % (name, address) if name else address


# -- dates

_monthnames = _mailheaders.MONTHS + _mailheaders.LONG_MONTHS
_daynames = _mailheaders.DAYS
_timezones = _mailheaders.ZONES


def mktime_tz(data):
    """Seconds since the epoch of what parsedate_tz() gave; without a zone, the time is local."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    return time.mktime(data[:8] + (0,)) - data[9] - time.timezone


def parsedate_tz(data):
    """The date as a tuple of nine values as time.mktime() takes them, and its zone in seconds, or None."""
    return _mailheaders.parse_date(data, ',.', False, 0)


def parsedate(data):
    """The date as time.mktime() takes it, or None for what is no date."""
    return _mailheaders.plain_date(parsedate_tz(data)) if data else None


def formatdate(timeval=None):
    """A time, the present one if none is given, as headers have it: in English, whatever the locale."""
    year, month, day, hour, minute, second, weekday = time.gmtime(time.time() if timeval is None else timeval)[:7]
    return '%s, %02d %s %04d %02d:%02d:%02d GMT' % (
        _daynames[weekday].capitalize(), day, _monthnames[month - 1].capitalize(), year, hour, minute, second)
