"""The vocabulary shared by the regular-expression parser, the code generator and the matching engine.

An operator is a lower-case string in the parse tree and a number in the generated code; the tables
OPCODES, ATCODES and CHCODES give the number.  A number is the position of the name in the word lists
below, so the order there is the engine's code format: it changes only together with MAGIC.
"""

try:
    from _sre import MAXREPEAT
except ImportError:
    MAXREPEAT = 65535

# version of the code format; _sre.MAGIC must agree
MAGIC = 20031017


class error(Exception):
    """Raised for a pattern or a replacement template that is not well formed (re.error)."""


def makedict(list):
    """Map each item to its position."""
    return dict((item, number) for number, item in enumerate(list))


def _numbered(words):
    # Binds NAME = "name" in this module for every word and numbers them in order.
    words = [intern(word) for word in words.split()]
    globals().update((word.upper(), word) for word in words)
    return makedict(words)


OPCODES = _numbered("""
    failure success any any_all assert assert_not at branch call category charset bigcharset
    groupref groupref_exists groupref_ignore in in_ignore info jump literal literal_ignore mark
    max_until min_until not_literal not_literal_ignore negate range repeat repeat_one subpattern
    min_repeat_one
""")

ATCODES = _numbered("""
    at_beginning at_beginning_line at_beginning_string at_boundary at_non_boundary at_end at_end_line
    at_end_string at_loc_boundary at_loc_non_boundary at_uni_boundary at_uni_non_boundary
""")

CHCODES = _numbered("""
    category_digit category_not_digit category_space category_not_space category_word category_not_word
    category_linebreak category_not_linebreak category_loc_word category_loc_not_word
    category_uni_digit category_uni_not_digit category_uni_space category_uni_not_space
    category_uni_word category_uni_not_word category_uni_linebreak category_uni_not_linebreak
""")

# these two occur in parse trees only
_numbered("max_repeat min_repeat")

# what an operator turns into under IGNORECASE, MULTILINE, LOCALE and UNICODE
OP_IGNORE = dict((op, op + "_ignore") for op in ("groupref", "in", "literal", "not_literal"))
AT_MULTILINE = {"at_beginning": "at_beginning_line", "at_end": "at_end_line"}
AT_LOCALE = dict(("at_" + place, "at_loc_" + place) for place in ("boundary", "non_boundary"))
AT_UNICODE = dict(("at_" + place, "at_uni_" + place) for place in ("boundary", "non_boundary"))
CH_LOCALE = {}
CH_UNICODE = {}
for _kind in ("digit", "space", "word", "linebreak"):
    for _kind in (_kind, "not_" + _kind):
        _plain = "category_" + _kind
        CH_UNICODE[_plain] = "category_uni_" + _kind
        # a locale only redefines what a word character is
        CH_LOCALE[_plain] = "category_loc_" + _kind if _kind.endswith("word") else _plain
for _table in (OP_IGNORE, AT_MULTILINE, AT_LOCALE, AT_UNICODE, CH_LOCALE, CH_UNICODE):
    for _plain in _table:
        _table[_plain] = intern(_table[_plain])
del _kind, _plain, _table

# pattern flags, one bit each from the lowest
(SRE_FLAG_TEMPLATE, SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_DOTALL,
 SRE_FLAG_UNICODE, SRE_FLAG_VERBOSE, SRE_FLAG_DEBUG) = [1 << _bit for _bit in range(8)]

# bits of an info block: it has a literal prefix; the prefix is the whole pattern; it has a first-character set
SRE_INFO_PREFIX, SRE_INFO_LITERAL, SRE_INFO_CHARSET = 1, 2, 4
del _bit
