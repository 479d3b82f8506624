"""Options of a command line, declared one by one, with help and errors for the user.

    parser = OptionParser(usage="usage: %prog [options] file")
    parser.add_option("-q", "--quiet", action="store_false", dest="verbose", default=True,
                      help="print no messages")
    options, args = parser.parse_args()

Module argparse does more.
"""

import os
import sys

__version__ = "1.5.3"

__all__ = ['Option', 'make_option', 'SUPPRESS_HELP', 'SUPPRESS_USAGE', 'Values', 'OptionContainer',
           'OptionGroup', 'OptionParser', 'HelpFormatter', 'IndentedHelpFormatter', 'TitledHelpFormatter',
           'OptParseError', 'OptionError', 'OptionConflictError', 'OptionValueError', 'BadOptionError']


# gettext and textwrap are only needed when there is something to tell the user.

def gettext(message):
    from gettext import gettext
    return gettext(message)


_ = gettext


def _wrap(text, width, indent=""):
    import textwrap
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)


def _repr(self):
    return "<%s at 0x%x: %s>" % (self.__class__.__name__, id(self), self)


# errors

class OptParseError(Exception):

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    """Raised for an option that is not declared as it should be."""

    def __init__(self, msg, option):
        OptParseError.__init__(self, msg)
        self.option_id = str(option)

    def __str__(self):
        return "option %s: %s" % (self.option_id, self.msg) if self.option_id else self.msg


class OptionConflictError(OptionError):
    """Raised for an option string that another option has."""


class OptionValueError(OptParseError):
    """Raised for a bad value on the command line."""


class BadOptionError(OptParseError):
    """Raised for an option on the command line that is not known."""

    def __init__(self, opt_str):
        self.opt_str = opt_str

    def __str__(self):
        return _("no such option: %s") % self.opt_str


class AmbiguousOptionError(BadOptionError):
    """Raised for an abbreviation that several options have."""

    def __init__(self, opt_str, possibilities):
        BadOptionError.__init__(self, opt_str)
        self.possibilities = possibilities

    def __str__(self):
        choices = ", ".join(self.possibilities)
        return _("ambiguous option: %s (%s?)") % (self.opt_str, choices)


# help

class HelpFormatter:
    """Lays out help; its subclasses say how usage and headings look.

    parser             the parser it works for
    indent_increment   columns for each level
    max_help_position  the column where an option's help starts at most; help_position is where it does
    width              columns there are, by default those of the environment variable COLUMNS
    help_width         columns for an option's help
    level, current_indent  where the layout stands
    default_tag        what stands for an option's default value in its help, or a false value
    option_strings     option -> its strings as help shows them
    """

    NO_DEFAULT_VALUE = "none"

    def __init__(self, indent_increment, max_help_position, width, short_first):
        if width is None:
            try:
                width = int(os.environ['COLUMNS'])
            except (KeyError, ValueError):
                width = 80
            width -= 2
        self.parser = self.help_width = None
        self.indent_increment, self.width, self.short_first = indent_increment, width, short_first
        room = max(width - 20, indent_increment * 2)
        self.max_help_position = self.help_position = min(max_help_position, room)
        self.level = self.current_indent = 0
        self.default_tag = "%default"
        self.option_strings = {}
        self._short_opt_fmt, self._long_opt_fmt = "%s %s", "%s=%s"

    def set_parser(self, parser):
        self.parser = parser

    def set_short_opt_delimiter(self, delim):
        if delim not in ("", " "):
            raise ValueError("invalid metavar delimiter for short options: %r" % delim)
        self._short_opt_fmt = "%s".join(["", delim, ""])

    def set_long_opt_delimiter(self, delim):
        if delim not in ("=", " "):
            raise ValueError("invalid metavar delimiter for long options: %r" % delim)
        self._long_opt_fmt = "%s".join(["", delim, ""])

    def indent(self):
        self.level += 1
        self.current_indent += self.indent_increment

    def dedent(self):
        self.level -= 1
        self.current_indent -= self.indent_increment
        assert self.current_indent >= 0, "Indent decreased below 0."

    def format_usage(self, usage):
        raise NotImplementedError("subclasses must implement")

    def format_heading(self, heading):
        raise NotImplementedError("subclasses must implement")

    def _format_text(self, text):
        """A paragraph at the current indentation."""
        width = max(self.width - self.current_indent, 11)
        return "\n".join(_wrap(text, width, " " * self.current_indent))

    def format_description(self, description):
        return self._format_text(description) + "\n" if description else ""

    def format_epilog(self, epilog):
        return "\n%s\n" % self._format_text(epilog) if epilog else ""

    def expand_default(self, option):
        """An option's help with its default value in place of the tag."""
        if not self.default_tag or self.parser is None:
            return option.help
        value = self.parser.defaults.get(option.dest)
        if value is None or value is NO_DEFAULT:
            value = self.NO_DEFAULT_VALUE
        return option.help.replace(self.default_tag, str(value))

    def format_option(self, option):
        """An option's strings, and beside them, or below where they are too long, its help."""
        margin = self.current_indent * " "
        strings = self.option_strings[option]
        room = self.help_position - self.current_indent - 2
        fits = len(strings) <= room
        first = margin + strings.ljust(room) + "  " if fits else margin + strings + "\n"
        if not option.help:
            return first + "\n" if fits else first
        lines = _wrap(self.expand_default(option), self.help_width)
        column = self.help_position * " "
        if not fits:
            first += column
        return first + lines[0] + "\n" + "".join([column + line + "\n" for line in lines[1:]])

    def store_option_strings(self, parser):
        """Find out how wide the options' strings are, and so where help starts."""
        widest = 0
        self.indent()
        for container in [parser] + parser.option_groups:
            if container is not parser:
                self.indent()
            for option in container.option_list:
                strings = self.option_strings[option] = self.format_option_strings(option)
                widest = max(widest, self.current_indent + len(strings))
            if container is not parser:
                self.dedent()
        self.dedent()
        self.help_position = min(self.max_help_position, widest + 2)
        self.help_width = max(self.width - self.help_position, 11)

    def format_option_strings(self, option):
        """An option's strings, with what stands for its value, separated by commas."""
        short, long_ = option._short_opts, option._long_opts
        if option.takes_value():
            metavar = option.metavar or option.dest.upper()
            short = [self._short_opt_fmt % (string, metavar) for string in short]
            long_ = [self._long_opt_fmt % (string, metavar) for string in long_]
        return ", ".join(short + long_ if self.short_first else long_ + short)


class IndentedHelpFormatter(HelpFormatter):
    """Headings with a colon, and what belongs to them indented."""

    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        HelpFormatter.__init__(self, indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return _("Usage: %s\n") % usage

    def format_heading(self, heading):
        return self.current_indent * " " + heading + ":\n"


class TitledHelpFormatter(HelpFormatter):
    """Headings underlined."""

    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        HelpFormatter.__init__(self, indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        return "%s  %s\n" % (self.format_heading(_("Usage")), usage)

    def format_heading(self, heading):
        line = "=-"[self.level] * len(heading)
        return heading + "\n" + line + "\n"


# values

def _parse_num(val, type):
    # as in source: 0x, 0b, and 0 for octal
    start = val[:2].lower()
    if start == "0b":
        return type(val[2:] or "0", 2)
    return type(val, 16 if start == "0x" else 8 if start[:1] == "0" else 10)


def _parse_int(val):
    return _parse_num(val, int)


def _parse_long(val):
    return _parse_num(val, long)


_builtin_cvt = {"int": (_parse_int, "integer"), "long": (_parse_long, "long integer"),
                "float": (float, "floating-point"), "complex": (complex, "complex")}


def check_builtin(option, opt, value):
    """A value of a built-in number type, from its text."""
    convert, name = _builtin_cvt[option.type]
    try:
        return convert(value)
    except ValueError:
        raise OptionValueError(_("option %s: invalid %s value: %r") % (opt, _(name), value))


def check_choice(option, opt, value):
    """A value, if it is one of the option's choices."""
    if value not in option.choices:
        raise OptionValueError(_("option %s: invalid choice: %r (choose from %s)")
                               % (opt, value, ", ".join([repr(choice) for choice in option.choices])))
    return value


# says that an option has no default: None is one
NO_DEFAULT = "NO", "DEFAULT"

SUPPRESS_HELP, SUPPRESS_USAGE = "SUPPRESSHELP", "SUPPRESSUSAGE"


class Option:
    """An option: its strings, what is done when it is met, and where its value goes.

    What a subclass may extend: ATTRS, the keywords of the constructor; ACTIONS with the kinds of them
    named STORE_, TYPED_, ALWAYS_TYPED_ and CONST_ACTIONS, and take_action(); TYPES with TYPE_CHECKER, a
    function check(option, opt, value) for each that converts the text of a value; CHECK_METHODS, which
    check what the constructor was given.
    """

    ATTRS = ['action', 'type', 'dest', 'default', 'nargs', 'const', 'choices', 'callback', 'callback_args',
             'callback_kwargs', 'help', 'metavar']

    # those that put a value somewhere
    STORE_ACTIONS = ("store", "store_const", "store_true", "store_false", "append", "append_const", "count")
    ACTIONS = STORE_ACTIONS + ("callback", "help", "version")
    # those that may, and those that must, take an argument
    TYPED_ACTIONS = ("store", "append", "callback")
    ALWAYS_TYPED_ACTIONS = ("store", "append")
    CONST_ACTIONS = ("store_const", "append_const")

    TYPES = ("string", "int", "long", "float", "complex", "choice")
    TYPE_CHECKER = dict.fromkeys(_builtin_cvt, check_builtin)
    TYPE_CHECKER["choice"] = check_choice

    def __init__(self, *opts, **attrs):
        self._short_opts, self._long_opts = [], []
        self._set_opt_strings(self._check_opt_strings(opts))
        self._set_attrs(attrs)
        for check in self.CHECK_METHODS:
            check(self)

    def _check_opt_strings(self, opts):
        opts = [opt for opt in opts if opt]
        if not opts:
            raise TypeError("at least one option string must be supplied")
        return opts

    def _set_opt_strings(self, opts):
        for opt in opts:
            dashes = len(opt[:3]) - len(opt[:3].lstrip("-"))
            if len(opt) < 2:
                problem = "invalid option string %r: must be at least two characters long"
            elif len(opt) == 2:
                if dashes == 1:
                    self._short_opts.append(opt)
                    continue
                problem = "invalid short option string %r: must be of the form -x, (x any non-dash char)"
            else:
                if dashes == 2:
                    self._long_opts.append(opt)
                    continue
                problem = "invalid long option string %r: must start with --, followed by non-dash"
            raise OptionError(problem % opt, self)

    def _set_attrs(self, attrs):
        for name in self.ATTRS:
            setattr(self, name, attrs.pop(name, NO_DEFAULT if name == 'default' else None))
        if attrs:
            raise OptionError("invalid keyword arguments: %s" % ", ".join(sorted(attrs)), self)

    def _check_action(self):
        if self.action is None:
            self.action = "store"
        if self.action not in self.ACTIONS:
            raise OptionError("invalid action: %r" % self.action, self)

    def _check_type(self):
        if self.type is None:
            if self.action in self.ALWAYS_TYPED_ACTIONS:
                self.type = "string" if self.choices is None else "choice"
            return
        # a type may be given itself instead of by name
        import __builtin__
        name = getattr(self.type, "__name__", None)
        if type(self.type) is type or name is not None and getattr(__builtin__, name, None) is self.type:
            self.type = name
        if self.type == "str":
            self.type = "string"
        if self.type not in self.TYPES:
            raise OptionError("invalid option type: %r" % self.type, self)
        if self.action not in self.TYPED_ACTIONS:
            raise OptionError("must not supply a type for action %r" % self.action, self)

    def _check_choice(self):
        problem = None
        if self.type != "choice":
            if self.choices is not None:
                problem = "must not supply choices for type %r" % self.type
        elif self.choices is None:
            problem = "must supply a list of choices for type 'choice'"
        elif type(self.choices) not in (list, tuple):
            kind = str(type(self.choices)).split("'")[1]
            problem = "choices must be a list of strings ('%s' supplied)" % kind
        if problem:
            raise OptionError(problem, self)

    def _check_dest(self):
        # without a name of its own the value has that of the first long string, or of the first short one
        if self.dest is None and (self.type is not None or self.action in self.STORE_ACTIONS):
            if self._long_opts:
                self.dest = self._long_opts[0][2:].replace('-', '_')
            else:
                self.dest = self._short_opts[0][1]

    def _check_const(self):
        if self.const is not None and self.action not in self.CONST_ACTIONS:
            raise OptionError("'const' must not be supplied for action %r" % self.action, self)

    def _check_nargs(self):
        if self.action not in self.TYPED_ACTIONS:
            if self.nargs is not None:
                raise OptionError("'nargs' must not be supplied for action %r" % self.action, self)
        elif self.nargs is None:
            self.nargs = 1

    def _check_callback(self):
        given = self.callback, self.callback_args, self.callback_kwargs
        function, args, keywords = given
        if self.action != "callback":
            if function is not None:
                raise OptionError("callback supplied (%r) for non-callback option" % function, self)
            for name, value in zip(("callback_args", "callback_kwargs"), given[1:]):
                if value is not None:
                    raise OptionError(name + " supplied for non-callback option", self)
            return
        if not callable(function):
            raise OptionError("callback not callable: %r" % function, self)
        if args is not None and type(args) is not tuple:
            raise OptionError("callback_args, if supplied, must be a tuple: not %r" % args, self)
        if keywords is not None and type(keywords) is not dict:
            raise OptionError("callback_kwargs, if supplied, must be a dict: not %r" % keywords, self)

    CHECK_METHODS = [_check_action, _check_type, _check_choice, _check_dest, _check_const, _check_nargs,
                     _check_callback]

    def __str__(self):
        return "/".join(self._short_opts + self._long_opts)

    __repr__ = _repr

    def takes_value(self):
        return self.type is not None

    def get_opt_string(self):
        """The string to call the option by."""
        return (self._long_opts or self._short_opts)[0]

    def check_value(self, opt, value):
        check = self.TYPE_CHECKER.get(self.type)
        return value if check is None else check(self, opt, value)

    def convert_value(self, opt, value):
        if value is None:
            return None
        if self.nargs == 1:
            return self.check_value(opt, value)
        return tuple([self.check_value(opt, part) for part in value])

    def process(self, opt, value, values, parser):
        """Convert the value and act on it."""
        converted = self.convert_value(opt, value)
        return self.take_action(self.action, self.dest, opt, converted, values, parser)

    def take_action(self, action, dest, opt, value, values, parser):
        if action in ("store", "store_const", "store_true", "store_false"):
            value = {"store": value, "store_const": self.const}.get(action, action == "store_true")
            setattr(values, dest, value)
        elif action in ("append", "append_const"):
            values.ensure_value(dest, []).append(value if action == "append" else self.const)
        elif action == "count":
            count = values.ensure_value(dest, 0)
            setattr(values, dest, count + 1)
        elif action == "callback":
            self.callback(self, opt, value, parser, *(self.callback_args or ()), **(self.callback_kwargs or {}))
        elif action in ("help", "version"):
            show = parser.print_help if action == "help" else parser.print_version
            show()
            parser.exit()
        else:
            raise ValueError("unknown action %r" % self.action)
        return 1


make_option = Option


def isbasestring(x):
    return isinstance(x, basestring)


class Values:
    """The values of the options, as attributes."""

    def __init__(self, defaults=None):
        for name in defaults or ():
            setattr(self, name, defaults[name])

    def __str__(self):
        return str(self.__dict__)

    __repr__ = _repr

    def __cmp__(self, other):
        if isinstance(other, Values):
            other = other.__dict__
        return cmp(self.__dict__, other) if isinstance(other, dict) else -1

    def _update_careful(self, dict):
        """Take values that are not None for the attributes there are."""
        for name in dir(self):
            if dict.get(name) is not None:
                setattr(self, name, dict[name])

    def _update_loose(self, dict):
        """Take all values."""
        self.__dict__.update(dict)

    def _update(self, dict, mode):
        if mode not in ("careful", "loose"):
            raise ValueError("invalid update mode: %r" % mode)
        getattr(self, "_update_" + mode)(dict)

    def read_module(self, modname, mode="careful"):
        """Take values from the globals of a module."""
        __import__(modname)
        self._update(vars(sys.modules[modname]), mode)

    def read_file(self, filename, mode="careful"):
        """Take values from the globals of a Python file, which is run."""
        namespace = {}
        execfile(filename, namespace)
        self._update(namespace, mode)

    def ensure_value(self, attr, value):
        """An attribute, set to a value first if it is missing or None."""
        if getattr(self, attr, None) is None:
            setattr(self, attr, value)
        return getattr(self, attr)


class OptionContainer:
    """What parsers and groups have in common: a list of options.

    option_list           the options
    _short_opt, _long_opt  string -> option; a parser shares these with its groups
    defaults              name -> default value; shared too
    """

    def __init__(self, option_class, conflict_handler, description):
        self._create_option_list()
        self.option_class = option_class
        self.set_conflict_handler(conflict_handler)
        self.set_description(description)

    def _create_option_mappings(self):
        self._short_opt, self._long_opt, self.defaults = {}, {}, {}

    def _share_option_mappings(self, parser):
        self._short_opt, self._long_opt, self.defaults = parser._short_opt, parser._long_opt, parser.defaults

    def set_conflict_handler(self, handler):
        if handler not in ("error", "resolve"):
            raise ValueError("invalid conflict_resolution value %r" % handler)
        self.conflict_handler = handler

    def set_description(self, description):
        self.description = description

    def get_description(self):
        return self.description

    def destroy(self):
        """Let go of what refers back here; the object is of no use then."""
        del self._short_opt, self._long_opt, self.defaults

    def _tables(self, option):
        # for each kind of strings, the option's and the table of all
        return (option._short_opts, self._short_opt), (option._long_opts, self._long_opt)

    def _check_conflict(self, option):
        taken = [(opt, table[opt]) for strings, table in self._tables(option) for opt in strings if opt in table]
        if not taken:
            return
        if self.conflict_handler == "error":
            names = ", ".join([opt for opt, _other in taken])
            raise OptionConflictError("conflicting option string(s): %s" % names, option)
        # the newcomer wins; an option that loses all its strings goes
        for opt, other in taken:
            for strings, table in self._tables(other):
                if opt in strings:
                    strings.remove(opt)
                    del table[opt]
            if not other._short_opts and not other._long_opts:
                other.container.option_list.remove(other)

    def add_option(self, *args, **kwargs):
        """Add an Option, or one made from these arguments."""
        if isinstance(args[0], basestring) and type(args[0]) in (str, unicode):
            option = self.option_class(*args, **kwargs)
        elif kwargs or len(args) != 1:
            raise TypeError("invalid arguments")
        else:
            option, = args
            if not isinstance(option, Option):
                raise TypeError("not an Option instance: %r" % option)
        self._check_conflict(option)
        option.container = self
        self.option_list.append(option)
        for strings, table in self._tables(option):
            for opt in strings:
                table[opt] = option
        if option.dest is not None:
            if option.default is NO_DEFAULT:
                self.defaults.setdefault(option.dest, None)
            else:
                self.defaults[option.dest] = option.default
        return option

    def add_options(self, option_list):
        for option in option_list:
            self.add_option(option)

    def get_option(self, opt_str):
        """The option that has a string, or None."""
        return self._short_opt.get(opt_str) or self._long_opt.get(opt_str)

    def has_option(self, opt_str):
        return opt_str in self._short_opt or opt_str in self._long_opt

    def remove_option(self, opt_str):
        """Remove the option that has a string, with all its strings."""
        option = self.get_option(opt_str)
        if option is None:
            raise ValueError("no such option %r" % opt_str)
        for strings, table in self._tables(option):
            for opt in strings:
                del table[opt]
        option.container.option_list.remove(option)

    def format_option_help(self, formatter):
        return "".join([formatter.format_option(option) for option in self.option_list
                        if option.help is not SUPPRESS_HELP])

    def format_description(self, formatter):
        return formatter.format_description(self.get_description())

    def format_help(self, formatter):
        parts = [self.format_description(formatter)] if self.description else []
        if self.option_list:
            parts.append(self.format_option_help(formatter))
        return "\n".join(parts)


class OptionGroup(OptionContainer):
    """Options that stand under a title of their own in the help."""

    def __init__(self, parser, title, description=None):
        self.parser, self.title = parser, title
        OptionContainer.__init__(self, parser.option_class, parser.conflict_handler, description)

    def _create_option_list(self):
        self._share_option_mappings(self.parser)
        self.option_list = []

    def set_title(self, title):
        self.title = title

    def destroy(self):
        """Let go of what refers back here; the object is of no use then."""
        OptionContainer.destroy(self)
        del self.option_list

    def format_help(self, formatter):
        heading = formatter.format_heading(self.title)
        formatter.indent()
        body = OptionContainer.format_help(self, formatter)
        formatter.dedent()
        return heading + body


class OptionParser(OptionContainer):
    """Parses a command line.

    usage        how to call the program; %prog in it is the program's name
    prog         that name, if it is not the file's
    version      what the option --version prints; without one there is no such option
    description, epilog  paragraphs before and after the options in the help
    option_groups  the groups
    allow_interspersed_args   whether options may follow other arguments
    process_default_values    whether default values that are strings are converted as others are
    rargs, largs, values      while parse_args() is at work, for callbacks: the arguments still to be
                 parsed, those that were no options, and the values so far

    A subclass may have a standard_option_list.
    """

    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None,
                 conflict_handler="error", description=None, formatter=None, add_help_option=True,
                 prog=None, epilog=None):
        OptionContainer.__init__(self, option_class, conflict_handler, description)
        self.set_usage(usage)
        self.prog, self.version, self.epilog = prog, version, epilog
        self.allow_interspersed_args = self.process_default_values = True
        self.formatter = IndentedHelpFormatter() if formatter is None else formatter
        self.formatter.set_parser(self)
        self._populate_option_list(option_list, add_help=add_help_option)
        self._init_parsing_state()

    def destroy(self):
        """Let go of all that refers to each other here, so that it can be freed; the parser is of no use
        then.
        """
        OptionContainer.destroy(self)
        while self.option_groups:
            self.option_groups.pop(0).destroy()
        del self.option_groups, self.option_list, self.formatter

    def _create_option_list(self):
        self._create_option_mappings()
        self.option_list, self.option_groups = [], []

    def _add_help_option(self):
        self.add_option("-h", "--help", action="help", help=_("show this help message and exit"))

    def _add_version_option(self):
        self.add_option("--version", action="version", help=_("show program's version number and exit"))

    def _populate_option_list(self, option_list, add_help=True):
        for options in self.standard_option_list, option_list:
            if options:
                self.add_options(options)
        if self.version:
            self._add_version_option()
        if add_help:
            self._add_help_option()

    def _init_parsing_state(self):
        self.rargs = self.largs = self.values = None

    def set_usage(self, usage):
        if usage is SUPPRESS_USAGE:
            usage = None
        elif usage is None:
            usage = _("%prog [options]")
        elif usage[:7].lower() == "usage: ":
            usage = usage[7:]       # the formatter says that itself
        self.usage = usage

    def enable_interspersed_args(self):
        """Let options follow other arguments; that is the default."""
        self.allow_interspersed_args = True

    def disable_interspersed_args(self):
        """Stop at the first argument that is no option: what follows may be a command with its own."""
        self.allow_interspersed_args = False

    def set_process_default_values(self, process):
        self.process_default_values = process

    def set_default(self, dest, value):
        self.defaults[dest] = value

    def set_defaults(self, **kwargs):
        self.defaults.update(kwargs)

    def _get_all_options(self):
        return sum([group.option_list for group in self.option_groups], self.option_list)

    def get_default_values(self):
        defaults = self.defaults
        if self.process_default_values:
            defaults = defaults.copy()
            for option in self._get_all_options():
                value = defaults.get(option.dest)
                if isbasestring(value):
                    defaults[option.dest] = option.check_value(option.get_opt_string(), value)
        return Values(defaults)

    def add_option_group(self, *args, **kwargs):
        """Add an OptionGroup, or one made from these arguments."""
        if type(args[0]) is str:
            group = OptionGroup(self, *args, **kwargs)
        elif kwargs or len(args) != 1:
            raise TypeError("invalid arguments")
        else:
            group, = args
            if not isinstance(group, OptionGroup):
                raise TypeError("not an OptionGroup instance: %r" % group)
            if group.parser is not self:
                raise ValueError("invalid OptionGroup (wrong parser)")
        self.option_groups.append(group)
        return group

    def get_option_group(self, opt_str):
        """The group of the option that has a string, or None."""
        option = self.get_option(opt_str)
        return option.container if option and option.container is not self else None

    # parsing

    def _get_args(self, args):
        return sys.argv[1:] if args is None else args[:]

    def parse_args(self, args=None, values=None):
        """The values of the options, and a list of the other arguments.

        The arguments are those of the program unless given.  Errors end the program, with a message.
        """
        self.rargs = rest = self._get_args(args)
        self.largs = others = []
        self.values = values = self.get_default_values() if values is None else values
        try:
            self._process_args(others, rest, values)
        except (BadOptionError, OptionValueError) as problem:
            self.error(str(problem))
        return self.check_values(values, others + rest)

    def check_values(self, values, args):
        """What parse_args() is to return; for subclasses to check or change."""
        return values, args

    def _process_args(self, largs, rargs, values):
        """Deal with the arguments in `rargs`; those that are no options go to `largs`."""
        while rargs:
            arg = rargs[0]
            if arg == "--":
                rargs.pop(0)
                return
            if arg[:1] != "-" or arg == "-":
                if not self.allow_interspersed_args:
                    return
                largs.append(rargs.pop(0))
            elif arg[1] == "-":
                self._process_long_opt(rargs, values)
            else:
                self._process_short_opts(rargs, values)

    def _match_long_opt(self, opt):
        """The long option that a string is or abbreviates."""
        return _match_abbrev(opt, self._long_opt)

    def _take_value(self, opt, nargs, rargs):
        # the value, or the tuple of values, that comes next
        if len(rargs) < nargs:
            if nargs == 1:
                self.error(_("%s option requires an argument") % opt)
            else:
                self.error(_("%s option requires %d arguments") % (opt, nargs))
        taken = rargs[:nargs]
        del rargs[:nargs]
        return taken[0] if nargs == 1 else tuple(taken)

    def _process_long_opt(self, rargs, values):
        opt, given, value = rargs.pop(0).partition("=")
        if given:
            rargs.insert(0, value)
        opt = self._match_long_opt(opt)
        option, value = self._long_opt[opt], None
        if option.takes_value():
            value = self._take_value(opt, option.nargs, rargs)
        elif given:
            self.error(_("%s option does not take a value") % opt)
        option.process(opt, value, values, self)

    def _process_short_opts(self, rargs, values):
        letters = rargs.pop(0)[1:]
        while letters:
            opt, letters = "-" + letters[0], letters[1:]
            option, value = self._short_opt.get(opt), None
            if not option:
                raise BadOptionError(opt)
            if option.takes_value():
                # what follows the letter is the first of its arguments
                if letters:
                    rargs.insert(0, letters)
                    letters = ""
                value = self._take_value(opt, option.nargs, rargs)
            option.process(opt, value, values, self)

    # telling the user

    def get_prog_name(self):
        return os.path.basename(sys.argv[0]) if self.prog is None else self.prog

    def expand_prog_name(self, s):
        return s.replace("%prog", self.get_prog_name())

    def get_description(self):
        return self.expand_prog_name(self.description)

    def exit(self, status=0, msg=None):
        """End the program, with a message on sys.stderr if there is one."""
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        """Print usage and a message on sys.stderr and end the program; this must not return."""
        self.print_usage(sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.get_prog_name(), msg))

    def get_usage(self):
        return self.formatter.format_usage(self.expand_prog_name(self.usage)) if self.usage else ""

    def print_usage(self, file=None):
        """Print the usage, by default on sys.stdout; nothing if there is none."""
        if self.usage:
            print >> file, self.get_usage()

    def get_version(self):
        return self.expand_prog_name(self.version) if self.version else ""

    def print_version(self, file=None):
        """Print the version, by default on sys.stdout; nothing if there is none."""
        if self.version:
            print >> file, self.get_version()

    def format_option_help(self, formatter=None):
        formatter = self.formatter if formatter is None else formatter
        formatter.store_option_strings(self)
        heading = formatter.format_heading(_("Options"))
        formatter.indent()
        parts = []
        if self.option_list:
            parts.append(OptionContainer.format_option_help(self, formatter))
        parts += [group.format_help(formatter) for group in self.option_groups]
        formatter.dedent()
        return heading + "\n".join(parts) if parts else ""

    def format_epilog(self, formatter):
        return formatter.format_epilog(self.epilog)

    def format_help(self, formatter=None):
        formatter = self.formatter if formatter is None else formatter
        head = ""
        if self.usage:
            head += self.get_usage() + "\n"
        if self.description:
            head += self.format_description(formatter) + "\n"
        return head + self.format_option_help(formatter) + self.format_epilog(formatter)

    def _get_encoding(self, file):
        return getattr(file, "encoding", None) or sys.getdefaultencoding()

    def print_help(self, file=None):
        """Print usage and help on all options, by default on sys.stdout."""
        target = sys.stdout if file is None else file
        target.write(self.format_help().encode(self._get_encoding(target), "replace"))


def _match_abbrev(s, wordmap):
    """The word of a dictionary that a string is, or is the beginning of if it is of no other."""
    if s in wordmap:
        return s
    fitting = sorted([word for word in wordmap.keys() if word.startswith(s)])
    if not fitting:
        raise BadOptionError(s)
    if len(fitting) > 1:
        raise AmbiguousOptionError(s, fitting)
    return fitting[0]
