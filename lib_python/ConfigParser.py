"""Configuration files (library reference 13.2).

A file has sections, '[name]', with options, 'name: value' or 'name = value'.  Lines that begin with blanks go on with the
value before; '#' and ';' begin comments.  Option names are not case-sensitive, unless optionxform() is overridden.
The section DEFAULT has values for all others.  ConfigParser fills in %(name)s in values with other options,
SafeConfigParser does the same more strictly, RawConfigParser does not.
"""

import re
from UserDict import DictMixin

try:
    from collections import OrderedDict as _default_dict
except ImportError:
    _default_dict = dict

__all__ = ["NoSectionError", "DuplicateSectionError", "NoOptionError", "InterpolationError", "InterpolationDepthError",
           "InterpolationSyntaxError", "ParsingError", "MissingSectionHeaderError", "ConfigParser", "SafeConfigParser",
           "RawConfigParser", "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH"]

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    """What goes wrong here; `message` tells it."""

    def __init__(self, msg=''):
        Exception.__init__(self, msg)
        self.message = msg

    def __repr__(self):
        return self.message

    __str__ = __repr__

    # assigned to, it must not be the deprecated attribute of BaseException
    message = property(lambda self: self.__message, lambda self, text: setattr(self, '_Error__message', text))


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        Error.__init__(self, 'No section: %r' % (section,))
        self.section = section
        self.args = section,


class DuplicateSectionError(Error):
    """A section is there already."""

    def __init__(self, section):
        Error.__init__(self, "Section %r already exists" % section)
        self.section = section
        self.args = section,


class NoOptionError(Error):
    """There is no such option."""

    def __init__(self, option, section):
        Error.__init__(self, "No option %r in section: %r" % (option, section))
        self.option, self.section = option, section
        self.args = option, section


class InterpolationError(Error):
    """A value could not be filled in."""

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option, self.section = option, section
        self.args = option, section, msg


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that is not there."""

    def __init__(self, option, section, rawval, reference):
        where = ("\tsection: [%s]\n" "\toption : %s\n" "\tkey    : %s\n" "\trawval : %s\n"
                 % (section, option, reference, rawval))
        InterpolationError.__init__(self, option, section, "Bad value substitution:\n" + where)
        self.reference = reference
        self.args = option, section, rawval, reference


class InterpolationSyntaxError(InterpolationError):
    """A value has a % that means nothing."""


class InterpolationDepthError(InterpolationError):
    """Values refer to others too often."""

    def __init__(self, option, section, rawval):
        where = "\tsection: [%s]\n" "\toption : %s\n" "\trawval : %s\n" % (section, option, rawval)
        InterpolationError.__init__(self, option, section, "Value interpolation too deeply recursive:\n" + where)
        self.args = option, section, rawval


class ParsingError(Error):
    """A file has lines that mean nothing: `errors` has their numbers and texts."""

    def __init__(self, filename):
        Error.__init__(self, 'File contains parsing errors: %s' % filename)
        self.filename = filename
        self.errors = []
        self.args = filename,

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += '\n\t[line %2d]: %s' % (lineno, line)


class MissingSectionHeaderError(ParsingError):
    """A file has options before the first section."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, 'File contains no section headers.\nfile: %s, line: %d\n%r' % (filename, lineno, line))
        self.filename, self.lineno, self.line = filename, lineno, line
        self.args = filename, lineno, line


class RawConfigParser:
    """RawConfigParser(defaults=None, dict_type=OrderedDict, allow_no_value=False)"""

    _boolean_states = dict.fromkeys(('1', 'yes', 'true', 'on'), True)
    _boolean_states.update(dict.fromkeys(('0', 'no', 'false', 'off'), False))

    SECTCRE = re.compile(r'\[(?P<header>[^]]+)\]')
    OPTCRE = re.compile(r'(?P<option>[^:=\s][^:=]*)\s*(?P<vi>[:=])\s*(?P<value>.*)$')
    OPTCRE_NV = re.compile(r'(?P<option>[^:=\s][^:=]*)\s*(?:(?P<vi>[:=])\s*(?P<value>.*))?$')

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False):
        self._dict = dict_type
        self._sections, self._defaults = dict_type(), dict_type()
        self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        for name, value in (defaults or {}).items():
            self._defaults[self.optionxform(name)] = value

    # -- what is there

    def defaults(self):
        """The values for all sections."""
        return self._defaults

    def sections(self):
        """The names of the sections, without DEFAULT."""
        return self._sections.keys()

    def has_section(self, section):
        """Whether there is a section of a name; there is none called DEFAULT."""
        return section in self._sections

    def options(self, section):
        """The names of the options of a section, those of DEFAULT included."""
        if section not in self._sections:
            raise NoSectionError(section)
        names = self._sections[section].copy()
        names.update(self._defaults)
        names.pop('__name__', None)
        return names.keys()

    def has_option(self, section, option):
        """Whether a section has an option; without a section, whether DEFAULT has it."""
        option = self.optionxform(option)
        if section and section != DEFAULTSECT:
            own = self._sections.get(section)
            return own is not None and (option in own or option in self._defaults)
        return option in self._defaults

    def optionxform(self, optionstr):
        """How names of options are kept: in lower case."""
        return optionstr.lower()

    # -- reading

    def read(self, filenames):
        """Read files, those that can be opened; returns their names."""
        if isinstance(filenames, basestring):
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                file = open(name)
            except IOError:
                continue
            with file:
                self._read(file, name)
            done.append(name)
        return done

    def readfp(self, fp, filename=None):
        """Read what is open; the name is for messages."""
        if filename is None:
            filename = getattr(fp, 'name', '<???>')
        self._read(fp, filename)

    def _read(self, fp, fpname):
        section = option = problem = None
        for number, line in enumerate(iter(fp.readline, ''), 1):
            text = line.strip()
            if not text or line[0] in '#;' or line.split(None, 1)[0].lower() == 'rem' and line[0] in 'rR':
                continue
            if line[0].isspace() and section is not None and option:
                section[option].append(text)
                continue
            match = self.SECTCRE.match(line)
            if match:
                section, option = self._section_for_reading(match.group('header')), None
                continue
            if section is None:
                raise MissingSectionHeaderError(fpname, number, line)
            match = self._optcre.match(line)
            if not match:
                # all of them are reported together
                problem = problem or ParsingError(fpname)
                problem.append(number, repr(line))
                continue
            name, sign, value = match.group('option', 'vi', 'value')
            option = self.optionxform(name.rstrip())
            if value is None:
                section[option] = value     # an option without one
                continue
            if sign in ('=', ':') and ';' in value:
                # a comment begins with a ; after a blank
                at = value.find(';')
                if at > 0 and value[at - 1].isspace():
                    value = value[:at]
            value = value.strip()
            section[option] = [value if value != '""' else '']
        if problem:
            raise problem
        for lines in [self._defaults] + self._sections.values():
            for name, value in lines.items():
                if isinstance(value, list):
                    lines[name] = '\n'.join(value)

    def _section_for_reading(self, name):
        if name in self._sections:
            return self._sections[name]
        if name == DEFAULTSECT:
            return self._defaults
        made = self._sections[name] = self._dict()
        made['__name__'] = name
        return made

    # -- values

    def get(self, section, option):
        """The value of an option."""
        name = self.optionxform(option)
        if section not in self._sections and section != DEFAULTSECT:
            raise NoSectionError(section)
        for values in self._sections.get(section, {}), self._defaults:
            if name in values:
                return values[name]
        raise NoOptionError(option, section)

    def items(self, section):
        """The (name, value) pairs of a section."""
        own = self._sections.get(section)
        if own is None:
            if section != DEFAULTSECT:
                raise NoSectionError(section)
            own = self._dict()
        values = self._defaults.copy()
        values.update(own)
        values.pop('__name__', None)
        return values.items()

    def _get(self, section, conv, option):
        return conv(self.get(section, option))

    def getint(self, section, option):
        """The value as an int."""
        return self._get(section, int, option)

    def getfloat(self, section, option):
        """The value as a float."""
        return self._get(section, float, option)

    def getboolean(self, section, option):
        """True for 1, yes, true and on, False for 0, no, false and off."""
        text = self.get(section, option)
        state = self._boolean_states.get(text.lower())
        if state is None:
            raise ValueError('Not a boolean: %s' % text)
        return state

    # -- changing

    def add_section(self, section):
        """Add a section; ValueError if it is called default, in whatever case."""
        if section.lower() == "default":
            raise ValueError('Invalid section name: %s' % section)
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()

    def _values_of(self, section):
        # the dict of a section that is there; none stands for DEFAULT
        if not section or section == DEFAULTSECT:
            return self._defaults
        if section not in self._sections:
            raise NoSectionError(section)
        return self._sections[section]

    def set(self, section, option, value=None):
        """Give an option a value."""
        self._values_of(section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Take an option out of a section; whether it was there."""
        values, name = self._values_of(section), self.optionxform(option)
        there = name in values
        if there:
            del values[name]
        return there

    def remove_section(self, section):
        """Take a section out; whether it was there."""
        there = section in self._sections
        if there:
            del self._sections[section]
        return there

    # -- writing

    def write(self, fp):
        """Write everything to a file, to be read again."""
        if self._defaults:
            self._write_section(fp, DEFAULTSECT, self._defaults)
        for section in self._sections:
            self._write_section(fp, section, self._sections[section])

    def _write_section(self, fp, name, values):
        fp.write("[%s]\n" % name)
        for option, value in values.items():
            if option == "__name__":
                continue
            if value is not None or self._optcre is self.OPTCRE or values is self._defaults:
                option = "%s = %s" % (option, str(value).replace('\n', '\n\t'))
            fp.write(option + "\n")
        fp.write("\n")


class _Chainmap(DictMixin):
    # dicts as one: an item is that of the first that has it

    def __init__(self, *maps):
        self._maps = maps

    def __getitem__(self, key):
        for each in self._maps:
            if key in each:
                return each[key]
        raise KeyError(key)

    def keys(self):
        seen = set()
        return [key for each in self._maps for key in each if not (key in seen or seen.add(key))]


class ConfigParser(RawConfigParser):
    """A parser that fills in %(name)s by the options of the section, of DEFAULT, and those given with a call."""

    def get(self, section, option, raw=False, vars=None):
        """The value of an option, filled in unless `raw`; `vars` is a dict that goes first."""
        own = self._sections.get(section)
        if own is None and section != DEFAULTSECT:
            raise NoSectionError(section)
        given = dict((self.optionxform(name), value) for name, value in (vars or {}).items())
        values = _Chainmap(given, own or {}, self._defaults)
        option = self.optionxform(option)
        try:
            value = values[option]
        except KeyError:
            raise NoOptionError(option, section)
        return value if raw or value is None else self._interpolate(section, option, value, values)

    def items(self, section, raw=False, vars=None):
        """The (name, value) pairs of a section, filled in unless `raw`."""
        own = self._sections.get(section)
        if own is None and section != DEFAULTSECT:
            raise NoSectionError(section)
        values = self._defaults.copy()
        values.update(own or {})
        for name, value in (vars or {}).items():
            values[self.optionxform(name)] = value
        names = [name for name in values if name != "__name__"]
        if raw:
            return [(name, values[name]) for name in names]
        return [(name, self._interpolate(section, name, values[name], values)) for name in names]

    _KEYCRE = re.compile(r"%\(([^)]*)\)s|.")

    def _interpolation_replace(self, match):
        name = match.group(1)
        return match.group() if name is None else "%%(%s)s" % self.optionxform(name)

    def _interpolate(self, section, option, rawval, vars):
        value = rawval
        for _ in range(MAX_INTERPOLATION_DEPTH):
            if not value or "%(" not in value:
                return value
            value = self._KEYCRE.sub(self._interpolation_replace, value)
            try:
                value = value % vars
            except KeyError as missing:
                raise InterpolationMissingOptionError(option, section, rawval, missing.args[0])
        if value and "%(" in value:
            raise InterpolationDepthError(option, section, rawval)
        return value


class SafeConfigParser(ConfigParser):
    """A parser that fills in %(name)s and %%, and takes no other % in values."""

    _interpvar_re = re.compile(r"%\(([^)]+)\)s")

    def _interpolate(self, section, option, rawval, vars):
        pieces = []
        self._interpolate_some(option, pieces, rawval, section, vars, 1)
        return ''.join(pieces)

    def _interpolate_some(self, option, accum, rest, section, map, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, rest)
        while rest:
            text, sign, rest = rest.partition("%")
            if text:
                accum.append(text)
            if not sign:
                return
            rest = sign + rest
            second = rest[1:2]
            if second == "%":
                accum.append("%")
                rest = rest[2:]
                continue
            if second != "(":
                raise InterpolationSyntaxError(option, section, "'%%' must be followed by '%%' or '(', found: %r" % (rest,))
            match = self._interpvar_re.match(rest)
            if match is None:
                raise InterpolationSyntaxError(option, section, "bad interpolation variable reference %r" % rest)
            name = self.optionxform(match.group(1))
            if name not in map:
                # what it tells is what comes after the reference
                raise InterpolationMissingOptionError(option, section, rest[match.end():], name)
            value, rest = map[name], rest[match.end():]
            if "%" in value:
                self._interpolate_some(option, accum, value, section, map, depth + 1)
            else:
                accum.append(value)

    def set(self, section, option, value=None):
        """Give an option a value: a string in which each % is doubled or begins %(name)s."""
        if self._optcre is self.OPTCRE or value:
            if not isinstance(value, basestring):
                raise TypeError("option values must be strings")
        if value is not None:
            left = self._interpvar_re.sub('', value.replace('%%', ''))
            if '%' in left:
                raise ValueError("invalid interpolation syntax in %r at position %d" % (value, left.find('%')))
        ConfigParser.set(self, section, option, value)
