"""Constants for kinds of characters, templates, formatters, and functions for what strings now do
themselves by methods.

whitespace, lowercase, uppercase, letters, digits, hexdigits, octdigits, punctuation, printable: strings
of all characters of a kind; the ascii_... ones are the same in every locale.
"""

ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
lowercase, uppercase, letters = ascii_lowercase, ascii_uppercase, ascii_letters
digits = '0123456789'
octdigits, hexdigits = digits[:8], digits + 'abcdefABCDEF'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + letters + punctuation + ' \t\n\r\v\f'
whitespace = '\t\n\v\f\r '

_idmap = ''.join(map(chr, range(256)))


def capwords(s, sep=None):
    """The words of s, capitalized, with one blank between them, or `sep` where that also divides them."""
    words = [word.capitalize() for word in s.split(sep)]
    return (sep or ' ').join(words)


def maketrans(fromstr, tostr):
    """A table for translate() that maps each character of one string to that of the other."""
    both = []
    for place, text in enumerate((fromstr, tostr), 1):
        if not isinstance(text, (basestring, buffer)):
            raise TypeError("maketrans() argument %d must be string or read-only character buffer, not %s"
                            % (place, 'None' if text is None else type(text).__name__))
        both.append(str(text))
    source, target = both
    if len(source) != len(target):
        raise ValueError("maketrans arguments must have same length")
    table = list(_idmap)
    for char, image in zip(source, target):
        table[ord(char)] = image
    return ''.join(table)


# Templates (PEP 292)

class _LazyPattern(object):
    # Template's own pattern, compiled when first asked for: most programs never do.

    def __get__(self, template, owner):
        Template.pattern = _compile(None, Template)
        return Template.pattern


def _compile(pattern, cls):
    import re
    if pattern is None:
        pattern = r"""
            {delimiter}(?:
                (?P<escaped>{delimiter})    # the delimiter twice stands for itself
            |   (?P<named>{name})
            |   {{(?P<braced>{name})}}
            |   (?P<invalid>)               # anything else
            )""".format(delimiter=re.escape(cls.delimiter), name=cls.idpattern)
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


class _TemplateMetaclass(type):

    def __init__(cls, name, bases, dct):
        super(_TemplateMetaclass, cls).__init__(name, bases, dct)
        if not isinstance(dct.get('pattern'), _LazyPattern):
            cls.pattern = _compile(dct.get('pattern'), cls)


class _multimap:
    # a mapping before another

    def __init__(self, primary, secondary):
        self._primary, self._secondary = primary, secondary

    def __getitem__(self, key):
        for mapping in self._primary, self._secondary:
            try:
                return mapping[key]
            except KeyError:
                pass
        raise KeyError(key)


class Template:
    """A string with places to fill in, written $name or ${name}; $$ is a dollar sign.

    A subclass may set `delimiter`, `idpattern` (what a name looks like), or a whole `pattern`, a regular
    expression with the groups escaped, named, braced and invalid.
    """
    __metaclass__ = _TemplateMetaclass

    delimiter = '$'
    idpattern = r'[_a-z][_a-z0-9]*'
    pattern = _LazyPattern()

    def __init__(self, template):
        self.template = template

    def _invalid(self, mo):
        before = self.template[:mo.start('invalid')]
        lines = before.splitlines(True) or ['']
        # the last line counts even where it has ended
        column = len(before) - len(''.join(lines[:-1]))
        raise ValueError('Invalid placeholder in string: line %d, col %d'
                         % (len(lines), column if before else 1))

    def substitute(*args, **kws):
        """Fill in every place from a mapping and from keywords, which come first."""
        self, mapping = _arguments('substitute', args, kws)

        def convert(mo):
            name = mo.group('named') or mo.group('braced')
            if name is not None:
                return '%s' % (mapping[name],)
            if mo.group('escaped') is not None:
                return self.delimiter
            if mo.group('invalid') is not None:
                self._invalid(mo)
            raise ValueError('Unrecognized named group in pattern', self.pattern)

        return self.pattern.sub(convert, self.template)

    def safe_substitute(*args, **kws):
        """Like substitute(), but what cannot be filled in stays as it is."""
        self, mapping = _arguments('safe_substitute', args, kws)

        def convert(mo):
            name = mo.group('named') or mo.group('braced')
            if name is not None:
                try:
                    value = mapping[name]
                    return '%s' % (value,)
                except KeyError:
                    return mo.group()
            if mo.group('escaped') is None:
                if mo.group('invalid') is None:
                    raise ValueError('Unrecognized named group in pattern', self.pattern)
                return mo.group()
            return self.delimiter

        return self.pattern.sub(convert, self.template)


def _arguments(method, args, kws):
    if not args:
        raise TypeError("descriptor '%s' of 'Template' object needs an argument" % method)
    if len(args) > 2:
        raise TypeError('Too many positional arguments')
    if len(args) == 1:
        return args[0], kws
    return args[0], _multimap(kws, args[1]) if kws else args[1]


# Formatters (PEP 3101)

class Formatter(object):
    """What str.format() does, in steps that a subclass can override."""

    def format(*args, **kwargs):
        if not args:
            raise TypeError("descriptor 'format' of 'Formatter' object needs an argument")
        # neither parameter has a name, so that keywords may be called anything
        self, rest = args[0], args[1:]
        if rest:
            return self.vformat(rest[0], rest[1:], kwargs)
        if 'format_string' in kwargs:
            format_string = kwargs.pop('format_string')
            return self.vformat(format_string, rest, kwargs)
        raise TypeError("format() missing 1 required positional argument: 'format_string'")

    def vformat(self, format_string, args, kwargs):
        """format(), with the arguments as a sequence and a mapping."""
        used = set()
        text = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth):
        # a format specification may hold fields itself
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        parts = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if field is None:
                continue
            value, used = self.get_field(field, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1)
            parts.append(self.format_field(value, spec))
        return ''.join(parts)

    def parse(self, format_string):
        """An iterable over (literal text, field name or None, format specification, conversion)."""
        return format_string._formatter_parser()

    def get_field(self, field_name, args, kwargs):
        """The value of a field such as "0.name" or "key[3]", and the argument it came from."""
        first, steps = field_name._formatter_field_name_split()
        value = self.get_value(first, args, kwargs)
        for by_attribute, name in steps:
            value = getattr(value, name) if by_attribute else value[name]
        return value, first

    def get_value(self, key, args, kwargs):
        """An argument, by number or by name."""
        source = args if isinstance(key, (int, long)) else kwargs
        return source[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the set of arguments used, to raise an exception if some should have been."""

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        convert = {'s': str, 'r': repr}.get(conversion)
        if convert is None:
            raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
        return convert(value)


# What became methods of strings.

index_error = atoi_error = atol_error = atof_error = ValueError


def capitalize(s):
    """s.capitalize()"""
    return s.capitalize()


def center(s, width, *args):
    """s.center(width[, fillchar])"""
    return s.center(width, *args)


def count(s, *args):
    """s.count(sub[, start[, end]])"""
    return s.count(*args)


def find(s, *args):
    """s.find(sub[, start[, end]])"""
    return s.find(*args)


def index(s, *args):
    """s.index(sub[, start[, end]])"""
    return s.index(*args)


def ljust(s, width, *args):
    """s.ljust(width[, fillchar])"""
    return s.ljust(width, *args)


def lower(s):
    """s.lower()"""
    return s.lower()


def lstrip(s, chars=None):
    """s.lstrip([chars])"""
    return s.lstrip(chars)


def rfind(s, *args):
    """s.rfind(sub[, start[, end]])"""
    return s.rfind(*args)


def rindex(s, *args):
    """s.rindex(sub[, start[, end]])"""
    return s.rindex(*args)


def rjust(s, width, *args):
    """s.rjust(width[, fillchar])"""
    return s.rjust(width, *args)


def rstrip(s, chars=None):
    """s.rstrip([chars])"""
    return s.rstrip(chars)


def strip(s, chars=None):
    """s.strip([chars])"""
    return s.strip(chars)


def swapcase(s):
    """s.swapcase()"""
    return s.swapcase()


def upper(s):
    """s.upper()"""
    return s.upper()


def split(s, sep=None, maxsplit=-1):
    """s.split(sep, maxsplit)"""
    return s.split(sep, maxsplit)


def rsplit(s, sep=None, maxsplit=-1):
    """s.rsplit(sep, maxsplit)"""
    return s.rsplit(sep, maxsplit)


def join(words, sep=' '):
    """sep.join(words)"""
    return sep.join(words)


splitfields, joinfields = split, join


def replace(s, old, new, maxreplace=-1):
    """s.replace(old, new, maxreplace)"""
    return s.replace(old, new, maxreplace)


def expandtabs(s, tabsize=8):
    """s.expandtabs(tabsize)"""
    return s.expandtabs(tabsize)


def translate(s, table, deletions=""):
    """s with the characters in `deletions` taken out and the others mapped by a table of 256."""
    if table is not None and not deletions:
        return s.translate(table + s[:0])   # a table for a unicode string has to be one itself
    return s.translate(table, deletions)


def zfill(x, width):
    """x, a string or a number, with zeros on the left up to a width."""
    text = x if isinstance(x, basestring) else repr(x)
    return text.zfill(width)


_float, _int, _long = float, int, long


def atof(s):
    """float(s)"""
    return _float(s)


def atoi(s, base=10):
    """int(s, base)"""
    return _int(s, base)


def atol(s, base=10):
    """long(s, base)"""
    return _long(s, base)
