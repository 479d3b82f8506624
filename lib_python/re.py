r"""Regular expressions: searching, splitting and replacing by pattern.

In a pattern most characters stand for themselves.  The others:

    .        any character but a newline          ^  $     the start, the end of the string
    [abc]    one of a set, [^abc] one outside it  A|B      either A or B
    * + ?    zero or more, one or more, zero or one of what comes before, as many as possible;
             *? +? ?? take as few as possible      {m,n}    between m and n of it
    (...)    a group, numbered from 1             (?:...)  one that is not numbered
    (?P<name>...)  a named group                  (?P=name)  what that group matched
    (?=...) (?!...)    what follows must match, must not match
    (?<=...) (?<!...)  what precedes must match, must not match
    (?(id)yes|no)  depends on whether a group matched
    (?iLmsux)  sets flags                         (?#...)  a comment

    \number  what that group matched              \A  \Z   only the start, only the end
    \b  \B   at, not at the edge of a word        \d  \D   a digit, anything else
    \s  \S   white space, anything else           \w  \W   alphanumeric or _, anything else

Flags: I IGNORECASE, L LOCALE, M MULTILINE (^ and $ match at each line), S DOTALL (. matches a newline
too), X VERBOSE (white space and comments in the pattern are skipped), U UNICODE.

The functions take a pattern as a string and keep the last ones compiled.
"""

import copy_reg
import sre_compile
import sre_parse
from sre_compile import error
try:
    import _locale
except ImportError:
    _locale = None

__all__ = ["match", "search", "sub", "subn", "split", "findall", "compile", "purge", "template",
           "escape", "I", "L", "M", "S", "X", "U", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL",
           "VERBOSE", "UNICODE", "error", "finditer"]

__version__ = "2.2.1"

# each flag by its short and its long name
I, L, M, S, U, X, T = (
    IGNORECASE, LOCALE, MULTILINE, DOTALL, UNICODE, VERBOSE, TEMPLATE) = (
    sre_compile.SRE_FLAG_IGNORECASE, sre_compile.SRE_FLAG_LOCALE, sre_compile.SRE_FLAG_MULTILINE,
    sre_compile.SRE_FLAG_DOTALL, sre_compile.SRE_FLAG_UNICODE, sre_compile.SRE_FLAG_VERBOSE,
    sre_compile.SRE_FLAG_TEMPLATE)
DEBUG = sre_compile.SRE_FLAG_DEBUG


def match(pattern, string, flags=0):
    """A match object if the pattern matches at the start of the string, else None."""
    matcher = _compile(pattern, flags)
    return matcher.match(string)


def search(pattern, string, flags=0):
    """A match object for the first place in the string where the pattern matches, else None."""
    matcher = _compile(pattern, flags)
    return matcher.search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with each match of the pattern (at most `count`, if that is not 0) replaced.

    `repl` is a template, in which \\1 or \\g<name> stand for groups, or a function that is given the
    match object and returns the replacement.
    """
    matcher = _compile(pattern, flags)
    return matcher.sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Like sub(), but the result is the pair (new string, number of replacements)."""
    matcher = _compile(pattern, flags)
    return matcher.subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The pieces of the string between matches of the pattern, and what its groups matched."""
    matcher = _compile(pattern, flags)
    return matcher.split(string, maxsplit)


def findall(pattern, string, flags=0):
    """A list of all matches that do not overlap: their text, or what the group or groups matched."""
    matcher = _compile(pattern, flags)
    return matcher.findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over the match objects of all matches that do not overlap."""
    matcher = _compile(pattern, flags)
    return matcher.finditer(string)


def compile(pattern, flags=0):
    """A pattern object for a regular expression."""
    return _compile(pattern, flags)


def purge():
    """Forget the patterns and templates kept compiled."""
    _cache.clear()
    _cache_repl.clear()


def template(pattern, flags=0):
    """A pattern object that never backtracks; repeats are refused."""
    return _compile(pattern, flags | T)


_alphanum = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def escape(pattern):
    """The string with a backslash before everything but ASCII letters and digits."""
    keep = _alphanum
    return pattern[:0].join([
        char if char in keep else "\\000" if char == "\0" else "\\" + char for char in pattern])


# How many compiled patterns, and how many templates, are kept; a full table is emptied.
_MAXCACHE = 100
_cache = {}         # (type, pattern, flags) -> (pattern object, the locale it depends on or None)
_cache_repl = {}    # (template, pattern object) -> parsed template

_pattern_type = type(sre_compile.compile("", 0))


def _compile(pattern, flags):
    key = type(pattern), pattern, flags
    if not flags & DEBUG:
        found = _cache.get(key)
        if found is not None and (found[1] is None or found[1] == _ctype()):
            return found[0]
    if isinstance(pattern, _pattern_type):
        if flags:
            raise ValueError("Cannot process flags argument with a compiled pattern")
        return pattern
    if not sre_compile.isstring(pattern):
        raise TypeError("first argument must be string or compiled pattern")
    compiled = sre_compile.compile(pattern, flags)
    if not flags & DEBUG:
        if len(_cache) >= _MAXCACHE:
            _cache.clear()
        if not compiled.flags & LOCALE:
            _cache[key] = compiled, None
        elif _locale:
            _cache[key] = compiled, _ctype()
    return compiled


def _ctype():
    return _locale.setlocale(_locale.LC_CTYPE)


# The engine calls the next three: a pattern object for sub() and subn(), a match object for expand().

def _compile_repl(repl, pattern):
    key = repl, pattern
    found = _cache_repl.get(key)
    if found is None:
        found = sre_parse.parse_template(repl, pattern)
        if len(_cache_repl) >= _MAXCACHE:
            _cache_repl.clear()
        _cache_repl[key] = found
    return found


def _expand(pattern, match, template):
    return sre_parse.expand_template(sre_parse.parse_template(template, pattern), match)


def _subx(pattern, template):
    # A function from match to replacement, or the replacement itself if it is always the same.
    parsed = _compile_repl(template, pattern)
    groups, literals = parsed
    if len(literals) == 1 and not groups:
        return literals[0]
    return lambda match: sre_parse.expand_template(parsed, match)


def _pickle(p):
    return _compile, (p.pattern, p.flags)


copy_reg.pickle(_pattern_type, _pickle, _compile)


class Scanner:
    """Cuts a string into tokens by a list of (pattern, action) pairs.

    An action is called with the scanner and the text; anything else is the token itself, and None
    drops the text.
    """

    def __init__(self, lexicon, flags=0):
        state = sre_parse.Pattern()
        state.flags = flags
        choices = []
        for number, (phrase, _) in enumerate(lexicon, 1):
            body = sre_parse.parse(phrase, flags)
            choices.append(sre_parse.SubPattern(state, [(sre_compile.SUBPATTERN, (number, body))]))
        state.groups = len(choices) + 1
        self.lexicon = lexicon
        self.scanner = sre_compile.compile(
            sre_parse.SubPattern(state, [(sre_compile.BRANCH, (None, choices))]))

    def scan(self, string):
        """The list of tokens, and the rest of the string that no pattern matches."""
        tokens, done = [], 0
        step = self.scanner.scanner(string).match
        while True:
            found = step()
            if not found or found.end() == done:
                return tokens, string[done:]
            done = found.end()
            token = self.lexicon[found.lastindex - 1][1]
            if hasattr(token, "__call__"):
                self.match = found
                token = token(self, found.group())
            if token is not None:
                tokens.append(token)
