"""Addresses and dates as headers of mail and news have them (RFC 2822, with what is found beyond it): for rfc822 and email.

The parser of addresses goes forward through `field`; what it finds in parentheses goes to `commentlist`.
"""

import calendar as _calendar
import time as _time


class AddressParser:
    """Takes a list of addresses apart; `_strict_domains` and `_keep_empty` are where its two users differ."""

    _strict_domains = True      # no address at all where the domain has a second '@'
    _keep_empty = True          # ('', '') in the place of what is no address
    _quotes_again = True        # what is quoted in an address stays so

    specials, LWS, CR = '()<>@,:;.\"[]', ' \t', '\r\n'

    def __init__(self, field):
        self.atomends = self.specials + self.LWS + self.CR
        self.phraseends = self.atomends.replace('.', '')    # phrases with dots are common, RFC or not
        self.field, self.pos = field, 0
        self.commentlist = []

    def _here(self):
        return self.field[self.pos:self.pos + 1]

    def gotonext(self):
        """Go over space, and take in comments."""
        self._skip(self.LWS + '\n\r')

    def _skip(self, spaces):
        passed = []
        while self.pos < len(self.field):
            char = self.field[self.pos]
            if char == '(':
                self.commentlist.append(self.getcomment())
            elif char in spaces:
                if char not in '\n\r':
                    passed.append(char)
                self.pos += 1
            else:
                break
        return ''.join(passed)

    def getaddrlist(self):
        """All addresses, as pairs (name, address)."""
        found = []
        while self.pos < len(self.field):
            some = self.getaddress()
            if not some and not self._keep_empty:
                break
            found += some or [('', '')]
        return found

    def getaddress(self):
        """The next address, or group of addresses, as a list."""
        self.commentlist = []
        self.gotonext()
        start, comments = self.pos, self.commentlist
        phrase = self.getphraselist()
        self.gotonext()
        found, char = [], self._here()
        if char and char in '.@':
            # what looked like a name is the begin of an address without brackets
            self.pos, self.commentlist = start, comments
            address = self.getaddrspec()
            found = [(' '.join(self.commentlist), address)]
        elif char == ':':
            self.pos += 1
            while self.pos < len(self.field):
                self.gotonext()
                if self._here() == ';':
                    self.pos += 1
                    break
                found = found + self.getaddress()
        elif char == '<':
            address = self.getrouteaddr()
            name = ' '.join(phrase)
            if self.commentlist:
                name += ' (%s)' % ' '.join(self.commentlist)
            found = [(name, address)]
        elif phrase:
            found = [(' '.join(self.commentlist), phrase[0])]
        elif char and char in self.specials:
            self.pos += 1
        self.gotonext()
        if self._here() == ',':
            self.pos += 1
        return found

    def getrouteaddr(self):
        """What is between < and >; a route in front of the address is passed over."""
        if self._here() != '<':
            return
        self.pos += 1
        self.gotonext()
        address, in_route = '', False
        while self.pos < len(self.field):
            char = self._here()
            if in_route:
                self.getdomain()
                in_route = False
            elif char == '>':
                self.pos += 1
                break
            elif char == '@':
                in_route = True
                self.pos += 1
            elif char == ':':
                self.pos += 1
            else:
                address = self.getaddrspec()
                self.pos += 1
                break
            self.gotonext()
        return address

    def getaddrspec(self):
        """An address: local part, and perhaps '@' and domain."""
        parts = []
        self.gotonext()
        while self.pos < len(self.field):
            char = self._here()
            if char == '.':
                parts.append(char)
                self.pos += 1
            elif char == '"':
                text = self.getquote()
                if self._quotes_again:
                    text = text.replace('\\', '\\\\').replace('"', '\\"')
                parts.append('"%s"' % text)
            elif char in self.atomends:
                break
            else:
                parts.append(self.getatom())
            self.gotonext()
        if self._here() == '@':
            self.pos += 1
            self.gotonext()
            domain = self.getdomain()
            if self._strict_domains and not domain:
                return ''
            parts += '@', domain
        return ''.join(parts)

    def getdomain(self):
        """A domain: atoms and dots, or literals in brackets."""
        parts = []
        while self.pos < len(self.field):
            char = self._here()
            if char == '(':
                self.commentlist.append(self.getcomment())
            elif char == '[':
                parts.append(self.getdomainliteral())
            elif char == '@' and self._strict_domains:
                return ''
            elif char in self.LWS or char == '.':
                parts.append(char.strip())
                self.pos += 1
            elif char in self.atomends:
                break
            else:
                parts.append(self.getatom())
        return ''.join(parts)

    def getdelimited(self, beginchar, endchars, allowcomments=True):
        """What is between two delimiters, without backslashes that quote; '' if it does not begin here."""
        if self._here() != beginchar:
            return ''
        self.pos += 1
        parts, quoted = [], False
        while self.pos < len(self.field):
            char = self._here()
            if quoted:
                parts.append(char)
                quoted = False
            elif char in endchars:
                self.pos += 1
                break
            elif allowcomments and char == '(':
                parts.append(self.getcomment())
                continue
            elif char == '\\':
                quoted = True
            else:
                parts.append(char)
            self.pos += 1
        return ''.join(parts)

    def getquote(self):
        """A string in double quotes."""
        return self.getdelimited('"', '"\r', False)

    def getcomment(self):
        """A comment in parentheses, with comments inside."""
        return self.getdelimited('(', ')\r', True)

    def getdomainliteral(self):
        """A literal in brackets, with the brackets."""
        return '[%s]' % self.getdelimited('[', ']\r', False)

    def getatom(self, atomends=None):
        """What goes up to a special character or a space."""
        ends, start = atomends or self.atomends, self.pos
        while self.pos < len(self.field) and self.field[self.pos] not in ends:
            self.pos += 1
        return self.field[start:self.pos]

    def getphraselist(self):
        """Words and quoted strings in a row."""
        words = []
        while self.pos < len(self.field):
            char = self._here()
            if char in self.LWS + self.CR:
                self.pos += 1
            elif char == '"':
                words.append(self.getquote())
            elif char == '(':
                self.commentlist.append(self.getcomment())
            elif char in self.phraseends:
                break
            else:
                words.append(self.getatom(self.phraseends))
        return words


class AddressSet:
    """Lists of addresses with the operations of sets; subclasses have an AddressParser too."""

    def __add__(self, other):
        return self._sum(self, other)

    def _sum(self, mine, other):
        made = self.__class__(None)
        made.addresslist = mine.addresslist + [each for each in other.addresslist if each not in mine.addresslist]
        return made

    def __iadd__(self, other):
        for each in other.addresslist:
            if each not in self.addresslist:
                self.addresslist.append(each)
        return self

    def __sub__(self, other):
        made = self.__class__(None)
        made.addresslist = [each for each in self.addresslist if each not in other.addresslist]
        return made

    def __isub__(self, other):
        for each in other.addresslist:
            if each in self.addresslist:
                self.addresslist.remove(each)
        return self

    def __len__(self):
        return len(self.addresslist)

    def __getitem__(self, index):
        return self.addresslist[index]


# -- dates

MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()
LONG_MONTHS = ('january february march april may june july august september october november december').split()
DAYS = 'mon tue wed thu fri sat sun'.split()

# Hours and minutes east of Greenwich, as a number of four digits.
ZONES = {'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600,
         'CDT': -500, 'MST': -700, 'MDT': -600, 'PST': -800, 'PDT': -700}


def parse_date(text, day_ends=',', centuries=True, summer=-1):
    """The ten values of parsedate_tz(), the last in seconds or None; None for what is no date.

    Years of two digits are of a century if `centuries` is true; `summer` is the value for what is not told."""
    words = (text or '').split()
    if not words:
        return None
    # a day of the week in front is of no interest
    if words[0][-1] in day_ends or words[0].lower() in DAYS:
        del words[0]
    else:
        words[0] = words[0].rpartition(',')[2]
    if len(words) == 3 and words[0].count('-') == 2:        # 06-Nov-94 12:00:00 GMT
        words[:1] = words[0].split('-')
    if len(words) == 4:
        time, plus, zone = words[3].partition('+')
        words[3:] = [time, zone] if plus and time else [words[3], '']
    if len(words) < 5:
        return None
    day, month, year, time, zone = words[:5]
    if month.lower() not in MONTHS and month.lower() not in LONG_MONTHS:
        day, month = month, day
    month = month.lower()
    if month not in MONTHS and month not in LONG_MONTHS:
        return None
    month = (MONTHS if month in MONTHS else LONG_MONTHS).index(month) + 1
    # the other parts are found in various orders
    if year.find(':') > 0:
        year, time = time, year
    day, year = day[:-1] if day[-1] == ',' else day, year[:-1] if year[-1] == ',' else year
    if not year[:1].isdigit():
        year, zone = zone, year
    if time[-1:] == ',':
        time = time[:-1]
    clock = time.split(':')
    if len(clock) not in (2, 3):
        return None
    try:
        year, day = int(year), int(day)
        hour, minute, second = [int(part) for part in (clock + ['0'])[:3]]
    except ValueError:
        return None
    if centuries and year < 100:
        year += 1900 if year > 68 else 2000
    zone = zone.upper()
    offset = ZONES.get(zone)
    if offset is None:
        try:
            offset = int(zone)
        except ValueError:
            pass
    if offset:
        hours, minutes = divmod(abs(offset), 100)
        offset = (3600 * hours + 60 * minutes) * (1 if offset > 0 else -1)
    return year, month, day, hour, minute, second, 0, 1, summer, offset


def plain_date(values):
    """What time.mktime() takes of the values of parse_date()."""
    return values[:9] if isinstance(values, tuple) else values


def seconds_of(values):
    """Seconds since the epoch; without a zone, the time is local."""
    if values[9] is None:
        return _time.mktime(values[:8] + (-1,))
    return _calendar.timegm(values) - values[9]
