"""Declarations, comments and marked sections of SGML, for sgmllib and HTMLParser.

Scanners are given the place where something begins in `rawdata`, and answer with the place behind it, or -1 where more
text has to come first.
"""

import re as _re

_declname_match = _re.compile(r'[a-zA-Z][-_.a-zA-Z0-9]*\s*').match
_declstringlit_match = _re.compile(r'(?:"[^"]*"|\'[^\']*\')\s*').match
_commentclose = _re.compile(r'--\s*>')
_space = _re.compile(r'\s*')

# How marked sections end: as the standard says, or as a word processor writes conditions.
_markedsectionclose = _re.compile(r'\]\s*\]\s*>')
_msmarkedsectionclose = _re.compile(r'\]\s*>')
_SECTION_ENDS = dict.fromkeys(('temp', 'cdata', 'ignore', 'include', 'rcdata'), _markedsectionclose)
_SECTION_ENDS.update(dict.fromkeys(('if', 'else', 'endif'), _msmarkedsectionclose))

_LETTERS = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')


class ParserBase:
    """What both parsers share: the position, and the syntax inside <! and >."""

    _decl_otherchars = ''       # further characters that a declaration may have between its parts

    def __init__(self):
        if self.__class__ is ParserBase:
            raise RuntimeError("markupbase.ParserBase must be subclassed")

    def error(self, message):
        """Raise the parser's own exception."""
        raise NotImplementedError("subclasses of ParserBase must override error()")

    def unknown_decl(self, data):
        """Called for a declaration that has no handler."""

    # -- position

    def reset(self):
        self.lineno, self.offset = 1, 0

    def getpos(self):
        """(line, column) of what is handled now."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Go on from i to j."""
        if j > i:
            passed = self.rawdata[i:j]
            lines = passed.count('\n')
            if lines:
                self.lineno += lines
                self.offset = len(passed) - passed.rindex('\n') - 1
            else:
                self.offset += len(passed)
        return j

    def _complain(self, start, at, message):
        self.updatepos(start, at)
        self.error(message)

    # -- parts of declarations

    def _scan_name(self, i, declstartpos):
        # (name in small letters, place behind it and the space after it), or (None, -1)
        text = self.rawdata
        if i >= len(text):
            return None, -1
        found = _declname_match(text, i)
        if found is None:
            self._complain(declstartpos, i, "expected name token at %r" % text[declstartpos:declstartpos + 20])
        if found.end() == len(text):
            return None, -1             # there may be more of the name to come
        return found.group().rstrip().lower(), found.end()

    def _scan_string(self, i):
        found = _declstringlit_match(self.rawdata, i)
        return -1 if found is None else found.end()

    def _scan_tokens(self, i, declstartpos):
        # names and strings up to a '>'
        while 0 <= i < len(self.rawdata):
            char = self.rawdata[i]
            if char == '>':
                return i + 1
            i = self._scan_string(i) if char in '"\'' else self._scan_name(i, declstartpos)[1]
        return -1

    # -- what begins with <!

    def parse_declaration(self, i):
        """Scan a declaration, and have it handled."""
        text = self.rawdata
        at = i + 2
        assert text.startswith('<!', i), "unexpected call to parse_declaration"
        if text.startswith('>', at):
            return at + 1               # <!> says nothing
        if text[at:at + 1] in ('', '-'):
            return -1                   # whoever calls has looked for comments
        if text.startswith('[', at):
            return self.parse_marked_section(i)
        kind, at = self._scan_name(at, i)
        if kind == 'doctype':
            self._decl_otherchars = ''
        while 0 <= at < len(text):
            char = text[at]
            if char == '>':
                handle = self.handle_decl if kind == 'doctype' else self.unknown_decl
                handle(text[i + 2:at])
                return at + 1
            if char in '"\'':
                at = self._scan_string(at)
            elif char in _LETTERS:
                at = self._scan_name(at, i)[1]
            elif char in self._decl_otherchars:
                at += 1
            elif char != '[':
                self.error("unexpected %r char in declaration" % char)
            elif kind == 'doctype':
                at = self._parse_doctype_subset(at + 1, i)
            elif kind in ('attlist', 'linktype', 'link', 'element'):
                self.error("unsupported '[' char in %s declaration" % kind)
            else:
                self.error("unexpected '[' char in declaration")
        return -1

    def parse_marked_section(self, i, report=1):
        """Scan <![word[...]]>, or <![if ...]> and its like, and have it handled."""
        text, inside = self.rawdata, i + 3
        assert text.startswith('<![', i), "unexpected call to parse_marked_section()"
        word, at = self._scan_name(inside, i)
        if at < 0:
            return at
        if word not in _SECTION_ENDS:
            self.error('unknown status keyword %r in marked section' % text[inside:at])
        return self._up_to(_SECTION_ENDS[word], inside, report and self.unknown_decl)

    def parse_comment(self, i, report=1):
        """Scan <!--...-->, and have it handled."""
        if not self.rawdata.startswith('<!--', i):
            self.error('unexpected call to parse_comment()')
        return self._up_to(_commentclose, i + 4, report and self.handle_comment)

    def _up_to(self, close, inside, handle):
        end = close.search(self.rawdata, inside)
        if end is None:
            return -1
        if handle:
            handle(self.rawdata[inside:end.start()])
        return end.end()

    # -- the declarations within a document type declaration: only their ends are of interest

    def _parse_doctype_subset(self, i, declstartpos):
        text = self.rawdata
        at = i
        while 0 <= at < len(text):
            char = text[at]
            if char.isspace():
                at += 1
            elif char == '%':
                at = self._scan_name(at + 1, declstartpos)[1]
                if text.startswith(';', max(at, 0)) and at > 0:
                    at += 1
            elif char == ']':
                at = _space.match(text, at + 1).end()
                if at == len(text):
                    return -1
                if text[at] != '>':
                    self._complain(declstartpos, at, "unexpected char after internal subset")
                return at
            elif char != '<':
                self._complain(declstartpos, at, "unexpected char %r in internal subset" % char)
            else:
                at = self._parse_inner(at, declstartpos)
        return -1

    def _parse_inner(self, at, declstartpos):
        text = self.rawdata
        opening = text[at:at + 2]
        if opening not in ('<', '<!'):
            self._complain(declstartpos, at + 1, "unexpected char in internal subset (in %r)" % opening)
        if len(text) < at + 4:
            return -1
        if text.startswith('<!--', at):
            return self.parse_comment(at, report=0)
        kind, behind = self._scan_name(at + 2, declstartpos)
        if behind < 0:
            return -1
        if kind not in ('attlist', 'element', 'entity', 'notation'):
            self._complain(declstartpos, behind + 2, "unknown declaration %r in internal subset" % kind)
        return getattr(self, '_parse_doctype_' + kind)(behind, declstartpos)

    def _parse_doctype_element(self, i, declstartpos):
        at = self._scan_name(i, declstartpos)[1]
        return -1 if at < 0 else self.rawdata.find('>', at) + 1 or -1

    def _parse_doctype_attlist(self, i, declstartpos):
        text = self.rawdata
        at = self._scan_name(i, declstartpos)[1]
        while 0 <= at < len(text):
            if text[at] == '>':
                return at + 1
            # name, type or (values), perhaps a default, perhaps #CONSTRAINT
            at = self._scan_name(at, declstartpos)[1]
            if at < 0:
                return -1
            if text.startswith('(', at):
                close = text.find(')', at)
                if close < 0:
                    return -1
                at = _space.match(text, close + 1).end()
            else:
                at = self._scan_name(at, declstartpos)[1]
            if at >= 0 and text[at:at + 1] in ('"', "'"):
                at = self._scan_string(at)
            if at >= 0 and text.startswith('#', at):
                at = self._scan_name(at + 1, declstartpos)[1]
        return -1

    def _parse_doctype_notation(self, i, declstartpos):
        at = self._scan_name(i, declstartpos)[1]
        return self._scan_tokens(at, declstartpos)

    def _parse_doctype_entity(self, i, declstartpos):
        if self.rawdata.startswith('%', i):
            i = _space.match(self.rawdata, i + 1).end()
        at = self._scan_name(i, declstartpos)[1]
        return self._scan_tokens(at, declstartpos)
