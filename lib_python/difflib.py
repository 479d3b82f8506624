"""Comparing sequences, and showing how they differ (library reference 7.4).

The idea (Ratcliff and Obershelp's, with junk left out): find the longest run that two sequences have in common, then do
the same to the left and to the right of it.  That gives no shortest edits, but ones that look right to people.
"""

import heapq
import re
from collections import deque, namedtuple

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK', 'IS_LINE_JUNK',
           'context_diff', 'unified_diff', 'HtmlDiff']

Match = namedtuple('Match', 'a b size')


def _calculate_ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """SequenceMatcher(isjunk=None, a='', b='', autojunk=True): compares two sequences of hashable items.

    isjunk(item) says what is not to be matched for itself.  With autojunk, items that make up more than a hundredth of
    200 and more are passed over likewise.  What is known of b is kept: compare many sequences with one by set_seq1().
    """

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set both sequences."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence."""
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence."""
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self.__index_b()

    def __index_b(self):
        # b2j: item of b -> the indices where it is, without junk and what is too popular
        self.b2j = b2j = {}
        for at, item in enumerate(self.b):
            b2j.setdefault(item, []).append(at)
        junk, popular = {}, {}
        if self.isjunk:
            for item in b2j.keys():
                if self.isjunk(item):
                    junk[item] = 1
                    del b2j[item]
        size = len(self.b)
        if self.autojunk and size >= 200:
            most = size // 100 + 1
            for item, places in b2j.items():
                if len(places) > most:
                    popular[item] = 1
                    del b2j[item]
        self.isbjunk, self.isbpopular = junk.__contains__, popular.__contains__

    def find_longest_match(self, alo, ahi, blo, bhi):
        """The longest run in a[alo:ahi] and b[blo:bhi], as Match(index in a, index in b, size).

        Of several the one that begins first in a, and of those first in b.  Junk is only taken in where it stands next
        to something that matches.
        """
        a, b, b2j, isbjunk = self.a, self.b, self.b2j, self.isbjunk
        i, j, size = alo, blo, 0
        lengths = {}        # index in b -> the length of the run that ends there and at the index in a before
        none = []
        for at in xrange(alo, ahi):
            following = {}
            for other in b2j.get(a[at], none):
                if other < blo:
                    continue
                if other >= bhi:
                    break
                length = following[other] = lengths.get(other - 1, 0) + 1
                if length > size:
                    i, j, size = at - length + 1, other - length + 1, length
            lengths = following
        # what is popular may be at either end, then junk
        for junk in False, True:
            while i > alo and j > blo and bool(isbjunk(b[j - 1])) == junk and a[i - 1] == b[j - 1]:
                i, j, size = i - 1, j - 1, size + 1
            while i + size < ahi and j + size < bhi and bool(isbjunk(b[j + size])) == junk \
                    and a[i + size] == b[j + size]:
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """The runs that match, in order, none next to another; the last is (len(a), len(b), 0)."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        ends = len(self.a), len(self.b)
        left, found = [(0, ends[0], 0, ends[1])], []
        while left:
            alo, ahi, blo, bhi = left.pop()
            match = i, j, size = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    left.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    left.append((i + size, ahi, j + size, bhi))
        blocks = []
        for i, j, size in sorted(found):
            if blocks and blocks[-1][0] + blocks[-1][2] == i and blocks[-1][1] + blocks[-1][2] == j:
                blocks[-1] = blocks[-1][0], blocks[-1][1], blocks[-1][2] + size
            else:
                blocks.append((i, j, size))
        blocks.append(ends + (0,))
        self.matching_blocks = map(Match._make, blocks)
        return self.matching_blocks

    def get_opcodes(self):
        """How a becomes b: (tag, i1, i2, j1, j2) with the tags 'replace', 'delete', 'insert' and 'equal'."""
        if self.opcodes is None:
            self.opcodes = []
            i = j = 0
            for ai, bj, size in self.get_matching_blocks():
                tag = (('', 'insert'), ('delete', 'replace'))[i < ai][j < bj]
                if tag:
                    self.opcodes.append((tag, i, ai, j, bj))
                i, j = ai + size, bj + size
                if size:
                    self.opcodes.append(('equal', ai, i, bj, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        """Generates lists of opcodes: changes that are close together, with n items around them."""
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        for at, cut_front in (0, True), (-1, False):
            tag, i1, i2, j1, j2 = codes[at]
            if tag == 'equal':
                if cut_front:
                    i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
                else:
                    i2, j2 = min(i2, i1 + n), min(j2, j1 + n)
                codes[at] = tag, i1, i2, j1, j2
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == 'equal' and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == 'equal'):
            yield group

    def ratio(self):
        """How alike they are, from 0 to 1: twice the number of matches by the number of items."""
        matches = sum(block[2] for block in self.get_matching_blocks())
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound of ratio(): the items that they have in common in any order."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for item in self.b:
                self.fullbcount[item] = self.fullbcount.get(item, 0) + 1
        left, matches = {}, 0
        for item in self.a:
            count = left.get(item)
            if count is None:
                count = self.fullbcount.get(item, 0)
            left[item] = count - 1
            matches += count > 0
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """An upper bound of ratio(): by length alone."""
        sizes = len(self.a), len(self.b)
        return _calculate_ratio(min(sizes), sum(sizes))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The n best of several strings that are like a word, best first; cutoff is the least ratio()."""
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    matcher, found = SequenceMatcher(), []
    matcher.set_seq2(word)
    for each in possibilities:
        matcher.set_seq1(each)
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), each))
    return [each for _, each in heapq.nlargest(n, found)]


def _count_leading(line, ch):
    return len(line) - len(line.lstrip(ch))


class Differ:
    r"""Differ(linejunk=None, charjunk=None): shows how lines became others, and within lines that are alike, where.

    Lines of the result begin with '- ' if they are only in the first, '+ ' only in the second, '  ' in both, and '? ' if
    they point at what differs in the line above.
    """

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        """Generates the difference of two lists of lines."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                lines = self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'insert':
                lines = self._dump('+', b, blo, bhi)
            else:
                lines = self._dump('-' if tag == 'delete' else ' ', a, alo, ahi)
            for line in lines:
                yield line

    def _dump(self, tag, x, lo, hi):
        for at in xrange(lo, hi):
            yield '%s %s' % (tag, x[at])

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        # the shorter block first
        parts = [self._dump('+', b, blo, bhi), self._dump('-', a, alo, ahi)]
        if bhi - blo >= ahi - alo:
            parts.reverse()
        for part in parts:
            for line in part:
                yield line

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        # find the two lines that are most alike, and go on before and behind them
        best, best_i, best_j = 0.74, None, None
        equal = None
        matcher = SequenceMatcher(self.charjunk)
        for j in xrange(blo, bhi):
            matcher.set_seq2(b[j])
            for i in xrange(alo, ahi):
                if a[i] == b[j]:
                    if equal is None:
                        equal = i, j
                    continue
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, best_i, best_j = matcher.ratio(), i, j
        if best < 0.75:
            if equal is None:
                for line in self._plain_replace(a, alo, ahi, b, blo, bhi):
                    yield line
                return
            best_i, best_j = equal
        else:
            equal = None
        for line in self._fancy_helper(a, alo, best_i, b, blo, best_j):
            yield line
        one, two = a[best_i], b[best_j]
        if equal is not None:
            yield '  ' + one
        else:
            under_one = under_two = ""
            matcher.set_seqs(one, two)
            for tag, i1, i2, j1, j2 in matcher.get_opcodes():
                marks = {'replace': '^^', 'delete': '- ', 'insert': ' +', 'equal': '  '}[tag]
                under_one += marks[0] * (i2 - i1)
                under_two += marks[1] * (j2 - j1)
            for line in self._qformat(one, two, under_one, under_two):
                yield line
        for line in self._fancy_helper(a, best_i + 1, ahi, b, best_j + 1, bhi):
            yield line

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi and blo < bhi:
            return self._fancy_replace(a, alo, ahi, b, blo, bhi)
        return self._dump('-', a, alo, ahi) if alo < ahi else self._dump('+', b, blo, bhi)

    def _qformat(self, aline, bline, atags, btags):
        # tabs that both begin with are kept below, so that the marks stand in the right columns
        tabs = min(_count_leading(aline, "\t"), _count_leading(bline, "\t"))
        for tags in atags, btags:
            tabs = min(tabs, _count_leading(tags[:tabs], " "))
        for sign, line, tags in ('-', aline, atags), ('+', bline, btags):
            yield '%s %s' % (sign, line)
            tags = tags[tabs:].rstrip()
            if tags:
                yield "? %s%s\n" % ("\t" * tabs, tags)


def IS_LINE_JUNK(line, pat=re.compile(r"\s*(#\s*)?$").match):
    """Whether a line is empty but for blanks and a #."""
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    """Whether a character is a blank or a tab."""
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Differ(linejunk, charjunk).compare(a, b)"""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """Generates the first or the second list of lines of what ndiff() returned; which is 1 or 2."""
    sign = {1: "- ", 2: "+ "}.get(int(which))
    if sign is None:
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which)
    for line in delta:
        if line[:2] in ("  ", sign):
            yield line[2:]


def _format_range_unified(start, stop):
    length = stop - start
    if length == 1:
        return '{}'.format(start + 1)
    return '{},{}'.format(start + 1 if length else start, length)


def _format_range_context(start, stop):
    length = stop - start
    first = start + 1 if length else start
    return '{}'.format(first) if length <= 1 else '{},{}'.format(first, first + length - 1)


def _heads(signs, names, dates, lineterm):
    for sign, name, date in zip(signs, names, dates):
        yield '{} {}{}{}'.format(sign, name, '\t{}'.format(date) if date else '', lineterm)


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Generates the lines of a unified diff, with n lines around changes; lineterm ends the lines that are made here."""
    begun = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not begun:
            begun = True
            for line in _heads(('---', '+++'), (fromfile, tofile), (fromfiledate, tofiledate), lineterm):
                yield line
        first, last = group[0], group[-1]
        yield '@@ -{} +{} @@{}'.format(_format_range_unified(first[1], last[2]), _format_range_unified(first[3], last[4]), lineterm)
        for tag, i1, i2, j1, j2 in group:
            if tag == 'equal':
                for line in a[i1:i2]:
                    yield ' ' + line
                continue
            if tag != 'insert':
                for line in a[i1:i2]:
                    yield '-' + line
            if tag != 'delete':
                for line in b[j1:j2]:
                    yield '+' + line


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Generates the lines of a context diff, with n lines around changes; lineterm ends the lines that are made here."""
    signs = dict(insert='+ ', delete='- ', replace='! ', equal='  ')
    begun = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not begun:
            begun = True
            for line in _heads(('***', '---'), (fromfile, tofile), (fromfiledate, tofiledate), lineterm):
                yield line
        first, last = group[0], group[-1]
        tags = set(code[0] for code in group)
        yield '***************' + lineterm
        yield '*** {} ****{}'.format(_format_range_context(first[1], last[2]), lineterm)
        if tags & {'replace', 'delete'}:
            for tag, i1, i2, _, _ in group:
                if tag != 'insert':
                    for line in a[i1:i2]:
                        yield signs[tag] + line
        yield '--- {} ----{}'.format(_format_range_context(first[3], last[4]), lineterm)
        if tags & {'replace', 'insert'}:
            for tag, _, _, j1, j2 in group:
                if tag != 'delete':
                    for line in b[j1:j2]:
                        yield signs[tag] + line


# -- tables of HTML: in texts, \0 and a sign begin what has changed, \1 ends it; tabs stand for blanks that must stay

_marks = re.compile(r'\++|-+|\^+')


def _marked(lines, sign):
    # the next line of a side of ndiff's, its changes marked: all of it, what the next line points to, or nothing
    text = lines.pop(0)
    if sign == '?':
        for found in reversed(list(_marks.finditer(lines.pop(0)))):
            start, stop = found.span()
            text = '%s\0%s%s\1%s' % (text[:start], found.group()[0], text[start:stop], text[stop:])
    text = text[2:]
    return '\0%s%s\1' % (sign, text or ' ') if sign in ('+', '-') else text


# What the first signs of the lines that come next say: how the left and the right line are marked, and whether a side that
# has no line yet gets an empty one now (0) or waits for one that is to come (-1: left has more, 1: right has more).
_CASES = (('-?+?', '?', '?', None), ('--++', '-', None, -1), (('--?+', '--+', '- '), '-', None, 0), ('-+?', '', '?', None),
          ('-?+', '?', '', None), ('-', '-', None, -1), ('+--', None, '+', 1), (('+ ', '+-'), None, '+', 0),
          ('+', None, '+', 1))
_BLANK = '', '\n'


def _sides(delta):
    # (left, right, changed) of the lines of ndiff(); None is for a line that a later one will stand beside
    numbers, lines, waiting = [0, 0], [], 0

    def side(which, text):
        numbers[which] += 1
        return numbers[which], text

    while 1:
        while len(lines) < 4:
            lines.append(next(delta, 'X'))
        signs = ''.join([line[0] for line in lines])
        if signs[0] == ' ':
            text = lines.pop(0)[2:]
            yield side(0, text), side(1, text), False
            continue
        pair, settle = None, waiting
        if signs[0] != 'X':
            left, right, more = [case[1:] for case in _CASES if signs.startswith(case[0])][0]
            pair = (None if left is None else side(0, _marked(lines, left)),
                    None if right is None else side(1, _marked(lines, right)), True)
            if more is None:
                yield pair
                continue
            if more:
                waiting += more
                yield pair
                continue
            settle, waiting = waiting + (-1 if right is None else 1), 0
        for _ in range(abs(settle)):
            yield (None, _BLANK, True) if settle < 0 else (_BLANK, None, True)
        if pair is None:
            return
        yield pair


def _pairs(sides):
    # the lines of both sides beside each other
    left, right = [], []
    for one, other, changed in sides:
        if one is not None:
            left.append((one, changed))
        if other is not None:
            right.append((other, changed))
        while left and right:
            (one, changed), (other, also) = left.pop(0), right.pop(0)
            yield one, other, changed or also


def _near_changes(pairs, count):
    # the pairs that have a change within so many lines; (None, None, None) where some are left out
    before, left = deque(maxlen=count), 0
    skipped = False
    for pair in pairs:
        if pair[2]:
            if skipped:
                yield None, None, None
            for each in before:
                yield each
            before.clear()
            skipped, left = False, count
            yield pair
        elif left:
            left -= 1
            yield pair
        else:
            skipped = skipped or len(before) == count
            before.append(pair)


def _mdiff(fromlines, tolines, context=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Pairs of lines with their numbers, and whether they differ; with context, only so many lines around changes."""
    pairs = _pairs(_sides(ndiff(fromlines, tolines, linejunk, charjunk)))
    return pairs if context is None else _near_changes(pairs, context)


def _page(*rows):
    return '\n'.join(rows)


class HtmlDiff(object):
    """Texts beside each other in a table of HTML, with their changes shown; wrapcolumn is where long lines are broken."""

    _default_prefix = 0                 # so that tables of one page have different names

    _styles = _page(
        '', '        table.diff {font-family:Courier; border:medium;}', '        .diff_header {background-color:#e0e0e0}',
        '        td.diff_header {text-align:right}') + ''.join(
            ['\n        .diff_%s {background-color:#%s}' % pair for pair in (
                ('next', 'c0c0c0'), ('add', 'aaffaa'), ('chg', 'ffff77'), ('sub', 'ffaaaa'))])

    _file_template = _page(
        '', '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"',
        '          "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">', '', '<html>', '', '<head>',
        '    <meta http-equiv="Content-Type"', '          content="text/html; charset=ISO-8859-1" />',
        '    <title></title>', '    <style type="text/css">%(styles)s', '    </style>', '</head>', '', '<body>',
        '    %(table)s%(legend)s', '</body>', '', '</html>')

    _table_template = _page(
        '', '    <table class="diff" id="difflib_chg_%(prefix)s_top"',
        '           cellspacing="0" cellpadding="0" rules="groups" >') + 2 * (
            '\n       ' + 3 * ' <colgroup></colgroup>') + _page(
                '', '        %(header_row)s', '        <tbody>', '%(data_rows)s        </tbody>', '    </table>')

    _legend = _page(
        '', '    <table class="diff" summary="Legends">', '        <tr> <th colspan="2"> Legends </th> </tr>',
        '        <tr> <td> <table border="" summary="Colors">',
        '                      <tr><th> Colors </th> </tr>',
        '                      <tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>',
        '                      <tr><td class="diff_chg">Changed</td> </tr>',
        '                      <tr><td class="diff_sub">Deleted</td> </tr>', '                  </table></td>',
        '             <td> <table border="" summary="Links">',
        '                      <tr><th colspan="2"> Links </th> </tr>') + ''.join(
            ['\n                      <tr><td>(%s)%s</td> </tr>' % pair for pair in (
                ('f', 'irst change'), ('n', 'ext change'), ('t', 'op'))]) + _page(
                    '', '                  </table></td> </tr>', '    </table>')

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        self._tabsize, self._wrapcolumn = tabsize, wrapcolumn
        self._junk = {'linejunk': linejunk, 'charjunk': charjunk}

    def make_file(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5):
        """A page with a table."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context=context, numlines=numlines)
        return self._file_template % {'styles': self._styles, 'legend': self._legend, 'table': table}

    def make_table(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5):
        """A table: all lines, or numlines around changes if context is true; the descriptions are for its head."""
        self._prefix = ['%s%d_' % (side, HtmlDiff._default_prefix) for side in ('from', 'to')]
        HtmlDiff._default_prefix += 1
        texts = [map(self._tabs_to_marks, lines) for lines in (fromlines, tolines)]
        pairs = _mdiff(texts[0], texts[1], numlines if context else None, **self._junk)
        rows = []                       # (left cell, right cell, changed?), or None between two parts
        for left, right, changed in self._wrapped(pairs) if self._wrapcolumn else pairs:
            rows.append(None if changed is None else (self._cell(0, *left), self._cell(1, *right), changed))
        head = ''
        if fromdesc or todesc:
            head = '<thead><tr>%s</tr></thead>' % ''.join(
                ['<th class="diff_next"><br /></th><th colspan="2" class="diff_header">%s</th>' % each
                 for each in (fromdesc, todesc)])
        table = self._table_template % {'data_rows': ''.join(self._rows(rows, context, numlines)), 'header_row': head,
                                        'prefix': self._prefix[1]}
        for mark, tag in (('\0+', '<span class="diff_add">'), ('\0-', '<span class="diff_sub">'),
                          ('\0^', '<span class="diff_chg">'), ('\1', '</span>'), ('\t', '&nbsp;')):
            table = table.replace(mark, tag)
        return table

    def _tabs_to_marks(self, line):
        # blanks that tabs are expanded to become tabs, so that they count as changes where tabs have changed
        plain = line.replace(' ', '\0').expandtabs(self._tabsize).replace(' ', '\t')
        return plain.replace('\0', ' ').rstrip('\n')

    # -- long lines

    def _wrapped(self, pairs):
        for left, right, changed in pairs:
            if changed is None:
                yield left, right, changed
                continue
            pieces = [list(self._broken(*side)) for side in (left, right)]
            for at in range(max(map(len, pieces))):
                one, other = [some[at] if at < len(some) else ('', ' ') for some in pieces]
                yield one, other, changed

    def _broken(self, number, text):
        # a line as pieces that are no longer than the column; marks have no width, and go on in the next piece
        while number and len(text) - 3 * text.count('\0') > self._wrapcolumn:
            at = width = 0
            sign = ''
            while width < self._wrapcolumn and at < len(text):
                if text[at] == '\0':
                    sign = text[at + 1]
                    at += 2
                elif text[at] == '\1':
                    sign = ''
                    at += 1
                else:
                    width += 1
                    at += 1
            yield number, text[:at] + ('\1' if sign else '')
            number, text = '>', ('\0' + sign if sign else '') + text[at:]
        yield number, text

    # -- rows

    def _cell(self, side, number, text):
        name = ''
        if isinstance(number, int):
            name = ' id="%s%d"' % (self._prefix[side], number)
        for char, shown in ('&', '&amp;'), ('>', '&gt;'), ('<', '&lt;'), (' ', '&nbsp;'):
            text = text.replace(char, shown)
        return '<td class="diff_header"%s>%s</td><td nowrap="nowrap">%s</td>' % (name, number, text.rstrip())

    def _rows(self, rows, context, numlines):
        # the rows as HTML, with links from change to change
        target = self._prefix[1]
        if not rows:
            empty = '<td></td><td>&nbsp;%s&nbsp;</td>' % ('No Differences Found' if context else 'Empty File')
            rows = [(empty, empty, False)]
        names, links = [''] * len(rows), [''] * len(rows)
        count, last, inside = 0, 0, False
        for at, row in enumerate(rows):
            changed = bool(row and row[2])
            if changed and not inside:
                last = at
                # the name is in front of the change, so that some lines before it are seen
                names[max(0, at - numlines)] = ' id="difflib_chg_%s_%d"' % (target, count)
                count += 1
                links[at] = '<a href="#difflib_chg_%s_%d">n</a>' % (target, count)
            inside = changed
        if not (rows[0] and rows[0][2]):
            links[0] = '<a href="#difflib_chg_%s_0">f</a>' % target
        links[last] = '<a href="#difflib_chg_%s_top">t</a>' % target
        for at, row in enumerate(rows):
            if row is not None:
                yield '            <tr><td class="diff_next"%s>%s</td>%s<td class="diff_next">%s</td>%s</tr>\n' % (
                    names[at], links[at], row[0], links[at], row[1])
            elif at:
                yield '        </tbody>        \n        <tbody>\n'
