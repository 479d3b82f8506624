"""Reading of times from text, the other way round than time.strftime: what time.strptime and datetime.strptime call."""

import time
from datetime import date as datetime_date
from re import IGNORECASE, compile as re_compile, escape as re_escape
try:
    import locale
except ImportError:
    locale = None
try:
    from thread import allocate_lock as _thread_allocate_lock
except ImportError:
    from dummy_thread import allocate_lock as _thread_allocate_lock

__all__ = []


def _getlang():
    """The locale of times, by which what was prepared is known to be out of date."""
    return locale.getlocale(locale.LC_TIME) if locale is not None else None


def _sample(year, month, day, hour=0):
    """A time tuple."""
    day_of = datetime_date(year, month, day)
    return time.struct_time((year, month, day, hour, 44, 55, day_of.weekday(), day_of.timetuple().tm_yday, 0))


class LocaleTime(object):
    """The words and the formats of the locale, in lower case.

    a_weekday, f_weekday: days of the week from Monday on, short and long.
    a_month, f_month: months, short and long; the first entry is empty.
    am_pm: the two halves of the day.
    LC_date_time, LC_date, LC_time: what %c, %x and %X stand for, in format codes.
    timezone: (names of UTC and of standard time, names of summer time).
    lang: the locale.
    """

    def __init__(self):
        self.lang = _getlang()
        days = [_sample(1999, 3, day) for day in range(1, 8)]
        self.a_weekday = [time.strftime('%a', day).lower() for day in days]
        self.f_weekday = [time.strftime('%A', day).lower() for day in days]
        months = [_sample(1999, month, 17) for month in range(1, 13)]
        self.a_month = [''] + [time.strftime('%b', month).lower() for month in months]
        self.f_month = [''] + [time.strftime('%B', month).lower() for month in months]
        self.am_pm = [time.strftime('%p', _sample(1999, 3, 17, hour)).lower() for hour in (1, 22)]
        self._zones()
        self.LC_date_time, self.LC_date, self.LC_time = [self._codes(code) for code in ('%c', '%x', '%X')]
        if _getlang() != self.lang:
            raise ValueError('locale changed during initialization')
        if time.tzname != self.tzname or time.daylight != self.daylight:
            raise ValueError('timezone changed during initialization')

    def _zones(self):
        try:
            time.tzset()
        except AttributeError:
            pass
        self.tzname, self.daylight = time.tzname, time.daylight
        standard = frozenset(['utc', 'gmt', self.tzname[0].lower()])
        summer = frozenset([self.tzname[1].lower()]) if self.daylight else frozenset()
        self.timezone = (standard, summer)

    def _codes(self, code):
        """A format of the locale in codes: a known time is written in it, and its parts are told apart."""
        text = time.strftime(code, _sample(1999, 3, 17, 22)).lower()
        parts = [('%', '%%'), (self.f_weekday[2], '%A'), (self.f_month[3], '%B'), (self.a_weekday[2], '%a'),
                 (self.a_month[3], '%b'), (self.am_pm[1], '%p'), ('1999', '%Y'), ('99', '%y'), ('22', '%H'),
                 ('44', '%M'), ('55', '%S'), ('76', '%j'), ('17', '%d'), ('03', '%m'), ('3', '%m'), ('2', '%w'),
                 ('10', '%I')]
        parts.extend((zone, '%Z') for zones in self.timezone for zone in zones)
        for old, new in parts:
            if old:
                text = text.replace(old, new)
        # The week of the year: a day in the first week tells whether it begins with Sunday or Monday.
        first = time.strftime(code, time.struct_time((1999, 1, 3, 1, 1, 1, 6, 3, 0)))
        return text.replace('11', '%W' if '00' in first else '%U')


class TimeRE(dict):
    """Patterns of the codes, by their letters, and patterns of whole formats."""

    def __init__(self, locale_time=None):
        words = self.locale_time = locale_time or LocaleTime()
        super(TimeRE, self).__init__({
            'd': r'(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])',
            'f': r'(?P<f>[0-9]{1,6})',
            'H': r'(?P<H>2[0-3]|[01]\d|\d)',
            'I': r'(?P<I>1[0-2]|0[1-9]|[1-9])',
            'j': r'(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
            'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
            'M': r'(?P<M>[0-5]\d|\d)',
            'S': r'(?P<S>6[01]|[0-5]\d|\d)',
            'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
            'W': r'(?P<W>5[0-3]|[0-4]\d|\d)',
            'w': r'(?P<w>[0-6])',
            'y': r'(?P<y>\d\d)',
            'Y': r'(?P<Y>\d\d\d\d)',
            'A': self.__seqToRE(words.f_weekday, 'A'),
            'a': self.__seqToRE(words.a_weekday, 'a'),
            'B': self.__seqToRE(words.f_month[1:], 'B'),
            'b': self.__seqToRE(words.a_month[1:], 'b'),
            'p': self.__seqToRE(words.am_pm, 'p'),
            'Z': self.__seqToRE([zone for zones in words.timezone for zone in zones], 'Z'),
            '%': '%',
        })
        self['c'] = self.pattern(words.LC_date_time)
        self['x'] = self.pattern(words.LC_date)
        self['X'] = self.pattern(words.LC_time)

    def __seqToRE(self, words, code):
        """A group that matches one of the words, the longest first; nothing where all are empty."""
        words = sorted(words, key=len, reverse=True)
        if not any(words):
            return ''
        return '(?P<%s>%s)' % (code, '|'.join(map(re_escape, words)))

    def pattern(self, format):
        """The pattern of a format. Runs of white space match any white space."""
        out = []
        at = 0
        while at < len(format):
            char = format[at]
            at += 1
            if char == '%':
                # What is missing is told by the caller.
                out.append(self[format[at]])
                at += 1
            elif char.isspace():
                while at < len(format) and format[at].isspace():
                    at += 1
                out.append(r'\s+')
            elif char in r'\.^$*+?(){}[]|':
                out.append('\\' + char)
            else:
                out.append(char)
        return ''.join(out)

    def compile(self, format):
        """The compiled pattern of a format."""
        return re_compile(self.pattern(format), IGNORECASE)


_cache_lock = _thread_allocate_lock()
# Both are made anew when the locale or the zone has changed.
_TimeRE_cache = TimeRE()
_CACHE_MAX_SIZE = 5
_regex_cache = {}


def _calc_julian_from_U_or_W(year, week_of_year, day_of_week, week_starts_Mon):
    """The day of the year of a day of a week; weeks begin with Monday or with Sunday, week 0 is before the first."""
    first_weekday = datetime_date(year, 1, 1).weekday()
    if not week_starts_Mon:
        first_weekday = (first_weekday + 1) % 7
        day_of_week = (day_of_week + 1) % 7
    # The days of week 0: none where the year begins with the first day of a week.
    before = (7 - first_weekday) % 7
    if week_of_year == 0:
        return 1 + day_of_week - first_weekday
    return 1 + before + 7 * (week_of_year - 1) + day_of_week


def _matcher(format):
    """The words in force and the compiled pattern of a format, from the caches where they are there."""
    global _TimeRE_cache, _regex_cache
    with _cache_lock:
        words = _TimeRE_cache.locale_time
        if _getlang() != words.lang or time.tzname != words.tzname or time.daylight != words.daylight:
            _TimeRE_cache = TimeRE()
            _regex_cache.clear()
            words = _TimeRE_cache.locale_time
        if len(_regex_cache) > _CACHE_MAX_SIZE:
            _regex_cache.clear()
        found = _regex_cache.get(format)
        if not found:
            try:
                found = _TimeRE_cache.compile(format)
            except KeyError as error:
                bad = error.args[0]
                # A format that a backslash ends.
                if bad == '\\':
                    bad = '%'
                raise ValueError("'%s' is a bad directive in format '%s'" % (bad, format))
            except IndexError:
                raise ValueError("stray %% in format '%s'" % format)
            _regex_cache[format] = found
        return words, found


def _zone(words, name):
    """Whether it is summer time by the name of the zone: 0, 1, or -1 where the name is of both or of none."""
    for value, zones in enumerate(words.timezone):
        if name in zones:
            # A zone whose summer time has the same name leaves it open.
            if time.tzname[0] == time.tzname[1] and time.daylight and name not in ('utc', 'gmt'):
                return -1
            return value
    return -1


def _strptime(data_string, format='%a %b %d %H:%M:%S %Y'):
    """The time tuple of a text in a format, and its microseconds; ValueError."""
    words, matcher = _matcher(format)
    found = matcher.match(data_string)
    if not found:
        raise ValueError('time data %r does not match format %r' % (data_string, format))
    if len(data_string) != found.end():
        raise ValueError('unconverted data remains: %s' % data_string[found.end():])
    group = found.groupdict()
    number = lambda code, default: int(group[code]) if code in group else default
    year = number('Y', None)
    # Where two codes tell the same, the more exact one counts.
    if year is None and 'y' in group:
        # Open Group: 69 to 99 are of the twentieth century.
        year = int(group['y'])
        year += 2000 if year <= 68 else 1900
    month = number('m', 1)
    if 'm' in group:
        pass
    elif 'B' in group:
        month = words.f_month.index(group['B'].lower())
    elif 'b' in group:
        month = words.a_month.index(group['b'].lower())
    day, hour = number('d', 1), number('H', 0)
    if 'I' in group and 'H' not in group:
        hour = int(group['I']) % 12
        if group.get('p', '').lower() == words.am_pm[1] and words.am_pm[1]:
            hour += 12
    minute, second = number('M', 0), number('S', 0)
    fraction = int(group['f'].ljust(6, '0')) if 'f' in group else 0
    weekday = -1
    if 'A' in group:
        weekday = words.f_weekday.index(group['A'].lower())
    elif 'a' in group:
        weekday = words.a_weekday.index(group['a'].lower())
    elif 'w' in group:
        weekday = (int(group['w']) - 1) % 7
    julian = number('j', None)
    summer = _zone(words, group['Z'].lower()) if 'Z' in group else -1
    # The 29th of February without a year is one of a leap year.
    leap_year_fix = year is None and month == 2 and day == 29
    if year is None:
        year = 1904 if leap_year_fix else 1900
    if julian is None and weekday != -1 and ('U' in group or 'W' in group):
        week_starts_Mon = 'W' in group
        week = int(group['W' if week_starts_Mon else 'U'])
        julian = _calc_julian_from_U_or_W(year, week, weekday, week_starts_Mon)
        if julian <= 0:
            year -= 1
            julian += datetime_date(year, 12, 31).timetuple().tm_yday
    if julian is None:
        julian = datetime_date(year, month, day).toordinal() - datetime_date(year, 1, 1).toordinal() + 1
    else:
        day_of = datetime_date.fromordinal(julian - 1 + datetime_date(year, 1, 1).toordinal())
        year, month, day = day_of.year, day_of.month, day_of.day
    if weekday == -1:
        weekday = datetime_date(year, month, day).weekday()
    if leap_year_fix:
        year = 1900
    return time.struct_time((year, month, day, hour, minute, second, weekday, julian, summer)), fraction


def _strptime_time(data_string, format='%a %b %d %H:%M:%S %Y'):
    """As time.strptime."""
    return _strptime(data_string, format)[0]
