"""Generates code for the matching engine from a parsed regular expression.

The code is a list of words.  An operator that contains others is followed by a skip: the distance from
the skip's own place to where the next operator begins.  A whole program is an info block (what a search
can use to find candidates quickly), the pattern, and SUCCESS.

Emitter has a method for each operator of the tree.  Sets of characters are kept as sorted intervals and
written in the shortest form the engine knows: literals and ranges, a bitmap of 256 bits, or, beyond
Latin-1, a table of shared bitmaps.
"""

import sys

import _sre
import sre_parse
from sre_constants import *
from sre_constants import error, MAGIC

if _sre.MAGIC != MAGIC:
    raise AssertionError("SRE module mismatch")

_CODEBITS = 8 * _sre.CODESIZE
MAXCODE = (1 << _CODEBITS) - 1

# Lower-case characters that share their upper-case form: under IGNORECASE and UNICODE each matches the
# others of its line too.
_SHARED_UPPERCASE = u"""
    i\u0131             dotless i
    s\u017f             long s
    \u00b5\u03bc        micro sign, mu
    \u0345\u03b9\u1fbe   combining ypogegrammeni, iota, prosgegrammeni
    \u03b2\u03d0        beta, beta symbol
    \u03b5\u03f5        epsilon, lunate epsilon
    \u03b8\u03d1        theta, theta symbol
    \u03ba\u03f0        kappa, kappa symbol
    \u03c0\u03d6        pi, pi symbol
    \u03c1\u03f1        rho, rho symbol
    \u03c2\u03c3        final sigma, sigma
    \u03c6\u03d5        phi, phi symbol
    \u1e61\u1e9b        s with dot above, long s with dot above
"""
_ignorecase_fixes = {}
for _line in _SHARED_UPPERCASE.strip().split(u"\n"):
    _family = [ord(_char) for _char in _line.split()[0]]
    for _char in _family:
        _ignorecase_fixes[_char] = tuple(_other for _other in _family if _other != _char)
del _line, _family, _char, _SHARED_UPPERCASE


class _Emitter(object):
    """Writes code for one pattern under fixed flags."""

    def __init__(self, flags):
        self.flags = flags
        self.code = []
        ignore = flags & SRE_FLAG_IGNORECASE
        self.lower = (lambda char: _sre.getlower(char, flags)) if ignore else None
        self.fixes = {}
        if ignore and flags & SRE_FLAG_UNICODE and not flags & SRE_FLAG_LOCALE:
            self.fixes = _ignorecase_fixes
        self.at, self.category = {}, {}
        if flags & SRE_FLAG_LOCALE:
            self.at, self.category = AT_LOCALE, CH_LOCALE
        elif flags & SRE_FLAG_UNICODE:
            self.at, self.category = AT_UNICODE, CH_UNICODE

    def sequence(self, items):
        for op, argument in getattr(items, "data", items):
            write = _WRITERS.get(op)
            if write is None:
                raise ValueError("unsupported operand type", op)
            write(self, op, argument)

    def open_skip(self):
        self.code.append(0)
        return len(self.code) - 1

    def close_skip(self, at, extra=0):
        self.code[at] = len(self.code) - at + extra

    # one character

    def literal(self, op, char):
        if self.lower is not None:
            char = self.lower(char)
            others = self.fixes.get(char)
            if others:
                self.code.append(OPCODES[IN_IGNORE])
                skip = self.open_skip()
                if op is NOT_LITERAL:
                    self.code.append(OPCODES[NEGATE])
                for char in (char,) + others:
                    self.code += OPCODES[LITERAL], char
                self.code.append(OPCODES[FAILURE])
                self.close_skip(skip)
                return
            op = OP_IGNORE[op]
        self.code += OPCODES[op], char

    def any(self, op, _):
        self.code.append(OPCODES[ANY_ALL if self.flags & SRE_FLAG_DOTALL else ANY])

    def set(self, op, members):
        self.code.append(OPCODES[IN if self.lower is None else IN_IGNORE])
        skip = self.open_skip()
        self.charset(members, self.lower, self.fixes)
        self.close_skip(skip)

    def charset(self, members, lower, fixes):
        code = self.code
        for op, argument in _optimize_charset(members, lower, fixes, self.flags & SRE_FLAG_UNICODE):
            if op is CATEGORY:
                self.one_category(op, argument)
                continue
            code.append(OPCODES[op])
            if op is LITERAL:
                code.append(argument)
            elif op is RANGE or op is CHARSET or op is BIGCHARSET:
                code += argument
            elif op is not NEGATE:
                raise error("internal: unsupported set operator")
        code.append(OPCODES[FAILURE])

    def one_category(self, op, kind):
        self.code += OPCODES[op], CHCODES[self.category.get(kind, kind)]

    # places and groups

    def place(self, op, where):
        if self.flags & SRE_FLAG_MULTILINE:
            where = AT_MULTILINE.get(where, where)
        self.code += OPCODES[op], ATCODES[self.at.get(where, where)]

    def group(self, op, argument):
        number, body = argument
        if not number:
            return self.sequence(body)
        mark = 2 * (number - 1)
        self.code += OPCODES[MARK], mark
        self.sequence(body)
        self.code += OPCODES[MARK], mark + 1

    def group_reference(self, op, number):
        if self.lower is not None:
            op = OP_IGNORE[op]
        self.code += OPCODES[op], number - 1

    def condition(self, op, argument):
        number, matched, unmatched = argument
        self.code += OPCODES[op], number - 1
        skip = self.open_skip()
        self.sequence(matched)
        if not unmatched:
            return self.close_skip(skip, 1)
        self.code.append(OPCODES[JUMP])
        end = self.open_skip()
        self.close_skip(skip, 1)
        self.sequence(unmatched)
        self.close_skip(end)

    # control

    def outcome(self, op, _):
        self.code.append(OPCODES[op])

    def repeat(self, op, argument):
        if self.flags & SRE_FLAG_TEMPLATE:
            raise error("internal: unsupported template operator")
        least, most, body = argument
        single = op is not REPEAT and _simple(argument)
        if not single:
            word = REPEAT
        elif op is MAX_REPEAT:
            word = REPEAT_ONE
        else:
            word = MIN_REPEAT_ONE
        self.code.append(OPCODES[word])
        skip = self.open_skip()
        self.code += least, most
        self.sequence(body)
        if single:
            self.code.append(OPCODES[SUCCESS])
            self.close_skip(skip)
        else:
            self.close_skip(skip)
            self.code.append(OPCODES[MAX_UNTIL if op is MAX_REPEAT else MIN_UNTIL])

    def assertion(self, op, argument):
        direction, body = argument
        back = 0
        if direction < 0:
            back, most = body.getwidth()
            if back != most:
                raise error("look-behind requires fixed-width pattern")
        self.code.append(OPCODES[op])
        skip = self.open_skip()
        self.code.append(back)
        self.sequence(body)
        self.code.append(OPCODES[SUCCESS])
        self.close_skip(skip)

    def call(self, op, body):
        self.code.append(OPCODES[op])
        skip = self.open_skip()
        self.sequence(body)
        self.code.append(OPCODES[SUCCESS])
        self.close_skip(skip)

    def branch(self, op, argument):
        self.code.append(OPCODES[op])
        ends = []
        for choice in argument[1]:
            skip = self.open_skip()
            self.sequence(choice)
            self.code.append(OPCODES[JUMP])
            ends.append(self.open_skip())
            self.close_skip(skip)
        self.code.append(0)
        for end in ends:
            self.close_skip(end)

    # what a search may know beforehand

    def info(self, pattern):
        least, most = pattern.getwidth()
        if most and not least:
            return      # it can match nothing at all: no candidate can be ruled out
        prefix, direct, first = [], 0, []
        items = pattern.data
        if self.lower is None:
            prefix, direct = _literal_prefix(items)
            if items and not prefix:
                first = _first_characters(items[0])
        self.code.append(OPCODES[INFO])
        skip = self.open_skip()
        kind = 0
        if prefix:
            kind = SRE_INFO_PREFIX
            if direct == len(prefix) == len(items):
                kind |= SRE_INFO_LITERAL
        elif first:
            kind = SRE_INFO_CHARSET
        self.code += kind, min(least, MAXCODE), most if most < MAXCODE else 0
        if prefix:
            self.code += len(prefix), direct
            self.code += prefix
            self.code += _overlaps(prefix)
        elif first:
            self.charset(first, None, None)
        self.close_skip(skip)


_WRITERS = {
    LITERAL: _Emitter.literal, NOT_LITERAL: _Emitter.literal, ANY: _Emitter.any, IN: _Emitter.set,
    CATEGORY: _Emitter.one_category, AT: _Emitter.place, SUBPATTERN: _Emitter.group,
    GROUPREF: _Emitter.group_reference, GROUPREF_EXISTS: _Emitter.condition,
    SUCCESS: _Emitter.outcome, FAILURE: _Emitter.outcome, REPEAT: _Emitter.repeat,
    MIN_REPEAT: _Emitter.repeat, MAX_REPEAT: _Emitter.repeat, ASSERT: _Emitter.assertion,
    ASSERT_NOT: _Emitter.assertion, CALL: _Emitter.call, BRANCH: _Emitter.branch,
}


def _simple(av):
    """Whether a repeated body always takes exactly one character and captures nothing itself."""
    body = av[2]
    return body.getwidth() == (1, 1) and body[0][0] != SUBPATTERN


def _literal_prefix(items):
    # The characters every match begins with, and how many of them stand outside groups before the first
    # that does not.
    prefix, direct = [], 0
    for op, argument in items:
        if op is LITERAL:
            if direct == len(prefix):
                direct += 1
        elif op is SUBPATTERN and len(argument[1]) == 1 and argument[1][0][0] is LITERAL:
            argument = argument[1][0][1]
        else:
            break
        prefix.append(argument)
    return prefix, direct


def _first_characters(item):
    # The set of characters a match can begin with, as far as the first item tells.
    op, argument = item
    if op is IN:
        return argument
    if op is SUBPATTERN and argument[1]:
        op, argument = item = argument[1][0]
        if op is LITERAL:
            return [item]
    if op is BRANCH:
        firsts = [choice[0] for choice in argument[1] if choice]
        if len(firsts) == len(argument[1]) and all(first[0] is LITERAL for first in firsts):
            return firsts
    return []


def _overlaps(prefix):
    # For each proper beginning of the prefix, how much of the prefix it also ends with (Knuth, Morris
    # and Pratt's failure function).
    table, length = [0], 0
    for char in prefix[1:]:
        while length and char != prefix[length]:
            length = table[length - 1]
        if char == prefix[length]:
            length += 1
        table.append(length)
    return table


def _optimize_charset(charset, lower, fixes, isunicode):
    """An equivalent, shorter list of set members.

    `lower` maps a code to lower case under IGNORECASE and is None otherwise; `fixes` gives further
    codes that match a lower-case one.
    """
    out, tail = [], []
    spans = []      # members as intervals, ends included, within the basic plane
    wide = False
    for op, argument in charset:
        if op is LITERAL or op is RANGE:
            low, high = (argument, argument) if op is LITERAL else argument
            top = high
            if lower is None:
                spans.append((low, high))
            else:
                for char in map(lower, xrange(low, min(high, 0xffff) + 1) if high > low else (low,)):
                    spans.append((char, char))
                    top = max(top, char) if op is RANGE else char
                    for other in fixes.get(char, ()) if fixes else ():
                        spans.append((other, other))
                        top = max(top, other)
            if top > 0xff:
                wide = True
            if top > 0xffff:
                if lower is not None and isunicode and op is RANGE:
                    tail += _lower_astral(low, high, lower)
                else:
                    tail.append((op, argument))
        elif op is NEGATE:
            out.append((op, argument))
        else:
            tail.append((op, argument))

    runs = _merged(spans)
    if len(runs) <= 2:
        for low, high in runs:
            out.append((LITERAL, low) if low == high else (RANGE, (low, high)))
        out += tail
        return out if lower is not None or len(out) < len(charset) else charset
    if wide:
        out.append((BIGCHARSET, _big_bitmap(runs)))
    else:
        out.append((CHARSET, _words(sum(_bits(low, high) for low, high in runs))))
    return out + tail


def _merged(spans):
    # sorted, joined where they touch, cut to the basic plane
    runs = []
    for low, high in sorted(spans):
        high = min(high, 0xffff)
        if high < low:
            continue
        if runs and low <= runs[-1][1] + 1:
            if high > runs[-1][1]:
                runs[-1] = runs[-1][0], high
        else:
            runs.append((low, high))
    return runs


def _lower_astral(low, high, lower):
    # A range that goes beyond the basic plane, with the lower-case forms that lie outside it.  The only
    # cased characters there are below U+12000.
    ranges = [(low, high)]
    for char in map(lower, xrange(max(0x10000, low), min(0x11fff, high) + 1)):
        first, last = ranges[-1]
        if char == last + 1:
            ranges[-1] = first, char
        elif char > last:
            ranges.append((char, char))
    return [(LITERAL, first) if first == last else (RANGE, (first, last)) for first, last in ranges]


def _bits(low, high):
    return ((1 << (high - low + 1)) - 1) << low


def _words(bitmap):
    # 256 bits as code words, lowest first
    return [int(bitmap >> shift & MAXCODE) for shift in range(0, 256, _CODEBITS)]


def _big_bitmap(runs):
    # The number of different blocks of 256 characters, one byte for each block of the basic plane that
    # tells which it is, then the different blocks' bitmaps.
    bitmaps = [0] * 256
    for low, high in runs:
        for block in range(low >> 8, (high >> 8) + 1):
            base = block << 8
            bitmaps[block] |= _bits(max(low - base, 0), min(high - base, 255))
    numbers, index, data = {}, [], []
    for bitmap in bitmaps:
        if bitmap not in numbers:
            numbers[bitmap] = len(numbers)
            data += _words(bitmap)
        index.append(numbers[bitmap])
    packed = []
    for at in range(0, 256, _sre.CODESIZE):
        group = index[at:at + _sre.CODESIZE]
        if sys.byteorder == "little":
            group.reverse()
        packed.append(int(reduce(lambda word, byte: word << 8 | byte, group)))
    return [len(numbers)] + packed + data


STRING_TYPES = (str, unicode)


def isstring(obj):
    return isinstance(obj, STRING_TYPES)


def _code(p, flags):
    """The program for a tree."""
    emitter = _Emitter(flags | p.pattern.flags)
    emitter.info(p)
    emitter.sequence(p)
    emitter.code.append(OPCODES[SUCCESS])
    return emitter.code


def compile(p, flags=0):
    """A pattern object for the text of an expression, or for its tree."""
    text = None
    if isstring(p):
        text, p = p, sre_parse.parse(p, flags)
    code = _code(p, flags)
    state = p.pattern
    if state.groups > 100:
        raise AssertionError("sorry, but this version only supports 100 named groups")
    names = [None] * state.groups
    for name, number in state.groupdict.iteritems():
        names[number] = name
    return _sre.compile(text, flags | state.flags, code, state.groups - 1, state.groupdict, names)
