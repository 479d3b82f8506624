"""Reading and writing comma-separated values; see the module csv."""

import re

__version__ = '1.0'

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}
_limit = 128 * 1024


class Error(Exception):
    pass


def _char(name, value, may_miss=True):
    if value is None and may_miss:
        return None
    if value is not None and not isinstance(value, str):
        raise TypeError('"%s" must be string, not %s' % (name, type(value).__name__))
    if value is None or len(value) > 1 or not value and not may_miss:
        raise TypeError('"%s" must be an 1-character string' % name)
    return value or None


class _Readonly(object):
    # a value that programs may look at

    def __init__(self, name, owner, problem=None):
        self.slot, self.problem = '_' + name, problem or AttributeError(
            "attribute '%s' of '_csv.%s' objects is not writable" % (name, owner))

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.slot)

    def __set__(self, instance, value):
        raise self.problem

    def __delete__(self, instance):
        raise self.problem


_NAMES = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace',
          'strict')


class Dialect(object):
    """Dialect(dialect=None, **options): what a format looks like, after the options have been looked at."""

    __slots__ = ['_' + name for name in _NAMES] + ['_in_field', '_in_quotes', '_to_quote']
    __module__ = '_csv'

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in _NAMES:
                raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        if isinstance(dialect, basestring):
            dialect = get_dialect(dialect)
        if type(dialect) is Dialect and not options:
            return dialect
        self = object.__new__(cls)

        def option(name, default):
            if name in options:
                return options[name]
            return getattr(dialect, name, default)

        self._delimiter = _char('delimiter', option('delimiter', ','), False)
        self._doublequote = int(bool(option('doublequote', True)))
        self._escapechar = _char('escapechar', option('escapechar', None))
        self._lineterminator = option('lineterminator', '\r\n')
        missing = object()
        quotechar, quoting = option('quotechar', missing), option('quoting', missing)
        if quotechar is None and quoting is missing:
            quoting = QUOTE_NONE
        self._quotechar = _char('quotechar', '"' if quotechar is missing else quotechar)
        if quoting is missing:
            quoting = QUOTE_MINIMAL
        self._skipinitialspace = int(bool(option('skipinitialspace', False)))
        self._strict = int(bool(option('strict', False)))
        if type(quoting) not in (int, bool):
            raise TypeError('"quoting" must be an integer')
        if self._lineterminator is not None and not isinstance(self._lineterminator, basestring):
            raise TypeError('"lineterminator" must be a string')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        self._quoting = quoting
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if self._lineterminator is None:
            raise TypeError("lineterminator must be set")

        def until(*chars):
            return re.compile('[%s]' % ''.join(map(re.escape, filter(None, chars))))

        self._in_field = until(self._delimiter, self._escapechar, '\r', '\n')
        quote = self._quotechar if quoting != QUOTE_NONE else None
        self._in_quotes = until(quote, self._escapechar) if quote or self._escapechar else None
        self._to_quote = until(self._delimiter, self._escapechar, self._quotechar, *str(self._lineterminator))
        return self

    for _name in _NAMES:
        locals()[_name] = _Readonly(_name, 'Dialect', TypeError('readonly attribute')
                                    if _name in ('delimiter', 'skipinitialspace', 'doublequote', 'strict') else None)
    del _name


def _arguments(args, options):
    if not args:
        raise TypeError(" expected at least 1 arguments, got 0")
    if len(args) > 2:
        raise TypeError(" expected at most 2 arguments, got %d" % len(args))
    return args[0], Dialect(*args[1:], **options)


class _Reader(object):
    """Iterates over the rows of something that iterates over lines."""

    __slots__ = '_lines', '_dialect', '_line_num'
    __module__ = '_csv'

    def __init__(self, lines, dialect):
        self._lines, self._dialect, self._line_num = lines, dialect, 0

    dialect = _Readonly('dialect', 'reader', TypeError('readonly attribute'))
    line_num = _Readonly('line_num', 'reader', TypeError('readonly attribute'))

    def __iter__(self):
        return self

    def next(self):
        dialect = self._dialect
        delimiter, quoting, escape = dialect._delimiter, dialect._quoting, dialect._escapechar
        quote = dialect._quotechar if quoting != QUOTE_NONE else None
        row, pieces = [], []    # the fields so far, and the pieces of the one that is being read
        size = 0
        state, numeric = 'record', False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not size and state != 'quoted':
                    raise
                if dialect._strict:
                    raise Error("unexpected end of data")
                row.append(_field(pieces, numeric))
                return row
            if not isinstance(line, str):
                if not isinstance(line, unicode):
                    raise TypeError("expected string or Unicode object, %s found" % type(line).__name__)
                line = str(line)
            self._line_num += 1
            if '\0' in line:
                raise Error("line contains NUL")
            at, end = 0, len(line)
            # '' is the end of the line here
            while at <= end:
                char = line[at:at + 1]
                at += 1
                if state == 'record' or state == 'start':
                    if not char:
                        if state == 'start':
                            row.append(_field(pieces, numeric))
                        state = 'record'
                        break
                    if char in '\r\n':
                        if state == 'start':
                            row.append(_field(pieces, numeric))
                            pieces, size, numeric = [], 0, False
                        state = 'ended'
                    elif char == quote:
                        state = 'quoted'
                    elif char == escape:
                        state = 'escaped'
                    elif char == ' ' and dialect._skipinitialspace:
                        state = 'start'
                    elif char == delimiter:
                        row.append(_field(pieces, numeric))
                        state = 'start'
                    else:
                        numeric = quoting == QUOTE_NONNUMERIC
                        state = 'field'
                        at -= 1
                elif state == 'field' or state == 'after quote':
                    if state == 'after quote' and char == quote:
                        # a quote that was doubled
                        pieces.append(char)
                        size += 1
                        state = 'quoted'
                    elif not char or char in '\r\n':
                        row.append(_field(pieces, numeric))
                        pieces, size, numeric = [], 0, False
                        state = 'ended' if char else 'record'
                    elif char == delimiter:
                        row.append(_field(pieces, numeric))
                        pieces, size, numeric = [], 0, False
                        state = 'start'
                    elif state == 'after quote' and dialect._strict:
                        raise Error("'%c' expected after '%c'" % (delimiter, quote))
                    elif state == 'field' and char == escape:
                        state = 'escaped'
                    else:
                        start = at - 1
                        found = dialect._in_field.search(line, at if state == 'after quote' else start)
                        at = found.start() if found else end
                        pieces.append(line[start:at])
                        size += at - start
                        state = 'field'
                elif state == 'quoted':
                    if not char:
                        pass
                    elif char == escape:
                        state = 'escaped in quotes'
                    elif char == quote:
                        state = 'after quote' if dialect._doublequote else 'field'
                    else:
                        start = at - 1
                        found = dialect._in_quotes.search(line, start)
                        at = found.start() if found else end
                        pieces.append(line[start:at])
                        size += at - start
                elif state == 'ended':
                    if not char:
                        state = 'record'
                    elif char not in '\r\n':
                        raise Error("new-line character seen in unquoted field - "
                                    "do you need to open the file in universal-newline mode?")
                else:
                    pieces.append(char or '\n')
                    size += 1
                    state = 'field' if state == 'escaped' else 'quoted'
                if size > _limit:
                    raise Error("field larger than field limit (%d)" % _limit)
            if state == 'record':
                return row


def _field(pieces, numeric):
    text = ''.join(pieces)
    del pieces[:]
    return float(text) if numeric else text


class _Writer(object):
    """Writes rows to something with a method write()."""

    __slots__ = '_write', '_dialect'
    __module__ = '_csv'

    def __init__(self, write, dialect):
        self._write, self._dialect = write, dialect

    dialect = _Readonly('dialect', 'writer', TypeError('readonly attribute'))

    def writerow(self, seq):
        """Write a row: a sequence of strings, numbers, and None for nothing."""
        if not hasattr(seq, '__getitem__') or isinstance(seq, dict):
            raise Error("sequence expected")
        dialect = self._dialect
        count = len(seq)
        row = []
        for at in xrange(count):
            value = seq[at]
            quoted = dialect._quoting == QUOTE_ALL or dialect._quoting == QUOTE_NONNUMERIC and not _is_number(value)
            if isinstance(value, str):
                text = value
            elif value is None:
                text = ''
            else:
                text = repr(value) if isinstance(value, float) else str(value)
            row.append(self._shown(text, quoted, count == 1))
        return self._write(dialect._delimiter.join(row) + dialect._lineterminator)

    def _shown(self, text, quoted, alone):
        dialect = self._dialect
        quote, escape = dialect._quotechar, dialect._escapechar
        unquoted = dialect._quoting == QUOTE_NONE
        if not text and alone:
            if unquoted:
                raise Error("single empty field record must be quoted")
            quoted = True
        elif dialect._to_quote.search(text):
            pieces = []
            for char in text:
                if dialect._to_quote.match(char):
                    if unquoted or char == quote and not dialect._doublequote:
                        if not escape:
                            raise Error("need to escape, but no escapechar set")
                        pieces.append(escape)
                    else:
                        quoted = True
                        if char == quote:
                            pieces.append(quote)
                pieces.append(char)
            text = ''.join(pieces)
        return quote + text + quote if quoted and quote else text

    def writerows(self, seqs):
        """Write several rows."""
        try:
            rows = iter(seqs)
        except TypeError:
            raise TypeError("writerows() argument must be iterable")
        for row in rows:
            self.writerow(row)


_Reader.__name__, _Writer.__name__ = 'reader', 'writer'


def _is_number(value):
    return not isinstance(value, basestring) and (hasattr(value, '__int__') or hasattr(value, '__float__'))


def reader(*args, **options):
    """reader(iterable, dialect='excel', **options): iterates over the rows."""
    lines, dialect = _arguments(args, options)
    try:
        lines = iter(lines)
    except TypeError:
        raise TypeError("argument 1 must be an iterator")
    return _Reader(lines, dialect)


def writer(*args, **options):
    """writer(file, dialect='excel', **options): writes rows with writerow() and writerows()."""
    file, dialect = _arguments(args, options)
    write = getattr(file, 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return _Writer(write, dialect)


def register_dialect(name, dialect=None, **options):
    """Give a dialect a name."""
    if not isinstance(name, basestring):
        raise TypeError("dialect name must be a string or unicode")
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Forget the dialect of a name."""
    try:
        del _dialects[name]
    except KeyError:
        raise Error("unknown dialect")


def get_dialect(name):
    """The dialect of a name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error("unknown dialect")


def list_dialects():
    """The names there are."""
    return list(_dialects)


def field_size_limit(*limit):
    """The most characters a field may have; sets it where a limit is given."""
    global _limit
    if len(limit) > 1:
        raise TypeError("field_size_limit expected at most 1 arguments, got %d" % len(limit))
    before = _limit
    if limit:
        if not isinstance(limit[0], (int, long)):
            raise TypeError("limit must be an integer")
        _limit = limit[0]
    return before
