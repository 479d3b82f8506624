"""Turns the text of a regular expression, or of a replacement template, into a tree.

The tree is a SubPattern: a list of (operator, argument) pairs whose arguments may hold further
SubPatterns.  The reader is a recursive descent over tokens, a token being one character or a backslash
with the character after it:

    alternatives := sequence ("|" sequence)*
    sequence     := (item repeat?)*
    item         := literal | escape | set | group | "." | "^" | "$"

Pattern carries what is known of the whole expression while it is read: flags, group numbers and names.
"""

import sys

from sre_constants import *
from sre_constants import error, MAXREPEAT

SPECIAL_CHARS = ".\\[{()*+?^$|"
REPEAT_CHARS = "*+?{"

DIGITS = frozenset("0123456789")
OCTDIGITS = frozenset("01234567")
HEXDIGITS = frozenset("0123456789abcdefABCDEF")
ASCIILETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
WHITESPACE = frozenset(" \t\n\r\v\f")

# escapes that stand for one character, in and out of a set
ESCAPES = dict(("\\" + letter, (LITERAL, ord(char)))
               for letter, char in zip("abfnrtv\\", "\a\b\f\n\r\t\v\\"))

# escapes that stand for a place or for a class of characters
CATEGORIES = {
    r"\A": (AT, AT_BEGINNING_STRING), r"\Z": (AT, AT_END_STRING),
    r"\b": (AT, AT_BOUNDARY), r"\B": (AT, AT_NON_BOUNDARY),
}
for _letter, _kind in (("d", "digit"), ("s", "space"), ("w", "word")):
    CATEGORIES["\\" + _letter] = (IN, [(CATEGORY, intern("category_" + _kind))])
    CATEGORIES["\\" + _letter.upper()] = (IN, [(CATEGORY, intern("category_not_" + _kind))])
del _letter, _kind

FLAGS = dict(zip("iLmsxtu", (
    SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_DOTALL, SRE_FLAG_VERBOSE,
    SRE_FLAG_TEMPLATE, SRE_FLAG_UNICODE)))


class Pattern:
    """What is known of the expression as a whole."""

    def __init__(self):
        self.lookbehind = 0     # how many look-behind assertions are open
        self.groupdict = {}     # name -> number
        self.groups = 1         # the next group's number
        self.open = []
        self.flags = 0

    def opengroup(self, name=None):
        number = self.groups
        self.groups += 1
        if name is not None:
            if name in self.groupdict:
                raise error("redefinition of group name %r as group %d; was group %d"
                            % (name, number, self.groupdict[name]))
            self.groupdict[name] = number
        self.open.append(number)
        return number

    def closegroup(self, gid):
        self.open.remove(gid)

    def checkgroup(self, gid):
        """Whether a group is known and complete, so that it can be referred to."""
        return gid not in self.open and gid < self.groups


_ONE_CHARACTER = frozenset([ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY])
_REPEATS = frozenset([MIN_REPEAT, MAX_REPEAT])


class SubPattern:
    """A sequence of (operator, argument) pairs that belongs to a Pattern."""

    def __init__(self, pattern, data=None):
        self.pattern = pattern
        self.width = None
        self.data = [] if data is None else data

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        found = self.data[index]
        return SubPattern(self.pattern, found) if isinstance(index, slice) else found

    def __setitem__(self, index, code):
        self.data[index] = code

    def __delitem__(self, index):
        del self.data[index]

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def dump(self, level=0):
        """Print the tree, two blanks a level (what re.DEBUG shows)."""
        for op, av in self.data:
            head = "  " * level + op
            if op == IN:
                print head
                for item in av:
                    print "  " * (level + 1) + "%s %s" % (item[0], item[1])
            elif op == BRANCH:
                print head
                for number, choice in enumerate(av[1]):
                    if number:
                        print "  " * level + "or"
                    choice.dump(level + 1)
            elif op == GROUPREF_EXISTS:
                number, matched, unmatched = av
                print head, number
                matched.dump(level + 1)
                if unmatched:
                    print "  " * level + "else"
                    unmatched.dump(level + 1)
            elif isinstance(av, (tuple, list)):
                # operands go on the operator's line, subpatterns on lines of their own
                pending = [head]
                for part in av:
                    if isinstance(part, SubPattern):
                        if pending:
                            print " ".join(pending)
                        pending = []
                        part.dump(level + 1)
                    else:
                        pending.append(str(part))
                if pending:
                    print " ".join(pending)
            else:
                print head, av

    def getwidth(self):
        """The least and the greatest number of characters that can match."""
        if self.width:
            return self.width
        least = most = 0
        for op, av in self.data:
            if op in _ONE_CHARACTER:
                least += 1
                most += 1
            elif op in _REPEATS:
                low, high = av[2].getwidth()
                least += low * av[0]
                most += high * av[1]
            elif op == SUBPATTERN:
                low, high = av[1].getwidth()
                least += low
                most += high
            elif op == BRANCH:
                widths = [choice.getwidth() for choice in av[1]]
                least += min([low for low, _ in widths] + [MAXREPEAT - 1])
                most += max([high for _, high in widths] + [0])
            elif op == CALL:
                low, high = av.getwidth()
                least += low
                most += high
            elif op == SUCCESS:
                break
        self.width = min(least, MAXREPEAT - 1), min(most, MAXREPEAT)
        return self.width


class Tokenizer:
    """Reads a string one token at a time, with one token of look-ahead in `next` (None at the end)."""

    def __init__(self, string):
        self.string = string
        self.index = 0
        self.get()

    def get(self):
        """Step to the next token and return the one left behind."""
        current = self.__dict__.get("next")
        at = self.index
        token = self.string[at:at + 1]
        if not token:
            self.next = None
            return current
        if token == "\\":
            token = self.string[at:at + 2]
            if len(token) == 1:
                raise error("bogus escape (end of line)")
        self.next = token
        self.index = at + len(token)
        return current

    def match(self, char, skip=1):
        if char != self.next:
            return 0
        if skip:
            self.get()
        return 1

    def tell(self):
        return self.index, self.next

    def seek(self, index):
        self.index, self.next = index

    def collect(self, token, allowed, length):
        """Extend `token` by tokens out of `allowed`, up to `length` characters."""
        while len(token) < length and self.next in allowed:
            token += self.get()
        return token

    def until(self, end, complaint):
        """The text up to the token `end`, which is skipped."""
        text = ""
        while True:
            token = self.get()
            if token is None:
                raise error(complaint)
            if token == end:
                return text
            text += token


def isident(char):
    return char == "_" or "a" <= char <= "z" or "A" <= char <= "Z"


def isdigit(char):
    return "0" <= char <= "9"


def isname(name):
    """Whether a string can name a group."""
    if not isident(name[0]):
        return False
    return all(isident(char) or isdigit(char) for char in name)


def _warn(message, category):
    # Charged to whoever called into the re modules, however deep the pattern nests.
    import warnings
    frame, level = sys._getframe(1), 2
    while frame is not None and frame.f_globals.get("__name__") in _OURS:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level - 1)


_OURS = frozenset(["re", "sre", "sre_compile", __name__])


def _plain_escape(escape):
    # A backslash before any other character stands for that character.
    letter = escape[1]
    if sys.py3kwarning and letter in ASCIILETTERS:
        if letter in "Uu":
            _warn("bad escape %s; Unicode escapes are supported only since Python 3.3" % escape, FutureWarning)
        else:
            _warn("bad escape %s" % escape, DeprecationWarning)
    return LITERAL, ord(letter)


def _bogus(escape):
    return error("bogus escape: %r" % (escape,))


def _class_escape(source, escape):
    """The meaning of an escape in a set."""
    found = ESCAPES.get(escape)
    if found is None:
        found = CATEGORIES.get(escape)
        if found is not None and found[0] is not IN:
            found = None    # a place is no member of a set
    if found is not None:
        return found
    letter = escape[1]
    if letter == "x":
        digits = source.collect(escape, HEXDIGITS, 4)[2:]
        if len(digits) < 2:
            raise _bogus("\\" + digits)
        return LITERAL, int(digits, 16)
    if letter in OCTDIGITS:
        return LITERAL, int(source.collect(escape, OCTDIGITS, 4)[1:], 8) & 0xff
    if letter in DIGITS:
        raise _bogus(escape)
    return _plain_escape(escape)


def _escape(source, escape, state):
    """The meaning of an escape outside a set."""
    found = CATEGORIES.get(escape) or ESCAPES.get(escape)
    if found is not None:
        return found
    letter = escape[1]
    if letter == "x":
        escape = source.collect(escape, HEXDIGITS, 4)
        if len(escape) < 4:
            raise _bogus(escape)
        return LITERAL, int(escape[2:], 16)
    if letter == "0":
        return LITERAL, int(source.collect(escape, OCTDIGITS, 4)[1:], 8) & 0xff
    if letter in DIGITS:
        # Three octal digits are a character, anything less a group's number.
        escape = source.collect(escape, DIGITS, 3)
        if len(escape) == 3 and source.next in OCTDIGITS and OCTDIGITS.issuperset(escape[1:]):
            return LITERAL, int(escape[1:] + source.get(), 8) & 0xff
        group = int(escape[1:])
        if group >= state.groups:
            raise _bogus(escape)
        if not state.checkgroup(group):
            raise error("cannot refer to open group")
        _check_lookbehind(state)
        return GROUPREF, group
    return _plain_escape(escape)


def _check_lookbehind(state):
    if state.lookbehind:
        _warn("group references in lookbehind assertions are not supported", RuntimeWarning)


def _known_group(state, name):
    number = state.groupdict.get(name)
    if number is None:
        raise error("unknown group name: {0!r}".format(name))
    return number


def _parse_sub(source, state, nested):
    """alternatives; `nested` unless this is the whole expression."""
    choices = [_parse(source, state)]
    while source.match("|"):
        choices.append(_parse(source, state))
    if nested and source.next and source.next != ")":
        raise error("pattern not properly closed")
    if len(choices) == 1:
        return choices[0]

    result = SubPattern(state)
    # What all choices begin with is matched once, before the branch.
    while all(choices):
        first = choices[0][0]
        for choice in choices:
            if choice[0] != first:
                break
        else:
            for choice in choices:
                del choice[0]
            result.append(first)
            continue
        break
    # A choice between single characters is a set.
    if all(len(choice) == 1 and choice[0][0] == LITERAL for choice in choices):
        result.append((IN, [choice[0] for choice in choices]))
    else:
        result.append((BRANCH, (None, choices)))
    return result


def _parse_sub_cond(source, state, condgroup):
    """The body of (?(group)yes|no)."""
    matched = _parse(source, state)
    unmatched = None
    if source.match("|"):
        unmatched = _parse(source, state)
        if source.next == "|":
            source.get()
            raise error("conditional backref with more than two branches")
    if source.next and source.next != ")":
        raise error("pattern not properly closed")
    return SubPattern(state, [(GROUPREF_EXISTS, (condgroup, matched, unmatched))])


def _parse_set(source):
    """A set, the opening bracket being read."""
    members = []
    if source.match("^"):
        members.append((NEGATE, None))
    first = True    # a bracket that comes first is a member
    while True:
        token = source.get()
        if token is None:
            raise error("unexpected end of regular expression")
        if token == "]" and not first:
            break
        first = False
        low = _set_member(source, token)
        if not source.match("-"):
            members.append(low[1][0] if low[0] is IN else low)
            continue
        token = source.get()
        if token is None:
            raise error("unexpected end of regular expression")
        if token == "]":
            members.append(low[1][0] if low[0] is IN else low)
            members.append((LITERAL, ord("-")))
            break
        high = _set_member(source, token)
        if not (low[0] is high[0] is LITERAL) or high[1] < low[1]:
            raise error("bad character range")
        members.append((RANGE, (low[1], high[1])))
    # a set of one is that one
    if members[-1][0] is LITERAL:
        if len(members) == 1:
            return members[0]
        if len(members) == 2 and members[0][0] is NEGATE:
            return NOT_LITERAL, members[1][1]
    return IN, members


def _set_member(source, token):
    if token[0] == "\\":
        return _class_escape(source, token)
    return LITERAL, ord(token)


_REPEAT_BOUNDS = {"?": (0, 1), "*": (0, MAXREPEAT), "+": (1, MAXREPEAT)}


def _parse_bounds(source):
    """The rest of {m}, {m,}, {,n} or {m,n}; None, with nothing read, if it is not one."""
    if source.next == "}":
        return None
    start = source.tell()
    low = high = source.collect("", DIGITS, sys.maxint)
    if source.match(","):
        high = source.collect("", DIGITS, sys.maxint)
    if not source.match("}"):
        source.seek(start)
        return None
    least, most = int(low or 0), int(high) if high else MAXREPEAT
    if low and least >= MAXREPEAT or high and most >= MAXREPEAT:
        raise OverflowError("the repetition number is too large")
    if high and most < least:
        raise error("bad repeat interval")
    return least, most


def _parse_group(source, state):
    """A group, the opening parenthesis being read; None if it adds nothing to the sequence."""
    name = condition = None
    capturing = True
    if source.match("?"):
        capturing = False
        if source.match("P"):
            if source.match("<"):
                capturing = True
                name = source.until(">", "unterminated name")
                if not name:
                    raise error("missing group name")
                if not isname(name):
                    raise error("bad character in group name %r" % name)
            elif source.match("="):
                name = source.until(")", "unterminated name")
                if not name:
                    raise error("missing group name")
                if not isname(name):
                    raise error("bad character in backref group name %r" % name)
                number = _known_group(state, name)
                _check_lookbehind(state)
                return GROUPREF, number
            else:
                token = source.get()
                if token is None:
                    raise error("unexpected end of pattern")
                raise error("unknown specifier: ?P%s" % token)
        elif source.match(":"):
            pass
        elif source.match("#"):
            source.until(")", "unbalanced parenthesis")
            return None
        elif source.next in ("=", "!", "<"):
            return _parse_assertion(source, state)
        elif source.match("("):
            condition = _parse_condition(source, state)
        else:
            return _parse_flags(source, state)
    number = state.opengroup(name) if capturing else None
    if condition:
        body = _parse_sub_cond(source, state, condition)
    else:
        body = _parse_sub(source, state, True)
    if not source.match(")"):
        raise error("unbalanced parenthesis")
    if capturing:
        state.closegroup(number)
    return SUBPATTERN, (number, body)


def _parse_assertion(source, state):
    kind = source.get()
    behind = kind == "<"
    if behind:
        if source.next not in ("=", "!"):
            raise error("syntax error")
        kind = source.get()
        state.lookbehind += 1
    body = _parse_sub(source, state, True)
    if behind:
        state.lookbehind -= 1
    if not source.match(")"):
        raise error("unbalanced parenthesis")
    return ASSERT if kind == "=" else ASSERT_NOT, (-1 if behind else 1, body)


def _parse_condition(source, state):
    name = source.until(")", "unterminated name")
    if not name:
        raise error("missing group name")
    if isname(name):
        number = _known_group(state, name)
    else:
        try:
            number = int(name)
        except ValueError:
            raise error("bad character in group name")
    _check_lookbehind(state)
    return number


def _parse_flags(source, state):
    if source.next not in FLAGS:
        raise error("unexpected end of pattern")
    while source.next in FLAGS:
        state.flags |= FLAGS[source.get()]
    token = source.get()
    if token is None:
        raise error("unexpected end of pattern")
    if token != ")":
        raise error("unknown extension")
    return None


def _parse(source, state):
    """sequence"""
    items = []
    append = items.append
    take = source.get
    while True:
        token = source.next
        if token is None or token == "|" or token == ")":
            return SubPattern(state, items)
        take()
        if state.flags & SRE_FLAG_VERBOSE:
            if token in WHITESPACE:
                continue
            if token == "#":
                while token is not None and token != "\n":
                    token = take()
                continue
        start = token[0]
        if start not in SPECIAL_CHARS:
            append((LITERAL, ord(token)))
        elif start == "\\":
            append(_escape(source, token, state))
        elif token == ".":
            append((ANY, None))
        elif token == "(":
            item = _parse_group(source, state)
            if item is not None:
                append(item)
        elif token == "[":
            append(_parse_set(source))
        elif token == "^":
            append((AT, AT_BEGINNING))
        elif token == "$":
            append((AT, AT_END))
        else:
            bounds = _parse_bounds(source) if token == "{" else _REPEAT_BOUNDS[token]
            if bounds is None:
                append((LITERAL, ord(token)))
                continue
            if not items or items[-1][0] == AT:
                raise error("nothing to repeat")
            item = items[-1]
            if item[0] in _REPEATS:
                raise error("multiple repeat")
            op = MIN_REPEAT if source.match("?") else MAX_REPEAT
            items[-1] = op, bounds + (SubPattern(state, [item]),)


def parse(str, flags=0, pattern=None):
    """Read an expression and return its SubPattern; the flags end up in its `pattern`."""
    source = Tokenizer(str)
    state = Pattern() if pattern is None else pattern
    state.str = str
    state.flags = flags
    tree = _parse_sub(source, state, False)
    if sys.py3kwarning and state.flags & SRE_FLAG_LOCALE and state.flags & SRE_FLAG_UNICODE:
        _warn("LOCALE and UNICODE flags are incompatible", DeprecationWarning)
    rest = source.get()
    if rest == ")":
        raise error("unbalanced parenthesis")
    if rest:
        raise error("bogus characters at end of regular expression")
    if state.flags & SRE_FLAG_VERBOSE and not flags & SRE_FLAG_VERBOSE:
        # The flag stood inside the expression: what came before it has to be read again with it.
        return parse(str, state.flags)
    if flags & SRE_FLAG_DEBUG:
        tree.dump()
    return tree


def parse_template(source, pattern):
    """Read a replacement template; the result is for expand_template.

    It is a list of (position, group) and a list of literals with None at those positions.
    """
    scan = Tokenizer(source)
    char = chr if isinstance(source, str) else unichr
    groups, literals = [], []
    text = []   # the literal under way

    def group(number):
        if text:
            literals.append(source[:0].join(text))
            del text[:]
        groups.append((len(literals), number))
        literals.append(None)

    while True:
        token = scan.get()
        if token is None:
            break
        if token[0] != "\\":
            text.append(token)
            continue
        letter = token[1]
        if letter == "g":
            group(_template_group(scan, pattern))
        elif letter == "0":
            text.append(char(int(scan.collect(token, OCTDIGITS, 4)[1:], 8) & 0xff))
        elif letter in DIGITS:
            token = scan.collect(token, DIGITS, 3)
            if len(token) == 3 and scan.next in OCTDIGITS and OCTDIGITS.issuperset(token[1:]):
                text.append(char(int(token[1:] + scan.get(), 8) & 0xff))
            else:
                group(int(token[1:]))
        elif token in ESCAPES:
            text.append(char(ESCAPES[token][1]))
        else:
            if sys.py3kwarning and letter in ASCIILETTERS:
                _warn("bad escape %s" % token, DeprecationWarning)
            text.append(token)
    if text:
        literals.append(source[:0].join(text))
    return groups, literals


def _template_group(scan, pattern):
    # what \g<...> refers to
    name = ""
    if scan.match("<"):
        name = scan.until(">", "unterminated group name")
    if not name:
        raise error("missing group name")
    try:
        number = int(name)
    except ValueError:
        if not isname(name):
            raise error("bad character in group name")
        if name not in pattern.groupindex:
            raise IndexError("unknown group name: {0!r}".format(name))
        return pattern.groupindex[name]
    if number < 0:
        raise error("negative group number")
    return number


def expand_template(template, match):
    """Fill a template read by parse_template with what a match found."""
    groups, literals = template
    parts = list(literals)
    for position, number in groups:
        try:
            found = match.group(number)
        except IndexError:
            raise error("invalid group reference")
        if found is None:
            raise error("unmatched group")
        parts[position] = found
    return match.string[:0].join(parts)
