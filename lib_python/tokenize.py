"""Cuts Python source into tokens, in Python, comments and blank lines included, and joins them again.

A token is (type, text, (row, column) of its start, of its end, line); rows count from 1, columns from 0.
The type is a number of module token, or COMMENT, or NL for a line end that ends no statement.
"""

import re
import string
from itertools import chain
import token
from token import *

__all__ = [_name for _name in dir(token) if _name[0] != "_"]
__all__ += ["COMMENT", "tokenize", "generate_tokens", "NL", "untokenize"]
del _name, token

COMMENT, NL = N_TOKENS, N_TOKENS + 1
N_TOKENS += 2
tok_name[COMMENT], tok_name[NL] = 'COMMENT', 'NL'

tabsize = 8


class TokenError(Exception):
    """Raised when the source ends inside a string or a statement."""


class StopTokenizing(Exception):
    """Raised by a token eater that has had enough."""


# The regular expression of a token, built up from its parts.

def group(*choices):
    return '(%s)' % '|'.join(choices)


def any(*choices):
    return group(*choices) + '*'


def maybe(*choices):
    return group(*choices) + '?'


Whitespace, Comment = r'[ \f\t]*', r'#[^\r\n]*'
Ignore = ''.join([Whitespace, any(r'\\\r?\n' + Whitespace), maybe(Comment)])
Name = r'[a-zA-Z_]\w*'

Hexnumber, Binnumber = r'0[xX][\da-fA-F]+[lL]?', r'0[bB][01]+[lL]?'
Octnumber, Decnumber = r'(0[oO][0-7]+)|(0[0-7]*)[lL]?', r'[1-9]\d*[lL]?'
Intnumber = group(Hexnumber, Binnumber, Octnumber, Decnumber)
Exponent = r'[eE][-+]?\d+'
Expfloat, Pointfloat = r'\d+' + Exponent, group(r'\d+\.\d*', r'\.\d+') + maybe(Exponent)
Floatnumber = group(Pointfloat, Expfloat)
Imagnumber = group(r'\d+[jJ]', Floatnumber + '[jJ]')
Number = group(Imagnumber, Floatnumber, Intnumber)

# what follows the opening quotes of a string, up to and with the closing ones
_tail = r"[^{q}\\]*(?:\\.[^{q}\\]*)*{q}"
_tail3 = r"[^{q}\\]*(?:(?:\\.|{q}(?!{q}{q}))[^{q}\\]*)*{q}{q}{q}"
Single, Double = [_tail.format(q=_quote) for _quote in ("'", '"')]
Single3, Double3 = [_tail3.format(q=_quote) for _quote in ("'", '"')]

_prefix = '[uUbB]?[rR]?'
# a string's text as far as it stands on one line
_inside = r"[^\n{q}\\]*(?:\\.[^\n{q}\\]*)*"
Triple = group(*[_prefix + 3 * _quote for _quote in ("'", '"')])
String = group(*[_prefix + _quote + _inside.format(q=_quote) + _quote for _quote in ("'", '"')])
ContStr = group(*[_prefix + _quote + _inside.format(q=_quote) + group(_quote, r'\\\r?\n')
                  for _quote in ("'", '"')])

# the longest come first: the first that fits is taken
Operator = group(r"\*\*=?", ">>=?", "<<=?", "<>", "!=", "//=?", r"[+\-*/%&|^=<>]=?", "~")
Bracket = '[][(){}]'
Special = group(r'\r?\n', '[:;.,`@]')
Funny = group(Operator, Bracket, Special)

PlainToken = group(Number, Funny, String, Name)
Token = Ignore + PlainToken
PseudoExtras = group(r'\\\r?\n|\Z', Comment, Triple)
PseudoToken = Whitespace + group(PseudoExtras, Number, Funny, ContStr, Name)


class _Program(object):
    # A regular expression that is compiled when first used: many import this module and never do.

    def __init__(self, pattern):
        self.pattern = pattern

    def __getattr__(self, name):
        value = getattr(re.compile(self.pattern), name)
        setattr(self, name, value)
        return value


tokenprog, pseudoprog = _Program(Token), _Program(PseudoToken)
single3prog, double3prog = _Program(Single3), _Program(Double3)

# what a string may open with, and for each way the expression that finds its end
_prefixes = [_first + _second for _first in ('', 'u', 'U', 'b', 'B') for _second in ('', 'r', 'R')]
single_quoted, triple_quoted = {}, {}
endprogs = dict.fromkeys('rRuUbB')
endprogs["'"], endprogs['"'] = _Program(Single), _Program(Double)
for _first in _prefixes:
    for _quote, _second in ("'", single3prog), ('"', double3prog):
        single_quoted[_first + _quote] = _first + _quote
        triple_quoted[_first + 3 * _quote] = _first + 3 * _quote
        endprogs[_first + 3 * _quote] = _second
del _first, _second, _quote


def printtoken(type, token, srow_scol, erow_ecol, line):
    """Print a token: what tokenize() does unless told otherwise."""
    place = srow_scol + erow_ecol
    print "%d,%d-%d,%d:\t%s\t%s" % (place + (tok_name[type], repr(token)))


def tokenize(readline, tokeneater=printtoken):
    """Call a function for each token of a source that is read with readline().

    The function gets the five items of the token, and may raise StopTokenizing.
    """
    try:
        tokenize_loop(readline, tokeneater)
    except StopTokenizing:
        return


def tokenize_loop(readline, tokeneater):
    for found in generate_tokens(readline):
        tokeneater(*found)


def generate_tokens(readline):
    """An iterator over the tokens of a source.

    readline() returns a line at a time, and '' or StopIteration at the end.
    """
    scanner = _Scanner()
    while not scanner.done:
        try:
            line = readline()
        except StopIteration:
            line = ''
        for found in scanner.tokens(line):
            yield found


class _Scanner(object):
    # Where the source stands between two lines.

    def __init__(self):
        self.done = False
        self.row = 0
        self.depth = 0              # of brackets
        self.continued = False      # by a backslash
        self.indents = [0]
        self.text = ''              # of a string that goes on: what there is of it,
        self.text_lines = None      # the lines it stands on,
        self.text_start = None      # where it starts,
        self.text_end = None        # how its end is found,
        self.single = False         # and whether each of its lines has to end with a backslash

    def tokens(self, line):
        self.row += 1
        if self.text:
            return self.string_goes_on(line)
        if self.depth or self.continued:
            if not line:
                raise TokenError("EOF in multi-line statement", (self.row, 0))
            self.continued = False
            return self.rest(line, 0)
        return self.statement(line)

    def string_goes_on(self, line):
        if not line:
            raise TokenError("EOF in multi-line string", self.text_start)
        end = self.text_end.match(line)
        if end:
            text, lines, at = self.text, self.text_lines, end.end()
            self.text, self.text_lines, self.single = '', None, False
            return chain([(STRING, text + line[:at], self.text_start, (self.row, at), lines + line)],
                         self.rest(line, at))
        if self.single and not line.endswith(('\\\n', '\\\r\n')):
            broken = ERRORTOKEN, self.text + line, self.text_start, (self.row, len(line)), self.text_lines
            self.text, self.text_lines = '', None
            return [broken]
        self.text += line
        self.text_lines += line
        return []

    def string_begins(self, line, start, end):
        self.text, self.text_lines, self.text_start = line[start:], line, (self.row, start)
        self.text_end = end

    def statement(self, line):
        # a line that does not go on from the one before
        row, at, column = self.row, 0, 0
        for char in line:
            if char == ' ':
                column += 1
            elif char == '\t':
                column += tabsize - column % tabsize
            elif char == '\f':
                column = 0
            else:
                break
            at += 1
        if at == len(line):
            # the end of the source: only there does a line have no end of its own
            self.done = True
            for _ in self.indents[1:]:
                yield DEDENT, '', (row, 0), (row, 0), ''
            yield ENDMARKER, '', (row, 0), (row, 0), ''
            return
        if line[at] in '#\r\n':
            if line[at] == '#':
                comment = line[at:].rstrip('\r\n')
                stop = at + len(comment)
                yield COMMENT, comment, (row, at), (row, stop), line
                at = stop
            yield NL, line[at:], (row, at), (row, len(line)), line
            return
        if column > self.indents[-1]:
            self.indents.append(column)
            yield INDENT, line[:at], (row, 0), (row, at), line
        while column < self.indents[-1]:
            if column not in self.indents:
                raise IndentationError("unindent does not match any outer indentation level",
                                       ("<tokenize>", row, at, line))
            self.indents.pop()
            yield DEDENT, '', (row, at), (row, at), line
        for found in self.rest(line, at):
            yield found

    def rest(self, line, at):
        # the tokens from a column on
        row, size = self.row, len(line)
        while at < size:
            found = pseudoprog.match(line, at)
            if not found:
                yield ERRORTOKEN, line[at], (row, at), (row, at + 1), line
                at += 1
                continue
            start, at = found.span(1)
            if start == at:
                continue
            text, first = line[start:at], line[start]
            kind = OP
            if first in '0123456789' or first == '.' and text != '.':
                kind = NUMBER
            elif first in '\r\n':
                kind = NL if self.depth > 0 else NEWLINE
            elif first == '#':
                kind = COMMENT
            elif text in triple_quoted:
                kind, closing = STRING, endprogs[text]
                end = closing.match(line, at)
                if not end:
                    self.string_begins(line, start, closing)
                    return
                at = end.end()
                text = line[start:at]
            elif first in single_quoted or text[:2] in single_quoted or text[:3] in single_quoted:
                kind = STRING
                if text[-1] == '\n':
                    quote = text.lstrip('uUbBrR')[0]
                    self.string_begins(line, start, endprogs[quote])
                    self.single = True
                    return
            elif first == '_' or first in string.ascii_letters:
                kind = NAME
            elif first == '\\':
                self.continued = True
                continue
            elif first in '([{':
                self.depth += 1
            elif first in ')]}':
                self.depth -= 1
            yield kind, text, (row, start), (row, at), line


def untokenize(iterable):
    """Source text from tokens.

    With whole tokens it is the text they came from; with (type, text) pairs only, a text that gives the
    same pairs again, spaced poorly.
    """
    return Untokenizer().untokenize(iterable)


class Untokenizer:

    def __init__(self):
        self.tokens = []                        # the text so far, in pieces
        self.prev_row, self.prev_col = 1, 0     # where it ends

    def add_whitespace(self, start):
        """Go on to a place with backslashes and blanks."""
        row, column = start
        if (row, column) < (self.prev_row, self.prev_col):
            raise ValueError("start ({},{}) precedes previous end ({},{})"
                             .format(row, column, self.prev_row, self.prev_col))
        if row > self.prev_row:
            self.tokens.append("\\\n" * (row - self.prev_row))
            self.prev_col = 0
        if column > self.prev_col:
            self.tokens.append(" " * (column - self.prev_col))

    def untokenize(self, iterable):
        source = iter(iterable)
        indents = []
        fresh = False       # whether a line has begun whose indent is not written yet
        for found in source:
            if len(found) == 2:
                self.compat(found, source)
                break
            kind, text, start, end, _ = found
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                del indents[-1]
                self.prev_row, self.prev_col = end
                continue
            ends_line = kind == NEWLINE or kind == NL
            if ends_line:
                fresh = True
            elif fresh and indents:
                fresh = False
                # a line that goes on from another may stand further left
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.prev_col = len(indents[-1])
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = (end[0] + 1, 0) if ends_line else end
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """Go on with tokens that have no places."""
        indents, last = [], None
        fresh = token[0] in (NEWLINE, NL)
        for found in chain([token], iterable):
            kind, text = found[:2]
            if kind == NAME or kind == NUMBER:
                text += ' '
            elif kind == STRING and last == STRING:
                text = ' ' + text
            last = kind
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                del indents[-1]
                continue
            if kind == NEWLINE or kind == NL:
                fresh = True
            elif fresh and indents:
                self.tokens.append(indents[-1])
                fresh = False
            self.tokens.append(text)


if __name__ == '__main__':
    import sys
    tokenize((open(sys.argv[1]) if sys.argv[1:] else sys.stdin).readline)
