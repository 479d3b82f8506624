"""Comma-separated values and their like (library reference 13.1, PEP 305)."""

import re
from _csv import (Dialect as _Dialect, Error, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, __doc__,
                  __version__, field_size_limit, get_dialect, list_dialects, reader, register_dialect,
                  unregister_dialect, writer)

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel",
           "excel_tab", "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects",
           "Sniffer", "unregister_dialect", "__version__", "DictReader", "DictWriter"]


class Dialect:
    """What a format looks like; subclasses set the attributes, making one looks at them."""

    _name, _valid = "", False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as problem:
            raise Error(str(problem))


class excel(Dialect):
    """What Excel writes."""
    lineterminator, delimiter, quotechar = '\r\n', ',', '"'
    quoting, doublequote, skipinitialspace = QUOTE_MINIMAL, True, False


class excel_tab(excel):
    """What Excel writes with tabs."""
    delimiter = '\t'


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)


class DictReader:
    """Reads rows as dicts: by fieldnames, or by the first row.

    What a row has too much is a list under `restkey`; what it lacks is `restval`.
    """

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.restkey, self.restval = restkey, restval
        self.dialect, self.line_num = dialect, 0
        self._fieldnames = fieldnames

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
            self.line_num = self.reader.line_num
        return self._fieldnames

    # Also for assignments to instances of this old-style class, where the property is not asked.
    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __iter__(self):
        return self

    def next(self):
        if self.line_num == 0:
            self.fieldnames     # reads the first row
        row = []
        while not row:
            row = self.reader.next()    # empty lines are no rows
        self.line_num = self.reader.line_num
        names = self.fieldnames
        found = dict(zip(names, row))
        for name in names[len(row):]:
            found[name] = self.restval
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        return found


class DictWriter:
    """Writes dicts as rows: the values of fieldnames, in their order.

    A key that is missing is written as `restval`; one that is no field raises ValueError, or is left out with
    extrasaction='ignore'.
    """

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write a row with the names."""
        self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [name for name in rowdict if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Write a row."""
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        """Write several rows."""
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


try:
    complex
except NameError:
    complex = float


class Sniffer:
    """Guesses what a format looks like."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']     # where several delimiters are as likely

    def sniff(self, sample, delimiters=None):
        """A Dialect for a sample; only `delimiters` are taken into account, if given."""
        quotechar, doublequote, delimiter, skip = self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._guess_delimiter(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = '\r\n'
            quoting = QUOTE_MINIMAL

        dialect.delimiter, dialect.skipinitialspace = delimiter, skip
        dialect.doublequote, dialect.quotechar = doublequote, quotechar or '"'
        return dialect

    # a quoted text between delimiters, behind one, before one, or alone in a line
    _quoted = [re.compile(pattern, re.DOTALL | re.MULTILINE) for pattern in (
        r'(?P<delim>[^\w\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?P=delim)',
        r'(?:^|\n)(?P<quote>["\']).*?(?P=quote)(?P<delim>[^\w\n"\'])(?P<space> ?)',
        r'(?P<delim>[^\w\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?:$|\n)',
        r'(?:^|\n)(?P<quote>["\']).*?(?P=quote)(?:$|\n)')]

    def _guess_quote_and_delimiter(self, data, delimiters):
        # (quote, whether it is doubled, delimiter, whether blanks follow), from texts in quotes; empty where unknown
        for pattern in self._quoted:
            matches = list(pattern.finditer(data))
            if matches:
                break
        else:
            return '', False, None, 0

        def most(counts):
            best = None
            for key in counts:
                if best is None or counts[key] > counts[best]:
                    best = key
            return best

        quotes, delims, spaces = {}, {}, 0
        for match in matches:
            found = match.groupdict()
            if found['quote']:
                quotes[found['quote']] = quotes.get(found['quote'], 0) + 1
            delim = found.get('delim')
            if delim and (delimiters is None or delim in delimiters):
                delims[delim] = delims.get(delim, 0) + 1
            if found.get('space'):
                spaces += 1
        quote, delim, skip = most(quotes), '', 0
        if delims:
            delim = most(delims)
            skip = delims[delim] == spaces
            if delim == '\n':
                delim = ''      # lines of one text each
        # a quote between quotes that stand next to a delimiter or a line's end
        ends = re.escape(delim)
        doubled = re.search(r'((%(d)s)|^)\W*%(q)s[^%(d)s\n]*%(q)s[^%(d)s\n]*%(q)s\W*((%(d)s)|$)'
                            % {'d': ends, 'q': quote}, data, re.MULTILINE)
        return quote, bool(doubled), delim, skip

    def _guess_delimiter(self, data, delimiters):
        # (delimiter, whether blanks follow): the character that is as often in most lines
        lines = filter(None, data.split('\n'))
        ascii = [chr(code) for code in range(127)]
        counts = dict((char, {}) for char in ascii)     # character -> how often in a line -> in how many lines
        size, start, delims = min(10, len(lines)), 0, {}
        seen = 0
        while start < len(lines):
            for line in lines[start:start + size]:
                seen += 1
                for char in ascii:
                    often = line.count(char)
                    counts[char][often] = counts[char].get(often, 0) + 1
            # the most common frequency, less the lines where it is another
            modes = {}
            for char in ascii:
                items = counts[char].items()
                if len(items) == 1 and items[0][0] == 0:
                    continue
                if len(items) > 1:
                    mode = max(items, key=lambda item: item[1])
                    modes[char] = mode[0], mode[1] - sum(item[1] for item in items if item != mode)
                elif items:
                    modes[char] = items[0]
            consistency = 1.0
            while not delims and consistency >= 0.9:
                for char, (often, times) in modes.items():
                    if often > 0 and times > 0 and times / float(seen) >= consistency \
                            and (delimiters is None or char in delimiters):
                        delims[char] = often, times
                consistency -= 0.01
            if len(delims) == 1:
                break
            start += size
        if not delims:
            return '', 0
        if len(delims) == 1:
            found = delims.keys()[0]
        else:
            preferred = [char for char in self.preferred if char in delims]
            # of others, the most frequent one
            found = preferred[0] if preferred else max((value, char) for char, value in delims.items())[1]
        return found, lines[0].count(found) == lines[0].count(found + ' ')

    def has_header(self, sample):
        """Whether the first row seems to be names: of other types or lengths than what is below them."""
        rows = reader(StringIO(sample), self.sniff(sample))
        header = rows.next()
        kinds = dict.fromkeys(range(len(header)))       # column -> type or length, while they agree
        for number, row in enumerate(rows):
            if number > 20:
                break
            if len(row) != len(header):
                continue
            for column in kinds.keys():
                kind = self._kind(row[column])
                if kind != kinds[column]:
                    if kinds[column] is None:
                        kinds[column] = kind
                    else:
                        del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
                continue
            try:
                kind(header[column])
            except (ValueError, TypeError):
                votes += 1
            else:
                votes -= 1
        return votes > 0

    def _kind(self, text):
        # a type that takes the text, else its length
        for kind in int, long, float, complex:
            try:
                kind(text)
            except (ValueError, OverflowError):
                continue
            return int if kind is long else kind
        return len(text)
