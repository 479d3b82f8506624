"""A parser for HTML as it is found, after the tokenizer of HTML 5 in most things (library reference 19.1).

Text is taken apart as it comes: what is not complete yet waits in `rawdata` for more.  As in markupbase, methods that
parse something get the place where it begins and answer with the place behind it, or with -1 where more has to come.
"""

import markupbase
import re

# Names that subclasses know and now and then replace.
interesting_normal = re.compile('[&<]')
incomplete = re.compile('&[a-zA-Z#]')
entityref = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]')
charref = re.compile('&#(?:[xX][0-9a-fA-F]+|[0-9]+)[^0-9a-fA-F]')
starttagopen = re.compile('<[a-zA-Z]')
piclose = endendtag = re.compile('>')
commentclose = re.compile(r'--\s*>')

_NAME = '[a-zA-Z][^\\t\\n\\r\\f />\\x00]*'
_GAP = r'(?:\s|/(?!>))*'                    # space between attributes; a '/' counts unless it ends the tag
_ATTRIBUTE = r'(?<=[\'"\s/])[^\s/>][^\s/=>]*'
_VALUE = r'\'[^\']*\'|"[^"]*"|(?![\'"])[^>\s]*'

tagfind = re.compile('(' + _NAME + ')' + _GAP)
tagfind_tolerant = re.compile(_NAME)
attrfind = re.compile(r'(%s)(\s*=+\s*(%s))?%s' % (_ATTRIBUTE, _VALUE, _GAP))
locatestarttagend = re.compile(r'<%s(?:[\s/]*(?:%s(?:\s*=+\s*(?:%s))?%s)*)?\s*' % (_NAME, _ATTRIBUTE, _VALUE, _GAP))
endtagfind = re.compile(r'</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>')
_reference = re.compile(r'&(#?[xX]?(?:[0-9a-fA-F]+|\w{1,8}));')

_LETTERS_OR_MARKS = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=/')


class HTMLParseError(Exception):
    """HTML that cannot be parsed; msg, lineno and offset say what is wrong where."""

    def __init__(self, msg, position=(None, None)):
        assert msg
        self.msg = msg
        self.lineno, self.offset = position

    def __str__(self):
        where = ''
        if self.lineno is not None:
            where += ', at line %d' % self.lineno
        if self.offset is not None:
            where += ', column %d' % (self.offset + 1)
        return self.msg + where


class HTMLParser(markupbase.ParserBase):
    """Calls its handle_ methods, which subclasses define, for what it finds in the text that feed() is given."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')    # whose content is plain text up to their end tag
    entitydefs = None
    __starttag_text = None

    def __init__(self):
        self.reset()

    def reset(self):
        """Forget the text that has not been handled, and begin anew."""
        markupbase.ParserBase.reset(self)
        self.rawdata, self.lasttag = '', '???'
        self.clear_cdata_mode()

    def feed(self, data):
        """Take some more text, and handle what is complete."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Handle the rest, as if it were complete."""
        self.goahead(1)

    def error(self, message):
        raise HTMLParseError(message, self.getpos())

    def get_starttag_text(self):
        """The source of the last start tag."""
        return self.__starttag_text

    def set_cdata_mode(self, elem):
        """From here to the end tag of elem there is only text."""
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(r'</\s*%s\s*>' % self.cdata_elem, re.IGNORECASE)

    def clear_cdata_mode(self):
        self.cdata_elem, self.interesting = None, interesting_normal

    # -- the text as a whole

    def goahead(self, end):
        """Handle what is complete; everything if that was the end."""
        text, at = self.rawdata, 0
        while at < len(text):
            found = self.interesting.search(text, at)
            if found is None and self.cdata_elem:
                break
            stop = len(text) if found is None else found.start()
            if stop > at:
                self.handle_data(text[at:stop])
                at = self.updatepos(at, stop)
            if found is None:
                break
            behind = self._markup(at, end) if text[at] == '<' else self._reference(at, end)
            if behind < 0:
                break
            at = self.updatepos(at, behind)
            if self.__stopped:
                break
        if end and at < len(text) and not self.cdata_elem:
            self.handle_data(text[at:])
            at = self.updatepos(at, len(text))
        self.rawdata = text[at:]

    __stopped = False

    def _markup(self, at, end):
        # what begins with '<'
        text = self.rawdata
        self.__stopped = False
        if starttagopen.match(text, at):
            parse = self.parse_starttag
        elif text.startswith('</', at):
            parse = self.parse_endtag
        elif text.startswith('<!--', at):
            parse = self.parse_comment
        elif text.startswith('<?', at):
            parse = self.parse_pi
        elif text.startswith('<!', at):
            parse = self.parse_html_declaration
        elif at + 1 < len(text):
            self.handle_data('<')
            return at + 1
        else:
            return -1
        behind = parse(at)
        if behind < 0 and end:
            # it will never be complete: take it for text, up to a bracket
            behind = text.find('>', at + 1) + 1
            if not behind:
                behind = text.find('<', at + 1)
                if behind < 0:
                    behind = at + 1
            self.handle_data(text[at:behind])
        return behind

    def _reference(self, at, end):
        # what begins with '&'
        text = self.rawdata
        self.__stopped = False
        number = text.startswith('&#', at)
        found = (charref if number else entityref).match(text, at)
        if found is not None:
            behind = found.end() if found.group().endswith(';') else found.end() - 1
            if number:
                self.handle_charref(found.group()[2:-1])
            else:
                self.handle_entityref(found.group(1))
            return behind
        if number:
            if text.find(';', at) < 0:
                return -1
            self.handle_data('&#')
            self.__stopped = True       # the rest waits for the next call
            return at + 2
        begun = incomplete.match(text, at)
        if begun is not None:
            if end and begun.end() == len(text):
                self.error("EOF in middle of entity or char ref")
            return -1
        if at + 1 == len(text):
            return -1
        self.handle_data('&')
        return at + 1

    # -- declarations and instructions

    def parse_html_declaration(self, i):
        """Parse what begins with <!"""
        text = self.rawdata
        if not text.startswith('<!', i):
            self.error('unexpected call to parse_html_declaration()')
        if text.startswith('<!--', i):
            return self.parse_comment(i)
        if text.startswith('<![', i):
            return self.parse_marked_section(i)
        if text[i:i + 9].lower() != '<!doctype':
            return self.parse_bogus_comment(i)
        close = text.find('>', i + 9)
        if close >= 0:
            self.handle_decl(text[i + 2:close])
            close += 1
        return close

    def parse_bogus_comment(self, i, report=1):
        """Parse what is no declaration and no end tag, though it begins like one: HTML 5 takes it for a comment."""
        text = self.rawdata
        if text[i:i + 2] not in ('<!', '</'):
            self.error('unexpected call to parse_comment()')
        close = text.find('>', i + 2)
        if close < 0:
            return -1
        if report:
            self.handle_comment(text[i + 2:close])
        return close + 1

    def parse_pi(self, i):
        """Parse a processing instruction."""
        text = self.rawdata
        assert text.startswith('<?', i), 'unexpected call to parse_pi()'
        close = piclose.search(text, i + 2)
        if close is None:
            return -1
        self.handle_pi(text[i + 2:close.start()])
        return close.end()

    # -- tags

    def parse_starttag(self, i):
        """Parse a start tag, and have it handled."""
        self.__starttag_text = None
        behind = self.check_for_whole_start_tag(i)
        if behind < 0:
            return behind
        text = self.rawdata
        self.__starttag_text = text[i:behind]
        name = tagfind.match(text, i + 1)
        assert name, 'unexpected call to parse_starttag()'
        tag = self.lasttag = name.group(1).lower()
        attributes, at = [], name.end()
        while at < behind:
            found = attrfind.match(text, at)
            if found is None:
                break
            key, assigned, value = found.groups()
            if not assigned:
                value = None
            elif value[:1] in ('"', "'") and value[:1] == value[-1:]:
                value = value[1:-1]
            attributes.append((key.lower(), self.unescape(value) if value else value))
            at = found.end()
        ending = text[at:behind].strip()
        if ending == '/>':
            self.handle_startendtag(tag, attributes)
        elif ending == '>':
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        else:
            self.handle_data(text[i:behind])
        return behind

    def check_for_whole_start_tag(self, i):
        """The place behind a start tag, or -1 if it does not end here."""
        text = self.rawdata
        found = locatestarttagend.match(text, i)
        if found is None:
            raise AssertionError("we should not get here!")
        at = found.end()
        if text.startswith('/>', at):
            return at + 2
        following = text[at:at + 1]
        if following == '>':
            return at + 1
        if not following or following in _LETTERS_OR_MARKS:
            return -1
        return max(at, i + 1)

    def parse_endtag(self, i):
        """Parse an end tag, and have it handled."""
        text = self.rawdata
        assert text.startswith('</', i), "unexpected call to parse_endtag"
        close = endendtag.search(text, i + 1)
        if close is None:
            return -1
        behind = close.end()
        plain = endtagfind.match(text, i)
        if self.cdata_elem is not None and (plain is None or plain.group(1).lower() != self.cdata_elem):
            self.handle_data(text[i:behind])
            return behind
        if plain is not None:
            self.handle_endtag(plain.group(1).lower())
            self.clear_cdata_mode()
            return behind
        name = tagfind.match(text, i + 2)
        if name is not None:            # something follows the name, and is passed over
            behind = text.find('>', name.end()) + 1
            self.handle_endtag(name.group(1).lower())
            return behind
        return i + 3 if text.startswith('</>', i) else self.parse_bogus_comment(i)

    # -- attributes

    def unescape(self, s):
        """The text with references replaced by the characters they stand for."""
        return _reference.sub(_character, s) if '&' in s else s

    # -- for subclasses

    def handle_startendtag(self, tag, attrs):
        """An empty tag as XHTML has it, <tag .../>"""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        """A start tag; attrs are pairs of a name and a value, or None."""

    def handle_endtag(self, tag):
        """An end tag."""

    def handle_data(self, data):
        """Text, or a part of it."""

    def handle_charref(self, name):
        """A reference by number; the name is the number, after an x if it is hexadecimal."""

    def handle_entityref(self, name):
        """A reference by name."""

    def handle_comment(self, data):
        """The text of a comment."""

    def handle_decl(self, decl):
        """The text of a document type declaration."""

    def handle_pi(self, data):
        """The text of a processing instruction."""

    def unknown_decl(self, data):
        """The text of another declaration."""


def _character(found):
    # what a reference in an attribute's value stands for; itself if nothing
    name = found.group(1)
    if name[0] == '#':
        digits = name[1:]
        try:
            return unichr(int(digits[1:], 16) if digits[0] in 'xX' else int(digits))
        except ValueError:
            return '&#' + digits + ';'
    if HTMLParser.entitydefs is None:
        from htmlentitydefs import name2codepoint
        HTMLParser.entitydefs = dict((each, unichr(number)) for each, number in name2codepoint.iteritems())
        HTMLParser.entitydefs['apos'] = u"'"
    return HTMLParser.entitydefs.get(name, '&' + name + ';')
