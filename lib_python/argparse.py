"""Command lines: arguments are declared, and from that come parsing, help and errors.

    parser = argparse.ArgumentParser(description='add numbers')
    parser.add_argument('numbers', metavar='N', type=int, nargs='+', help='what to add')
    parser.add_argument('--to', type=argparse.FileType('w'), default=sys.stdout, help='where the sum goes')
    args = parser.parse_args()
    args.to.write('%s\\n' % sum(args.numbers))

Each argument is an Action: an "optional" has option strings, a "positional" has none.  How many strings
an action takes is decided by regular expressions over the kinds of the strings: O for an option, A for
anything else, - for the '--' that ends options.
"""

import os as _os
import re as _re
import sys as _sys

__version__ = '1.1'

__all__ = ['ArgumentParser', 'ArgumentError', 'ArgumentTypeError', 'FileType', 'HelpFormatter',
           'ArgumentDefaultsHelpFormatter', 'RawDescriptionHelpFormatter', 'RawTextHelpFormatter', 'Namespace',
           'Action', 'ONE_OR_MORE', 'OPTIONAL', 'PARSER', 'REMAINDER', 'SUPPRESS', 'ZERO_OR_MORE']

# what nargs may be beside a number
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE = '?', '*', '+'
PARSER, REMAINDER = 'A...', '...'

SUPPRESS = '==SUPPRESS=='

_UNRECOGNIZED_ARGS_ATTR = '_unrecognized_args'


def _(message):
    # gettext is only needed when there is something to tell the user
    from gettext import gettext
    return gettext(message)


def _callable(obj):
    return hasattr(obj, '__call__') or hasattr(obj, '__bases__')


class _AttributeHolder(object):
    """A repr() that looks like the call which makes the object."""

    def __repr__(self):
        parts = [repr(value) for value in self._get_args()]
        parts += ['%s=%r' % pair for pair in self._get_kwargs()]
        return '%s(%s)' % (type(self).__name__, ', '.join(parts))

    def _get_args(self):
        return []

    def _get_kwargs(self):
        return sorted(vars(self).items())

    def _named(self, names):
        return [(name, getattr(self, name)) for name in names.split()]


def _ensure_value(namespace, name, value):
    # an attribute, set to a value first if it is missing or None
    if getattr(namespace, name, None) is None:
        setattr(namespace, name, value)
    return getattr(namespace, name)


class HelpFormatter(object):
    """Lays out usage and help.  Only the name of the class is public; its methods may change."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            try:
                width = int(_os.environ['COLUMNS'])
            except (KeyError, ValueError):
                width = 80
            width -= 2
        self._prog, self._width, self._indent_increment = prog, width, indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._level = self._current_indent = self._action_max_length = 0
        self._current_section = self._root_section = self._Section(self, None)
        self._whitespace_matcher = _re.compile(r'\s+')
        self._long_break_matcher = _re.compile(r'\n\n\n+')

    def _indent(self):
        self._level += 1
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._level -= 1
        self._current_indent -= self._indent_increment
        assert self._current_indent >= 0, 'Indent decreased below 0.'

    class _Section(object):
        # Items to be formatted, as functions with their arguments, under a heading.

        def __init__(self, formatter, parent, heading=None):
            self.formatter, self.parent, self.heading = formatter, parent, heading
            self.items = []

        def format_help(self):
            formatter = self.formatter
            inner = self.parent is not None
            if inner:
                formatter._indent()
            body = formatter._join_parts([func(*args) for func, args in self.items])
            if inner:
                formatter._dedent()
            if not body:
                return ''
            heading = ''
            if self.heading is not None and self.heading is not SUPPRESS:
                heading = ' ' * formatter._current_indent + '%s:\n' % self.heading
            return formatter._join_parts(['\n', heading, body, '\n'])

    # building

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        outer = self._current_section
        inner = self._Section(self, outer, heading)
        self._add_item(inner.format_help, [])
        self._current_section = inner

    def end_section(self):
        self._dedent()
        self._current_section = self._current_section.parent

    def add_text(self, text):
        if text is not None and text is not SUPPRESS:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        widest = len(self._format_action_invocation(action))
        for inner in self._iter_indented_subactions(action):
            widest = max(widest, len(self._format_action_invocation(inner)))
        self._action_max_length = max(self._action_max_length, widest + self._current_indent)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    # formatting

    def format_help(self):
        text = self._root_section.format_help()
        return self._long_break_matcher.sub('\n\n', text).strip('\n') + '\n' if text else text

    def _join_parts(self, part_strings):
        return ''.join([part for part in part_strings if part and part is not SUPPRESS])

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = _('usage: ')
        if usage is not None:
            usage = usage % {'prog': self._prog}
        else:
            prog = '%s' % self._prog
            optionals = [action for action in actions if action.option_strings]
            positionals = [action for action in actions if not action.option_strings]
            arguments = self._format_actions_usage(optionals + positionals, groups) if actions else ''
            usage = ' '.join(filter(None, [prog, arguments]))
            width = self._width - self._current_indent
            if actions and len(prefix) + len(usage) > width:
                usage = '\n'.join(self._usage_lines(prog, optionals, positionals, groups, prefix, width))
        return '%s%s\n\n' % (prefix, usage)

    def _usage_lines(self, prog, optionals, positionals, groups, prefix, width):
        # a usage too long for one line; what is in brackets is kept together
        both = []
        for actions in optionals, positionals:
            text = self._format_actions_usage(actions, groups)
            parts = _re.findall(r'\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+', text)
            assert ' '.join(parts) == text
            both.append(parts)

        def fill(parts, indent, first=None):
            # lines of parts; the first one stands behind something that is so long
            start = len(indent) if first is None else len(first)
            lines, line, used = [], [], start - 1
            for part in parts:
                if line and used + 1 + len(part) > width:
                    lines.append(indent + ' '.join(line))
                    line, used = [], len(indent) - 1
                line.append(part)
                used += len(part) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if first is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        options, others = both
        if len(prefix) + len(prog) > 0.75 * width:
            # the program's name is so long that it gets a line of its own
            indent = ' ' * len(prefix)
            lines = fill(options + others, indent)
            if len(lines) > 1:
                lines = fill(options, indent) + fill(others, indent)
            return [prog] + lines
        indent = ' ' * (len(prefix) + len(prog) + 1)
        if options:
            return fill([prog] + options, indent, prefix) + fill(others, indent)
        return fill([prog] + others, indent, prefix) if others else [prog]

    def _format_actions_usage(self, actions, groups):
        # Brackets and bars of exclusive groups, by the number of the action they stand before.
        grouped, marks = set(), {}
        for group in groups:
            members = group._group_actions
            if members[0] not in actions:
                continue
            start = actions.index(members[0])
            end = start + len(members)
            if actions[start:end] != members:
                continue
            grouped.update(members)
            opening, closing = '()' if group.required else '[]'
            marks[start] = marks[start] + ' ' + opening if start in marks else opening
            marks[end] = closing
            for number in range(start + 1, end):
                marks[number] = '|'

        parts = []
        for number, action in enumerate(actions):
            if action.help is SUPPRESS:
                # not shown, and so no bar beside it
                parts.append(None)
                for bar in number, number + 1:
                    if marks.get(bar) == '|':
                        del marks[bar]
                        break
            elif action.option_strings:
                part = action.option_strings[0]
                if action.nargs != 0:
                    part += ' ' + self._format_args(action, action.dest.upper())
                if not action.required and action not in grouped:
                    part = '[%s]' % part
                parts.append(part)
            else:
                part = self._format_args(action, action.dest)
                # the group has brackets already
                if action in grouped and part[0] + part[-1] == '[]':
                    part = part[1:-1]
                parts.append(part)
        for number in sorted(marks, reverse=True):
            parts.insert(number, marks[number])
        text = ' '.join([part for part in parts if part is not None])
        for pattern, better in ((r'([\[(]) ', r'\1'), (r' ([\])])', r'\1'), (r'[\[(] *[\])]', ''),
                                (r'\(([^|]*)\)', r'\1')):
            text = _re.sub(pattern, better, text)
        return text.strip()

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % {'prog': self._prog}
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, ' ' * self._current_indent) + '\n\n'

    def _format_action(self, action):
        # what calls the argument, and beside it, or below where that is too long, its help
        position = min(self._action_max_length + 2, self._max_help_position)
        room = position - self._current_indent - 2
        head = self._format_action_invocation(action)
        fits = len(head) <= room
        margin = ' ' * self._current_indent
        if action.help:
            lines = self._split_lines(self._expand_help(action), max(self._width - position, 11))
            column = ' ' * position
            head = margin + head.ljust(room) + '  ' if fits else margin + head + '\n' + column
            parts = [head + lines[0] + '\n'] + [column + line + '\n' for line in lines[1:]]
        else:
            parts = [margin + head + '\n']
        parts += [self._format_action(inner) for inner in self._iter_indented_subactions(action)]
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            name, = self._metavar_formatter(action, action.dest)(1)
            return name
        suffix = '' if action.nargs == 0 else ' ' + self._format_args(action, action.dest.upper())
        return ', '.join([string + suffix for string in action.option_strings])

    def _metavar_formatter(self, action, default_metavar):
        metavar = action.metavar
        if metavar is None:
            metavar = default_metavar
            if action.choices is not None:
                metavar = '{%s}' % ','.join([str(choice) for choice in action.choices])

        def names(size):
            return metavar if isinstance(metavar, tuple) else (metavar,) * size

        return names

    # nargs -> what stands for the argument, and how many names that has
    __shapes = {None: ('%s', 1), OPTIONAL: ('[%s]', 1), ZERO_OR_MORE: ('[%s [%s ...]]', 2),
                ONE_OR_MORE: ('%s [%s ...]', 2), REMAINDER: ('...', 0), PARSER: ('%s ...', 1)}

    def _format_args(self, action, default_metavar):
        if action.nargs == REMAINDER:
            return '...'
        try:
            shape, count = self.__shapes[action.nargs]
        except KeyError:
            shape, count = ' '.join(['%s' for _number in range(action.nargs)]), action.nargs
        return shape % self._metavar_formatter(action, default_metavar)(count)

    def _expand_help(self, action):
        params = {}
        for name, value in dict(vars(action), prog=self._prog).items():
            if value is not SUPPRESS:
                params[name] = getattr(value, '__name__', value)
        if params.get('choices') is not None:
            params['choices'] = ', '.join([str(choice) for choice in params['choices']])
        return self._get_help_string(action) % params

    def _iter_indented_subactions(self, action):
        inner = getattr(action, '_get_subactions', None)
        if inner is not None:
            self._indent()
            for subaction in inner():
                yield subaction
            self._dedent()

    def _one_line(self, text):
        return self._whitespace_matcher.sub(' ', text).strip()

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(self._one_line(text), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(self._one_line(text), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves the lines of descriptions as they are."""

    def _fill_text(self, text, width, indent):
        lines = text.splitlines(True)
        return ''.join([indent + line for line in lines])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves the lines of all help as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to the help of arguments that can be left out."""

    def _get_help_string(self, action):
        optional = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        if optional and action.default is not SUPPRESS and '%(default)' not in action.help:
            return action.help + ' (default: %(default)s)'
        return action.help


def _get_action_name(argument):
    # what to call an argument in messages
    if argument is not None:
        if argument.option_strings:
            return '/'.join(argument.option_strings)
        for name in argument.metavar, argument.dest:
            if name not in (None, SUPPRESS):
                return name
    return None


class ArgumentError(Exception):
    """An error in using an argument; its text names the argument."""

    def __init__(self, argument, message):
        self.message = message
        self.argument_name = _get_action_name(argument)

    def __str__(self):
        if self.argument_name is None:
            return '%s' % (self.message,)
        return 'argument %s: %s' % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    """Raised by a type function for a string it does not take, to say why."""


class Action(_AttributeHolder):
    """An argument, and what is done with the strings it gets.

    option_strings  the strings that call it; none for a positional
    dest            the attribute that its value is stored in
    nargs           how many strings it takes: by default one, whose value is stored alone; a number, '?',
                    '*' or '+' (a list), PARSER or REMAINDER
    const           the value of an option that takes no strings
    default         the value if the argument is not there
    type            a function from string to value
    choices         a container of the values allowed
    required        whether it has to be there
    help, metavar   what help says of it, and what stands there for its value

    A subclass defines __call__(parser, namespace, values, option_string=None).
    """

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        given = locals()
        del given['self']
        vars(self).update(given)

    def _get_kwargs(self):
        return self._named('option_strings dest nargs const default type choices help metavar')

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(_('.__call__() not defined'))


def _check_nargs(nargs, const, problem):
    if nargs == 0:
        raise ValueError(problem)
    if const is not None and nargs != OPTIONAL:
        raise ValueError('nargs must be %r to supply const' % OPTIONAL)


def _appended(namespace, name, value):
    # a copy of the list there is, so that the default does not change
    from copy import copy
    items = copy(_ensure_value(namespace, name, []))
    items.append(value)
    setattr(namespace, name, items)


class _StoreAction(Action):

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        _check_nargs(nargs, const, 'nargs for store actions must be > 0; if you have nothing to store, actions '
                     'such as store true or store const may be more appropriate')
        super(_StoreAction, self).__init__(
            option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):

    def __init__(self, option_strings, dest, const, default=None, required=False, help=None, metavar=None):
        super(_StoreConstAction, self).__init__(option_strings, dest, 0, const, default, None, None, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):

    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super(_StoreTrueAction, self).__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):

    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super(_StoreFalseAction, self).__init__(option_strings, dest, False, default, required, help)


class _AppendAction(Action):

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        _check_nargs(nargs, const, 'nargs for append actions must be > 0; if arg strings are not supplying the '
                     'value to append, the append const action may be more appropriate')
        super(_AppendAction, self).__init__(
            option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        _appended(namespace, self.dest, values)


class _AppendConstAction(Action):

    def __init__(self, option_strings, dest, const, default=None, required=False, help=None, metavar=None):
        super(_AppendConstAction, self).__init__(
            option_strings, dest, 0, const, default, None, None, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        _appended(namespace, self.dest, self.const)


class _CountAction(Action):

    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super(_CountAction, self).__init__(option_strings, dest, 0, None, default, None, None, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        count = _ensure_value(namespace, self.dest, 0)
        setattr(namespace, self.dest, count + 1)


class _HelpAction(Action):

    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super(_HelpAction, self).__init__(option_strings, dest, 0, None, default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):

    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help="show program's version number and exit"):
        super(_VersionAction, self).__init__(option_strings, dest, 0, None, default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        formatter = parser._get_formatter()
        formatter.add_text(parser.version if self.version is None else self.version)
        parser.exit(message=formatter.format_help())


class _SubParsersAction(Action):
    # An argument that names the parser for all that follows.

    class _ChoicesPseudoAction(Action):
        # stands for one of the parsers in the help

        def __init__(self, name, help):
            Action.__init__(self, [], name, help=help)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, help=None, metavar=None):
        from collections import OrderedDict
        self._prog_prefix, self._parser_class = prog, parser_class
        self._name_parser_map, self._choices_actions = OrderedDict(), []
        super(_SubParsersAction, self).__init__(
            option_strings, dest, PARSER, choices=self._name_parser_map, help=help, metavar=metavar)

    def add_parser(self, name, **kwargs):
        """A new parser, with the arguments of ArgumentParser."""
        if kwargs.get('prog') is None:
            kwargs['prog'] = self._prog_prefix + ' ' + name
        if 'help' in kwargs:
            self._choices_actions.append(self._ChoicesPseudoAction(name, kwargs.pop('help')))
        parser = self._name_parser_map[name] = self._parser_class(**kwargs)
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, strings = values[0], values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        chosen = self._name_parser_map.get(name)
        if chosen is None:
            known = ', '.join(self._name_parser_map)
            raise ArgumentError(self, _('unknown parser %r (choices: %s)') % (name, known))
        # A namespace of its own: its defaults come before those of the outer parser.
        inner, strings = chosen.parse_known_args(strings, None)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if strings:
            # the outermost parser deals with these
            vars(namespace).setdefault(_UNRECOGNIZED_ARGS_ATTR, []).extend(strings)


class FileType(object):
    """A type function that opens files; '-' stands for sys.stdin or sys.stdout."""

    def __init__(self, mode='r', bufsize=-1):
        self._mode, self._bufsize = mode, bufsize

    def __call__(self, string):
        if string != '-':
            try:
                return open(string, self._mode, self._bufsize)
            except IOError as problem:
                raise ArgumentTypeError(_("can't open '%s': %s") % (string, problem))
        for letter, stream in ('r', 'stdin'), ('w', 'stdout'):
            if letter in self._mode:
                return getattr(_sys, stream)
        raise ValueError(_('argument "-" with mode %r') % self._mode)

    def __repr__(self):
        options = [repr(option) for option in (self._mode, self._bufsize) if option != -1]
        return '%s(%s)' % (type(self).__name__, ', '.join(options))


class Namespace(_AttributeHolder):
    """The values of the arguments, as attributes; equal where these are."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    __hash__ = None

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __ne__(self, other):
        return not self == other if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in vars(self)


_ACTION_CLASSES = {
    None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction, 'store_true': _StoreTrueAction,
    'store_false': _StoreFalseAction, 'append': _AppendAction, 'append_const': _AppendConstAction,
    'count': _CountAction, 'help': _HelpAction, 'version': _VersionAction, 'parsers': _SubParsersAction,
}


class _ActionsContainer(object):
    # What parsers and groups have in common.

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        super(_ActionsContainer, self).__init__()
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._registries = {}
        for name in _ACTION_CLASSES:
            self.register('action', name, _ACTION_CLASSES[name])
        self._get_handler()     # a bad name is to be known early
        self._actions, self._action_groups, self._mutually_exclusive_groups = [], [], []
        self._option_string_actions, self._defaults = {}, {}
        self._negative_number_matcher = _re.compile(r'^-\d+$|^-\d*\.\d+$')
        # holds something if an option looks like a negative number; a list, as groups share it
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        """Give an action or a type a name."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        known = self._registries[registry_name]
        return known.get(value, default)

    def set_defaults(self, **kwargs):
        """Set default values, also for attributes that belong to no argument."""
        self._defaults.update(kwargs)
        for action in self._actions:
            action.default = kwargs.get(action.dest, action.default)

    def get_default(self, dest):
        """The default value of an attribute."""
        for action in self._actions:
            if action.default is not None and action.dest == dest:
                return action.default
        return self._defaults.get(dest)

    # adding

    def add_argument(self, *args, **kwargs):
        """Add an argument: a positional by its name, or an optional by its option strings.

        The keywords are those of Action, and `action`, a name or a class.
        """
        if args and not (len(args) == 1 and args[0][0] not in self.prefix_chars):
            kwargs = self._get_optional_kwargs(*args, **kwargs)
        else:
            if args and 'dest' in kwargs:
                raise ValueError('dest supplied twice for positional argument')
            kwargs = self._get_positional_kwargs(*args, **kwargs)
        if 'default' not in kwargs:
            if kwargs['dest'] in self._defaults:
                kwargs['default'] = self._defaults[kwargs['dest']]
            elif self.argument_default is not None:
                kwargs['default'] = self.argument_default
        make = self._pop_action_class(kwargs)
        if not _callable(make):
            raise ValueError('unknown action "%s"' % (make,))
        action = make(**kwargs)
        convert = self._registry_get('type', action.type, action.type)
        if not _callable(convert):
            raise ValueError('%r is not callable' % (convert,))
        if hasattr(self, '_get_formatter'):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError('length of metavar tuple does not match nargs')
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        """A new group, with a title and a description in the help."""
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        """A new group of arguments of which only one may be there."""
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]

    def _add_action(self, action):
        self._check_conflict(action)
        action.container = self
        self._actions.append(action)
        for string in action.option_strings:
            self._option_string_actions[string] = action
            if not self._has_negative_number_optionals and self._negative_number_matcher.match(string):
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        # take over the arguments of another parser, into groups of the same titles
        titled = {}
        for group in self._action_groups:
            if group.title in titled:
                raise ValueError(_('cannot merge actions - two groups are named %r') % (group.title))
            titled[group.title] = group
        home = {}
        for group in container._action_groups:
            if group.title not in titled:
                titled[group.title] = self.add_argument_group(
                    group.title, group.description, conflict_handler=group.conflict_handler)
            home.update((action, titled[group.title]) for action in group._group_actions)
        for group in container._mutually_exclusive_groups:
            exclusive = self.add_mutually_exclusive_group(required=group.required)
            home.update((action, exclusive) for action in group._group_actions)
        for action in container._actions:
            home.get(action, self)._add_action(action)

    def _get_positional_kwargs(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError(_("'required' is an invalid argument for positionals"))
        nargs = kwargs.get('nargs')
        if nargs == ZERO_OR_MORE and 'default' not in kwargs or nargs not in (OPTIONAL, ZERO_OR_MORE):
            kwargs['required'] = True
        kwargs.update(dest=dest, option_strings=[])
        return kwargs

    def _get_optional_kwargs(self, *args, **kwargs):
        for string in args:
            if string[0] not in self.prefix_chars:
                raise ValueError(_('invalid option string %r: must start with a character %r')
                                 % (string, self.prefix_chars))
        dest = kwargs.pop('dest', None)
        if dest is None:
            # the name of the first long option, or else of the first
            long_ = [string for string in args if string[1:2] and string[1] in self.prefix_chars]
            dest = (long_ or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError(_('dest= is required for options like %r') % args[-1])
            dest = dest.replace('-', '_')
        kwargs.update(dest=dest, option_strings=list(args))
        return kwargs

    def _pop_action_class(self, kwargs, default=None):
        name = kwargs.pop('action', default)
        return self._registry_get('action', name, name)

    # conflicts

    def _get_handler(self):
        handler = getattr(self, '_handle_conflict_%s' % self.conflict_handler, None)
        if handler is None:
            raise ValueError(_('invalid conflict_resolution value: %r') % self.conflict_handler)
        return handler

    def _check_conflict(self, action):
        known = self._option_string_actions
        taken = [(string, known[string]) for string in action.option_strings if string in known]
        if taken:
            handle = self._get_handler()
            handle(action, taken)

    def _handle_conflict_error(self, action, conflicting_actions):
        strings = ', '.join([string for string, _other in conflicting_actions])
        # the message is about the one that was there before
        raise ArgumentError(conflicting_actions[-1][1], _('conflicting option string(s): %s') % strings)

    def _handle_conflict_resolve(self, action, conflicting_actions):
        # the newcomer wins; an option that loses all its strings goes
        for string, other in conflicting_actions:
            other.option_strings.remove(string)
            self._option_string_actions.pop(string, None)
            if not other.option_strings:
                other.container._remove_action(other)


class _ArgumentGroup(_ActionsContainer):

    def __init__(self, container, title=None, description=None, **kwargs):
        for name in 'conflict_handler', 'prefix_chars', 'argument_default':
            kwargs.setdefault(name, getattr(container, name))
        super(_ArgumentGroup, self).__init__(description=description, **kwargs)
        self.title, self._group_actions = title, []
        for name in ('_registries', '_actions', '_option_string_actions', '_defaults',
                     '_has_negative_number_optionals', '_mutually_exclusive_groups'):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        added = super(_ArgumentGroup, self)._add_action(action)
        self._group_actions.append(added)
        return added

    def _remove_action(self, action):
        super(_ArgumentGroup, self)._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):

    def __init__(self, container, required=False):
        super(_MutuallyExclusiveGroup, self).__init__(container)
        self._container, self.required = container, required

    def _add_action(self, action):
        if action.required:
            raise ValueError(_('mutually exclusive arguments must be optional'))
        added = self._container._add_action(action)
        self._group_actions.append(added)
        return added

    def _remove_action(self, action):
        self._group_actions.remove(action)
        self._container._remove_action(action)


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses a command line.

    prog         the name of the program, by default that of its file
    usage        how to call it, by default made from the arguments
    description, epilog  what help says before and after the arguments
    parents      parsers whose arguments are taken over
    formatter_class  lays out the help
    prefix_chars     what options begin with
    fromfile_prefix_chars  what the names of files begin with that hold arguments
    argument_default  a default value for all arguments
    conflict_handler  'error' or 'resolve': what happens if an option string is there twice
    add_help     whether there is an option -h
    """

    def __init__(self, prog=None, usage=None, description=None, epilog=None, version=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True):
        if version is not None:
            import warnings
            warnings.warn('The "version" argument to ArgumentParser is deprecated. Please use '
                          '"add_argument(..., action=\'version\', version="N", ...)" instead',
                          DeprecationWarning)
        super(ArgumentParser, self).__init__(description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.version = usage, epilog, version
        self.formatter_class, self.fromfile_prefix_chars = formatter_class, fromfile_prefix_chars
        self.add_help, self._subparsers = add_help, None
        self._positionals = self.add_argument_group(_('positional arguments'))
        self._optionals = self.add_argument_group(_('optional arguments'))

        def identity(string):
            return string

        self.register('type', None, identity)
        dash = '-' if '-' in prefix_chars else prefix_chars[0]
        if self.add_help:
            self.add_argument(dash + 'h', 2 * dash + 'help', action='help', default=SUPPRESS,
                              help=_('show this help message and exit'))
        if self.version:
            self.add_argument(dash + 'v', 2 * dash + 'version', action='version', default=SUPPRESS,
                              version=self.version, help=_("show program's version number and exit"))
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(getattr(parent, '_defaults', {}))

    def _get_kwargs(self):
        return self._named('prog usage description version formatter_class conflict_handler add_help')

    def add_subparsers(self, **kwargs):
        """An argument that chooses between parsers, which its add_parser() adds."""
        if self._subparsers is not None:
            self.error(_('cannot have multiple subparser arguments'))
        kwargs.setdefault('parser_class', type(self))
        self._subparsers = self._positionals
        if 'title' in kwargs or 'description' in kwargs:
            title, description = kwargs.pop('title', 'subcommands'), kwargs.pop('description', None)
            self._subparsers = self.add_argument_group(_(title), _(description))
        if kwargs.get('prog') is None:
            # by default the usage up to here, without options
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        make = self._pop_action_class(kwargs, 'parsers')
        action = make(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        group._add_action(action)
        return action

    def _get_optional_actions(self):
        return filter(lambda action: action.option_strings, self._actions)

    def _get_positional_actions(self):
        return filter(lambda action: not action.option_strings, self._actions)

    # parsing

    def parse_args(self, args=None, namespace=None):
        """A namespace with the values of the arguments; what is not known ends the program."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(_('unrecognized arguments: %s') % ' '.join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """A namespace with the values of the arguments, and a list of the strings that are not known."""
        args = list(_sys.argv[1:] if args is None else args)
        if namespace is None:
            namespace = Namespace()
        defaults = [(action.dest, action.default) for action in self._actions
                    if action.dest is not SUPPRESS and action.default is not SUPPRESS]
        for dest, value in defaults + self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, rest = self._parse_known_args(args, namespace)
        except ArgumentError as problem:
            self.error(str(problem))
        else:
            # what parsers further in did not know
            if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
                rest.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
                delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
            return namespace, rest

    def _parse_known_args(self, arg_strings, namespace):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        return _Run(self, arg_strings, namespace).parse()

    def _read_args_from_files(self, arg_strings):
        strings = []
        for string in arg_strings:
            if not string or string[0] not in self.fromfile_prefix_chars:
                strings.append(string)
                continue
            try:
                with open(string[1:]) as source:
                    lines = source.read().splitlines()
                    found = [arg for line in lines for arg in self.convert_arg_line_to_args(line)]
                    strings += self._read_args_from_files(found)
            except IOError as problem:
                self.error(str(problem))
        return strings

    def convert_arg_line_to_args(self, arg_line):
        """The arguments on a line of a file; by default the line is one."""
        return [arg_line]

    def _match_argument(self, action, arg_strings_pattern):
        # how many strings an action takes
        found = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if found is not None:
            return len(found.group(1))
        problem = {None: 'expected one argument', OPTIONAL: 'expected at most one argument',
                   ONE_OR_MORE: 'expected at least one argument'}.get(action.nargs)
        if problem is None:
            raise ArgumentError(action, _('expected %s argument(s)') % action.nargs)
        raise ArgumentError(action, _(problem))

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        # how many strings each action takes, for as many of the first ones as can be satisfied
        patterns = [self._get_nargs_pattern(action) for action in actions]
        while patterns:
            found = _re.match(''.join(patterns), arg_strings_pattern)
            if found is not None:
                return [len(strings) for strings in found.groups()]
            patterns.pop()
        return []

    def _parse_optional(self, arg_string):
        # (action or None, option string, its argument or None) of a string, None if it is no option
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        known = self._option_string_actions
        if arg_string in known:
            return known[arg_string], arg_string, None
        if len(arg_string) == 1:
            return None
        option, given, value = arg_string.partition('=')
        if given and option in known:
            return known[option], option, value
        fitting = self._get_option_tuples(arg_string)
        if len(fitting) > 1:
            names = ', '.join([string for _action, string, _value in fitting])
            self.error(_('ambiguous option: %s could match %s') % (arg_string, names))
        elif fitting:
            return fitting[0]
        # negative numbers, unless options look like that, and text with blanks are no options
        number = self._negative_number_matcher.match(arg_string)
        if number and not self._has_negative_number_optionals or ' ' in arg_string:
            return None
        return None, arg_string, None

    def _get_option_tuples(self, option_string):
        # all that a string may abbreviate, or be the short option of with its argument
        chars, known = self.prefix_chars, self._option_string_actions
        if option_string[0] not in chars:
            self.error(_('unexpected option string: %s') % option_string)
        if option_string[1] in chars:
            start, given, value = option_string.partition('=')
            return [(known[name], name, value if given else None) for name in known if name.startswith(start)]
        found = []
        for name in known:
            if name == option_string[:2]:
                found.append((known[name], name, option_string[2:]))
            elif name.startswith(option_string):
                found.append((known[name], name, None))
        return found

    # nargs -> the kinds of strings taken
    __patterns = {None: '(-*A-*)', OPTIONAL: '(-*A?-*)', ZERO_OR_MORE: '(-*[A-]*)', ONE_OR_MORE: '(-*A[A-]*)',
                  REMAINDER: '([-AO]*)', PARSER: '(-*A[-AO]*)'}

    def _get_nargs_pattern(self, action):
        pattern = self.__patterns.get(action.nargs)
        if pattern is None:
            pattern = '(-*%s-*)' % '-*'.join('A' * action.nargs)
        # an option's arguments end at '--'
        return pattern.replace('-*', '').replace('-', '') if action.option_strings else pattern

    # values

    def _get_values(self, action, arg_strings):
        nargs = action.nargs
        if nargs != PARSER and nargs != REMAINDER and '--' in arg_strings:
            arg_strings.remove('--')
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, basestring):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = arg_strings if action.default is None else action.default
            self._check_value(action, value)
            return value
        if len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        values = [self._get_value(action, string) for string in arg_strings]
        checked = [] if nargs == REMAINDER else [values[0]] if nargs == PARSER else values
        for value in checked:
            self._check_value(action, value)
        return values

    def _get_value(self, action, arg_string):
        convert = self._registry_get('type', action.type, action.type)
        if not _callable(convert):
            raise ArgumentError(action, _('%r is not callable') % convert)
        try:
            return convert(arg_string)
        except ArgumentTypeError as problem:
            message = str(problem)
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            message = _('invalid %s value: %r') % (name, arg_string)
        raise ArgumentError(action, message)

    def _check_value(self, action, value):
        choices = action.choices
        if choices is not None and value not in choices:
            shown = ', '.join([repr(choice) for choice in choices])
            raise ArgumentError(action, _('invalid choice: %r (choose from %s)') % (value, shown))

    # telling the user

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def __deprecated(self, method):
        import warnings
        warnings.warn('The %s method is deprecated -- the "version" argument to ArgumentParser is no longer '
                      'supported.' % method, DeprecationWarning, 3)

    def format_version(self):
        self.__deprecated('format_version')
        formatter = self._get_formatter()
        formatter.add_text(self.version)
        return formatter.format_help()

    def print_usage(self, file=None):
        """Print the usage, by default on sys.stdout."""
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help, by default on sys.stdout."""
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def print_version(self, file=None):
        self.__deprecated('print_version')
        self._print_message(self.format_version(), file)

    def _print_message(self, message, file=None):
        target = _sys.stderr if file is None else file
        if message:
            target.write(message)

    def exit(self, status=0, message=None):
        """End the program, with a message on sys.stderr if there is one."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Print usage and a message on sys.stderr and end the program; this must not return."""
        self.print_usage(_sys.stderr)
        self.exit(2, _('%s: error: %s\n') % (self.prog, message))


class _Run(object):
    # One command line being parsed.

    def __init__(self, parser, strings, namespace):
        self.parser, self.strings, self.namespace = parser, strings, namespace
        self.unknown = []               # the strings nobody takes
        self.seen = set()               # the actions that were called
        self.present = set()            # those of them that got more than their default
        self.waiting = parser._get_positional_actions()
        # action -> those that must not be there too
        self.excluded = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                others = [other for other in group._group_actions if other is not action]
                self.excluded.setdefault(action, []).extend(others)
        # The kind of each string, one letter each, and what the options are.
        self.options, kinds = {}, ''
        for number, string in enumerate(strings):
            if string == '--':
                kinds += '-' + 'A' * (len(strings) - number - 1)
                break
            option = parser._parse_optional(string)
            if option is not None:
                self.options[number] = option
            kinds += 'A' if option is None else 'O'
        self.kinds = kinds

    def parse(self):
        at, last = 0, max(self.options) if self.options else -1
        while at <= last:
            option = min([number for number in self.options if number >= at])
            if at < option:
                after = self.positionals(at)
                if after > at:
                    # they may have taken the option too
                    at = after
                    continue
            if at not in self.options:
                self.unknown += self.strings[at:option]
                at = option
            at = self.optional(at)
        at = self.positionals(at)
        self.unknown += self.strings[at:]
        self.finish()
        return self.namespace, self.unknown

    def call(self, action, strings, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if values is not action.default:
            self.present.add(action)
            for other in self.excluded.get(action, ()):
                if other in self.present:
                    raise ArgumentError(action, _('not allowed with argument %s') % _get_action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def optional(self, at):
        # The option at a place, or several in one string, with their arguments; where they end.
        parser = self.parser
        action, name, value = self.options[at]
        calls = []
        while True:
            if action is None:
                self.unknown.append(self.strings[at])
                return at + 1
            if value is None:
                end = at + 1 + parser._match_argument(action, self.kinds[at + 1:])
                calls.append((action, self.strings[at + 1:end], name))
                break
            count = parser._match_argument(action, 'A')
            if count == 1:
                end = at + 1
                calls.append((action, [value], name))
                break
            following = name[0] + value[0] if count == 0 and name[1] not in parser.prefix_chars else None
            if following not in parser._option_string_actions:
                raise ArgumentError(action, _('ignored explicit argument %r') % value)
            # a short option without argument: what follows it is another one
            calls.append((action, [], name))
            action, name, value = parser._option_string_actions[following], following, value[1:] or None
        for call in calls:
            self.call(*call)
        return end

    def positionals(self, at):
        # as many positionals as the strings from a place on satisfy; where they end
        counts = self.parser._match_arguments_partial(self.waiting, self.kinds[at:])
        due, self.waiting = self.waiting[:len(counts)], self.waiting[len(counts):]
        for action, count in zip(due, counts):
            strings = self.strings[at:at + count]
            at += count
            self.call(action, strings)
        return at

    def finish(self):
        # what is missing is an error or gets its default
        parser, namespace = self.parser, self.namespace
        if self.waiting:
            parser.error(_('too few arguments'))
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                parser.error(_('argument %s is required') % _get_action_name(action))
            elif isinstance(action.default, basestring):
                # a default that is a string is converted, but only if it is used
                if getattr(namespace, action.dest, None) is action.default:
                    setattr(namespace, action.dest, parser._get_value(action, action.default))
        for group in parser._mutually_exclusive_groups:
            if group.required and not self.present.intersection(group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                parser.error(_('one of the arguments %s is required') % ' '.join(names))
