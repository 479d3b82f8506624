"""Warnings: issuing them, choosing what becomes of them, showing and recording them.

A list of filters decides: the first that fits gives the action.  warn() and warn_explicit() are written
in Python and replaced by the built-in ones of _warnings where it exists, which then also own the list.
"""

# Imports stand at module level but for re: a warning can be issued while the import lock is held.
import linecache
import sys
import types

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings"]

_ACTIONS = 'default', 'always', 'ignore', 'module', 'once', 'error'


def warnpy3k(message, category=None, stacklevel=1):
    """Warn of what Python 3 changed; only heard under the option -3."""
    if sys.py3kwarning:
        warn(message, DeprecationWarning if category is None else category, stacklevel + 1)


# showing

def _show_warning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr; to be replaced by those who want it elsewhere."""
    target = sys.stderr if file is None else file
    if target is not None:
        try:
            target.write(formatwarning(message, category, filename, lineno, line))
        except (IOError, UnicodeError):
            pass    # nowhere to complain to


showwarning = _show_warning


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning: where, what, and the line of source."""
    try:
        message = str(message)
    except UnicodeEncodeError:
        pass
    text = "%s: %s: %s\n" % (lineno, category.__name__, message)
    if line is None:
        line = linecache.getline(filename, lineno)
    if line:
        line = line.strip()
        if isinstance(text, unicode) and isinstance(line, str):
            line = line.decode('latin1')
        text += "  %s\n" % line
    encoding = sys.getfilesystemencoding()
    if isinstance(text, unicode) and isinstance(filename, str) and encoding:
        try:
            filename = filename.decode(encoding)
        except UnicodeDecodeError:
            pass
    return "%s:%s" % (filename, text)


# filters: (action, pattern of the message, category, pattern of the module, line or 0 for any)

def _add(entry, append):
    filters.insert(len(filters) if append else 0, entry)


def _check(action):
    assert action in _ACTIONS, "invalid action: %r" % (action,)


def _check_line(lineno):
    assert isinstance(lineno, (int, long)) and lineno >= 0, "lineno must be an int >= 0"


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=0):
    """Add a filter, before the others or, if `append`, after them.

    The action is "error", "ignore", "always", "default", "module" or "once".  `message` and `module` are
    regular expressions; the category includes its subclasses; line 0 is any line.
    """
    import re
    _check(action)
    assert isinstance(message, basestring), "message must be a string"
    assert isinstance(category, (type, types.ClassType)), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, basestring), "module must be a string"
    _check_line(lineno)
    _add((action, re.compile(message, re.I), category, re.compile(module), int(lineno)), append)


def simplefilter(action, category=Warning, lineno=0, append=0):
    """Add a filter for every message and module."""
    _check(action)
    _check_line(lineno)
    _add((action, None, category, None, int(lineno)), append)


def resetwarnings():
    """Remove all filters."""
    del filters[:]


# the option -W action:message:category:module:line

class _OptionError(Exception):
    """An option that cannot be understood."""


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as problem:
            print >> sys.stderr, "Invalid -W option ignored:", problem


def _setoption(arg):
    import re
    fields = [field.strip() for field in arg.split(':')]
    if len(fields) > 5:
        raise _OptionError("too many fields (max 5): %r" % (arg,))
    action, message, category, module, line = fields + [''] * (5 - len(fields))
    action, category = _getaction(action), _getcategory(category)
    lineno = line or 0
    try:
        lineno = int(lineno)
        valid = lineno >= 0
    except (ValueError, OverflowError):
        valid = False
    if not valid:
        raise _OptionError("invalid lineno %r" % (lineno,))
    module = re.escape(module)
    filterwarnings(action, re.escape(message), category, module + '$' if module else module, lineno)


def _getaction(action):
    # an action may be shortened
    if not action:
        return "default"
    if action == "all":
        return "always"
    for known in _ACTIONS:
        if known.startswith(action):
            return known
    raise _OptionError("invalid action: %r" % (action,))


def _getcategory(category):
    if not category:
        return Warning
    unknown = _OptionError("unknown warning category: %r" % (category,))
    module, dot, name = category.rpartition(".")
    if not dot and category.replace("_", "a").isalnum():
        try:
            found = eval(category)
        except NameError:
            raise unknown
    else:
        try:
            holder = __import__(module or category[:-1], None, None, [name])
        except ImportError:
            raise _OptionError("invalid module name: %r" % (module or category[:-1],))
        if not hasattr(holder, name):
            raise unknown
        found = getattr(holder, name)
    if not issubclass(found, Warning):
        raise _OptionError("invalid warning category: %r" % (category,))
    return found


# issuing

def warn(message, category=None, stacklevel=1):
    """Issue a warning about the caller, or with a higher stacklevel about its callers."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    assert issubclass(category, Warning)
    namespace, lineno = sys.__dict__, 1
    try:
        frame = sys._getframe(stacklevel)
    except ValueError:
        pass    # the stack is not that deep
    else:
        namespace, lineno = frame.f_globals, frame.f_lineno
    module = namespace.get('__name__', "<string>")
    filename = namespace.get('__file__')
    if filename:
        if filename.lower().endswith((".pyc", ".pyo")):
            filename = filename[:-1]
    elif module == "__main__":
        # an embedding program may have no sys.argv
        filename = getattr(sys, 'argv', ['__main__'])[0]
    warn_explicit(message, category, filename or module, lineno, module,
                  namespace.setdefault("__warningregistry__", {}), namespace)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None):
    """Issue a warning about a place in a file.

    The registry, a dict, remembers what has been shown.
    """
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module.lower().endswith(".py"):
            module = module[:-3]
    if registry is None:
        registry = {}
    if isinstance(message, Warning):
        category, text = message.__class__, str(message)
    else:
        text, message = message, category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    action, chosen = defaultaction, None
    for chosen in filters:
        verdict, about, kind, where, line = chosen
        if (issubclass(category, kind) and line in (0, lineno)
                and (about is None or about.match(text)) and (where is None or where.match(module))):
            action = verdict
            break
    if action == "ignore":
        registry[key] = 1
        return
    # what is in an archive has to be read while its loader is at hand
    linecache.getlines(filename, module_globals)
    if action == "error":
        raise message
    if action not in _ACTIONS:
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, chosen))
    if action != "always":
        registry[key] = 1
    # "once" and "module" have a memory beyond the line
    if action == "once" and _seen(onceregistry, (text, category)):
        return
    if action == "module" and _seen(registry, (text, category, 0)):
        return
    showwarning(message, category, filename, lineno)


def _seen(registry, key):
    seen = registry.get(key)
    registry[key] = 1
    return seen


# recording

class WarningMessage(object):
    """The arguments of one call of showwarning(), as attributes."""

    _WARNING_DETAILS = "message", "category", "filename", "lineno", "file", "line"

    def __init__(self, message, category, filename, lineno, file=None, line=None):
        for name, value in zip(self._WARNING_DETAILS, (message, category, filename, lineno, file, line)):
            setattr(self, name, value)
        self._category_name = category and category.__name__

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}"
                % (self.message, self._category_name, self.filename, self.lineno, self.line))


class catch_warnings(object):
    """A context manager that puts back the filters and showwarning() on leaving.

    With `record`, warnings are put on a list, which is the target of `as`, instead of being shown.
    `module` is for tests of this module itself.
    """

    def __init__(self, record=False, module=None):
        self._entered = False
        self._record = record
        self._module = module if module is not None else sys.modules['warnings']

    def __repr__(self):
        options = ["record=True"] if self._record else []
        if self._module is not sys.modules['warnings']:
            options.append("module=%r" % self._module)
        return "%s(%s)" % (type(self).__name__, ", ".join(options))

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        module = self._module
        self._filters, self._showwarning = module.filters, module.showwarning
        module.filters = list(module.filters)
        if not self._record:
            return None
        log = []
        module.showwarning = lambda *args, **kwargs: log.append(WarningMessage(*args, **kwargs))
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        self._module.filters, self._module.showwarning = self._filters, self._showwarning


try:
    from _warnings import (
        default_action as defaultaction, filters, once_registry as onceregistry, warn, warn_explicit)
    default_action, once_registry = defaultaction, onceregistry
    _built_in = True
except ImportError:
    filters, onceregistry, defaultaction = [], {}, "default"
    _built_in = False

_processoptions(sys.warnoptions)

if not _built_in:
    # What is quiet unless asked for, and what an option makes loud.
    for _category in (ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        if _category is not DeprecationWarning or not (sys.py3kwarning or sys.flags.division_warning):
            simplefilter("ignore", category=_category)
    simplefilter(("ignore", "default", "error")[min(sys.flags.bytes_warning, 2)],
                 category=BytesWarning, append=1)
    del _category
del _built_in
