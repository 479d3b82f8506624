"""Calendars (library reference 8.2), of the Gregorian sort for all times.

Weeks begin with Monday, which is 0, unless told otherwise.
"""

import datetime
import sys
import locale as _locale

__all__ = ["IllegalMonthError", "IllegalWeekdayError", "setfirstweekday", "firstweekday", "isleap", "leapdays",
           "weekday", "monthrange", "monthcalendar", "prmonth", "month", "prcal", "calendar", "timegm", "month_name",
           "month_abbr", "day_name", "day_abbr", "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar",
           "LocaleHTMLCalendar", "weekheader"]

error = ValueError

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
EPOCH = 1970
_EPOCH_ORD = datetime.date(EPOCH, 1, 1).toordinal()


class IllegalMonthError(ValueError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return "bad month number %r; must be 1-12" % self.month


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % self.weekday


class _Names:
    # names in the locale of the moment when they are asked for, by a format of strftime

    def __init__(self, format, dates, first=None):
        self.format, self.first = format, first
        self.dates = dates

    def _name(self, date):
        return date.strftime(self.format) if date is not None else self.first

    def __getitem__(self, i):
        found = self.dates[i]
        return map(self._name, found) if isinstance(i, slice) else self._name(found)

    def __len__(self):
        return len(self.dates)


_days = [datetime.date(2001, 1, day) for day in range(1, 8)]                # 2001 began with a Monday
_months = [None] + [datetime.date(2001, month, 1) for month in range(1, 13)]
day_name, day_abbr = _Names('%A', _days), _Names('%a', _days)
month_name, month_abbr = _Names('%B', _months, ""), _Names('%b', _months, "")


def isleap(year):
    """Whether a year is a leap year."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """The number of leap years from y1 up to, and without, y2."""
    def before(year):
        year -= 1
        return year // 4 - year // 100 + year // 400
    return before(y2) - before(y1)


def weekday(year, month, day):
    """The weekday of a date."""
    return datetime.date(year, month, day).weekday()


def monthrange(year, month):
    """(weekday of the first day of a month, number of its days)"""
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), mdays[month] + (month == February and isleap(year))


class Calendar(object):
    """Calendar(firstweekday=0): the days of months and years, in weeks."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The weekdays of a week, beginning with the first."""
        for number in range(7):
            yield (self.firstweekday + number) % 7

    def itermonthdates(self, year, month):
        """The dates of a month's weeks, with those of the neighbouring months that belong to them."""
        first = datetime.date(year, month, 1)
        ordinal = first.toordinal() - (first.weekday() - self.firstweekday) % 7
        while True:
            try:
                date = datetime.date.fromordinal(ordinal)
            except (ValueError, OverflowError):
                return      # beyond the last year there is
            if date.month != month and date > first and date.weekday() == self.firstweekday:
                return
            yield date
            ordinal += 1

    def itermonthdays(self, year, month):
        """The days' numbers, 0 for those of other months."""
        for day, _ in self.itermonthdays2(year, month):
            yield day

    def itermonthdays2(self, year, month):
        """(number, weekday) of the days, with 0 for those of other months."""
        first, count = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        total = before + count + (-before - count) % 7
        for at in range(total):
            day = at - before + 1
            yield day if 1 <= day <= count else 0, (self.firstweekday + at) % 7

    def _weeks(self, days):
        days = list(days)
        return [days[at:at + 7] for at in range(0, len(days), 7)]

    def monthdatescalendar(self, year, month):
        """A month's weeks, as lists of dates."""
        return self._weeks(self.itermonthdates(year, month))

    def monthdays2calendar(self, year, month):
        """A month's weeks, as lists of (number, weekday)."""
        return self._weeks(self.itermonthdays2(year, month))

    def monthdayscalendar(self, year, month):
        """A month's weeks, as lists of numbers."""
        return self._weeks(self.itermonthdays(year, month))

    def _rows(self, weeks_of, year, width):
        months = [weeks_of(year, month) for month in range(January, January + 12)]
        return [months[at:at + width] for at in range(0, 12, width)]

    def yeardatescalendar(self, year, width=3):
        """A year's months in rows of so many, each as monthdatescalendar() has it."""
        return self._rows(self.monthdatescalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        """A year's months in rows of so many, each as monthdays2calendar() has it."""
        return self._rows(self.monthdays2calendar, year, width)

    def yeardayscalendar(self, year, width=3):
        """A year's months in rows of so many, each as monthdayscalendar() has it."""
        return self._rows(self.monthdayscalendar, year, width)


class TextCalendar(Calendar):
    """Calendars as plain text: w is the width of a day, l the number of lines of a week, c the gap between months."""

    def prweek(self, theweek, width):
        """Print a week."""
        print self.formatweek(theweek, width),

    def formatday(self, day, weekday, width):
        return ('%2i' % day if day else '').center(width)

    def formatweek(self, theweek, width):
        return ' '.join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day, width):
        return (day_name if width >= 9 else day_abbr)[day][:width].center(width)

    def formatweekheader(self, width):
        return ' '.join(self.formatweekday(day, width) for day in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        return ("%s %r" % (name, theyear) if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print self.formatmonth(theyear, themonth, w, l),

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month as text."""
        w, l = max(2, w), max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1), self.formatweekheader(w)]
        lines.extend(self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth))
        return ''.join(line.rstrip() + '\n' * l for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year as text, with m months beside each other."""
        w, l, c = max(2, w), max(1, l), max(2, c)
        width = (w + 1) * 7 - 1
        ends = '\n' * l
        text = repr(theyear).center(width * m + c * (m - 1)).rstrip() + ends
        for number, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * number + 1, min(m * (number + 1) + 1, 13))
            names = [self.formatmonthname(theyear, month, width, False) for month in months]
            heads = [self.formatweekheader(w) for _ in months]
            text += ends + formatstring(names, width, c).rstrip() + ends + formatstring(heads, width, c).rstrip() + ends
            for week in range(max(map(len, row))):
                weeks = [self.formatweek(weeks[week], w) if week < len(weeks) else '' for weeks in row]
                text += formatstring(weeks, width, c).rstrip() + ends
        return text

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print self.formatyear(theyear, w, l, c, m)


class HTMLCalendar(Calendar):
    """Calendars as HTML."""

    cssclasses = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    def formatday(self, day, weekday):
        if day == 0:
            return '<td class="noday">&nbsp;</td>'
        return '<td class="%s">%d</td>' % (self.cssclasses[weekday], day)

    def formatweek(self, theweek):
        return '<tr>%s</tr>' % ''.join(self.formatday(*day) for day in theweek)

    def formatweekday(self, day):
        return '<th class="%s">%s</th>' % (self.cssclasses[day], day_abbr[day])

    def formatweekheader(self):
        return '<tr>%s</tr>' % ''.join(map(self.formatweekday, self.iterweekdays()))

    def formatmonthname(self, theyear, themonth, withyear=True):
        year = ' %s' % theyear if withyear else ''
        return '<tr><th colspan="7" class="month">%s%s</th></tr>' % (month_name[themonth], year)

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month as a table."""
        rows = [self.formatmonthname(theyear, themonth, withyear), self.formatweekheader()]
        rows.extend(map(self.formatweek, self.monthdays2calendar(theyear, themonth)))
        return '\n'.join(['<table border="0" cellpadding="0" cellspacing="0" class="month">'] + rows + ['</table>', ''])

    def formatyear(self, theyear, width=3):
        """A year as a table of tables."""
        width = max(width, 1)
        rows = ['<table border="0" cellpadding="0" cellspacing="0" class="year">',
                '\n<tr><th colspan="%d" class="year">%s</th></tr>' % (width, theyear)]
        for start in range(January, January + 12, width):
            months = [self.formatmonth(theyear, month, withyear=False) for month in range(start, min(start + width, 13))]
            rows.append('<tr>%s</tr>' % ''.join('<td>%s</td>' % month for month in months))
        return ''.join(rows) + '</table>'

    def formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None):
        """A year as a page of its own."""
        if encoding is None:
            encoding = sys.getdefaultencoding()
        style = '<link rel="stylesheet" type="text/css" href="%s" />\n' % css if css is not None else ''
        page = ('<?xml version="1.0" encoding="%s"?>\n'
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
                '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=%s" />\n%s'
                '<title>Calendar for %d</title>\n</head>\n<body>\n%s</body>\n</html>\n')
        return (page % (encoding, encoding, style, theyear, self.formatyear(theyear, width))).encode(encoding,
                                                                                                     "xmlcharrefreplace")


class TimeEncoding:
    """For the with statement: another locale for times; gives the encoding of its names."""

    def __init__(self, locale):
        self.locale = locale

    def __enter__(self):
        self.oldlocale = _locale.getlocale(_locale.LC_TIME)
        _locale.setlocale(_locale.LC_TIME, self.locale)
        return _locale.getlocale(_locale.LC_TIME)[1]

    def __exit__(self, *args):
        _locale.setlocale(_locale.LC_TIME, self.oldlocale)


def _localised(name, encoding):
    return name if encoding is None else name.decode(encoding)


class LocaleTextCalendar(TextCalendar):
    """LocaleTextCalendar(firstweekday=0, locale=None): a TextCalendar with the names of a locale."""

    def __init__(self, firstweekday=0, locale=None):
        TextCalendar.__init__(self, firstweekday)
        self.locale = _locale.getdefaultlocale() if locale is None else locale

    def formatweekday(self, day, width):
        with TimeEncoding(self.locale) as encoding:
            return _localised((day_name if width >= 9 else day_abbr)[day], encoding)[:width].center(width)

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        with TimeEncoding(self.locale) as encoding:
            name = _localised(month_name[themonth], encoding)
            return ("%s %r" % (name, theyear) if withyear else name).center(width)


class LocaleHTMLCalendar(HTMLCalendar):
    """LocaleHTMLCalendar(firstweekday=0, locale=None): an HTMLCalendar with the names of a locale."""

    def __init__(self, firstweekday=0, locale=None):
        HTMLCalendar.__init__(self, firstweekday)
        self.locale = _locale.getdefaultlocale() if locale is None else locale

    def formatweekday(self, day):
        with TimeEncoding(self.locale) as encoding:
            return '<th class="%s">%s</th>' % (self.cssclasses[day], _localised(day_abbr[day], encoding))

    def formatmonthname(self, theyear, themonth, withyear=True):
        with TimeEncoding(self.locale) as encoding:
            name = _localised(month_name[themonth], encoding)
            return '<tr><th colspan="7" class="month">%s</th></tr>' % ('%s %s' % (name, theyear) if withyear else name)


# -- the functions that most programs use

c = TextCalendar()

firstweekday = c.getfirstweekday
monthcalendar = c.monthdayscalendar
prweek, week, weekheader = c.prweek, c.formatweek, c.formatweekheader
prmonth, month = c.prmonth, c.formatmonth
calendar, prcal = c.formatyear, c.pryear


def setfirstweekday(firstweekday):
    """Have weeks begin with another day."""
    if not hasattr(firstweekday, '__index__') or not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


_colwidth, _spacing = 7 * 3 - 1, 6


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print strings in columns."""
    print formatstring(cols, colwidth, spacing)


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Strings in columns."""
    return (' ' * spacing).join(text.center(colwidth) for text in cols)


def timegm(tuple):
    """The seconds since 1970 of a time tuple in UTC: the inverse of time.gmtime()."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_ORD + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def main(args):
    """The command: python -m calendar [options] [year [month]]"""
    import optparse
    parser = optparse.OptionParser(usage="usage: %prog [options] [year [month]]")
    for short, name, kind, default, text in (
            ("-w", "width", "int", 2, "width of a day (2; text only)"),
            ("-l", "lines", "int", 1, "lines of a week (1; text only)"),
            ("-s", "spacing", "int", 6, "blanks between months (6; text only)"),
            ("-m", "months", "int", 3, "months in a row (3; text only)"),
            ("-c", "css", "string", "calendar.css", "style sheet of the page (HTML only)"),
            ("-L", "locale", "string", None, "locale of the names"),
            ("-e", "encoding", "string", None, "encoding of the output")):
        parser.add_option(short, "--" + name, dest=name, type=kind, default=default, help=text)
    parser.add_option("-t", "--type", dest="type", default="text", choices=("text", "html"), help="text or html")
    options, places = parser.parse_args(args)
    if options.locale and not options.encoding:
        parser.error("if --locale is specified --encoding is required")
        sys.exit(1)
    locale = options.locale, options.encoding
    if len(places) > 1 + (options.type == "html") and options.type == "html" or len(places) > 3:
        parser.error("incorrect number of arguments")
        sys.exit(1)
    year = int(places[1]) if len(places) > 1 else datetime.date.today().year
    if options.type == "html":
        shown = LocaleHTMLCalendar(locale=locale) if options.locale else HTMLCalendar()
        print shown.formatyearpage(year, css=options.css, encoding=options.encoding or sys.getdefaultencoding())
        return
    shown = LocaleTextCalendar(locale=locale) if options.locale else TextCalendar()
    layout = dict(w=options.width, l=options.lines)
    if len(places) == 3:
        text = shown.formatmonth(year, int(places[2]), **layout)
    else:
        text = shown.formatyear(year, c=options.spacing, m=options.months, **layout)
    print text.encode(options.encoding) if options.encoding else text


if __name__ == "__main__":
    main(sys.argv)
