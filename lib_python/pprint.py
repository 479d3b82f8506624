"""Data structures printed so that one can read them: in several lines where one is too short.

Dictionaries and sets are sorted.  An object that holds itself is shown as <Recursion on ...>.
"""

import sys as _sys
import warnings

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter"]


def pprint(object, stream=None, indent=1, width=80, depth=None):
    """Print an object to a stream, by default sys.stdout."""
    PrettyPrinter(indent, width, depth, stream).pprint(object)


def pformat(object, indent=1, width=80, depth=None):
    """The text that pprint() prints, without the last line end."""
    return PrettyPrinter(indent, width, depth).pformat(object)


def saferepr(object):
    """repr(), but sorted, and safe for objects that hold themselves."""
    text, _, _ = _safe_repr(object, {}, None, 0)
    return text


def isreadable(object):
    """Whether saferepr(object) is such that eval() gives the object back."""
    _, readable, _ = _safe_repr(object, {}, None, 0)
    return readable


def isrecursive(object):
    """Whether an object holds itself."""
    _, _, recursive = _safe_repr(object, {}, None, 0)
    return recursive


def _sorted(iterable):
    with warnings.catch_warnings():
        if _sys.py3kwarning:
            warnings.filterwarnings("ignore", "comparing unequal types not supported", DeprecationWarning)
        return sorted(iterable)


def _shown_as(typ, *kinds):
    # the built-in type whose repr() a type has, if it is one of these
    method = getattr(typ, "__repr__", None)
    for kind in kinds:
        if issubclass(typ, kind) and method == kind.__repr__:
            return kind
    return None


def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


class PrettyPrinter:
    """A printer with options.

    indent   blanks for each level of nesting
    width    how wide a line should be at most
    depth    how many levels are shown
    stream   where to, by default sys.stdout
    """

    def __init__(self, indent=1, width=80, depth=None, stream=None):
        indent, width = int(indent), int(width)
        assert indent >= 0, "indent must be >= 0"
        assert depth is None or depth > 0, "depth must be > 0"
        assert width, "width must be != 0"
        self._indent_per_level, self._width, self._depth = indent, width, depth
        self._stream = _sys.stdout if stream is None else stream

    def pprint(self, object):
        self._format(object, self._stream, 0, 0, {}, 0)
        self._stream.write("\n")

    def pformat(self, object):
        pieces = _Pieces()
        self._format(object, pieces, 0, 0, {}, 0)
        return ''.join(pieces)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """(text, whether readable, whether recursive) of an object; for subclasses to override.

        `context` has the ids of the objects around this one as keys; `level` is how many there are.
        """
        return _safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        if recursive:
            self._recursive = True
        if not readable:
            self._readable = False
        return text

    def _format(self, object, stream, indent, allowance, context, level):
        # `indent` is where the line stands, `allowance` how much has to fit behind the object
        key = id(object)
        if key in context:
            stream.write(_recursion(object))
            self._recursive, self._readable = True, False
            return
        text = self._repr(object, context, level)
        typ = type(object)
        kind = _shown_as(typ, dict, list, tuple, set, frozenset)
        too_deep = self._depth and level >= self._depth
        if too_deep or kind is None or kind in (set, frozenset) and not object:
            stream.write(text)
            return
        wrapped = len(text) >= self._width - indent - allowance
        start, end = {dict: '{}', list: '[]', tuple: '()'}.get(kind) or (typ.__name__ + '([', '])')
        # what stands before the bracket moves everything to the right
        indent += len(start) - 1
        stream.write(start)
        extra = self._indent_per_level - 1
        if extra > 0 and (wrapped or kind is dict):
            stream.write(extra * ' ')
        indent += self._indent_per_level
        if object:
            context[key] = 1
        separator = ',\n' + ' ' * indent if wrapped else ', '
        if kind is dict:
            parts = _sorted(object.items())
        else:
            parts = object if kind in (list, tuple) else _sorted(object)
        for number, part in enumerate(parts[:]):
            if number:
                stream.write(separator)
            column = indent
            if kind is dict:
                name, part = part
                name = self._repr(name, context, level + 1)
                stream.write(name + ': ')
                column += len(name) + 2
            self._format(part, stream, column, allowance + 1, context, level + 1)
        context.pop(key, None)
        if kind is tuple and len(object) == 1:
            stream.write(',')
        stream.write(end)


class _Pieces(list):
    # a file that only remembers what is written
    write = list.append


def _safe_repr(object, context, maxlevels, level):
    """(text, whether readable, whether recursive) of an object, on one line."""
    typ = type(object)
    if typ is str:
        return _string_repr(object), True, False
    kind = _shown_as(typ, dict, list, tuple)
    if kind is None:
        text = repr(object)
        return text, text and not text.startswith('<'), False
    frame = {dict: "{%s}", list: "[%s]", tuple: "(%s)"}[kind]
    size = len(object)
    if kind is tuple and size == 1:
        frame = "(%s,)"
    if not size:
        return frame % "", True, False
    key = id(object)
    if maxlevels and level >= maxlevels:
        return frame % "...", False, key in context
    if key in context:
        return _recursion(object), False, True
    context[key] = 1
    readable, recursive = True, False
    parts = []
    for part in _sorted(object.items()) if kind is dict else object:
        texts = []
        for item in part if kind is dict else (part,):
            text, item_readable, item_recursive = _safe_repr(item, context, maxlevels, level + 1)
            texts.append(text)
            readable = readable and item_readable
            recursive = recursive or item_recursive
        parts.append(": ".join(texts))
    del context[key]
    return frame % ", ".join(parts), bool(readable), recursive


def _string_repr(text):
    if 'locale' not in _sys.modules:
        return repr(text)
    # letters of the locale are shown as they are
    quote = '"' if "'" in text and '"' not in text else "'"
    shown = [char if char.isalpha() else '\\' + quote if char == quote else _plain(char) for char in text]
    return quote + ''.join(shown) + quote


def _plain(char):
    return repr(char)[1:-1]
