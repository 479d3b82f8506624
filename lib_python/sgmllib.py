"""A parser for SGML as far as HTML has it (library reference 36.8): subclasses have methods for the tags.

Text is taken apart as it comes: what is not complete yet waits in `rawdata` for more.
"""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("the sgmllib module has been removed in Python 3.0", stacklevel=2)

import markupbase
import re

__all__ = ["SGMLParser", "SGMLParseError"]

# Names that subclasses know and now and then replace.
interesting = re.compile('[&<]')
incomplete = re.compile('&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]*)?|<(?:[a-zA-Z][^<>]*|/(?:[a-zA-Z][^<>]*)?|![^<>]*)?')
entityref = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]')
charref = re.compile('&#([0-9]+)[^0-9]')
starttagopen = re.compile('<[>a-zA-Z]')
shorttagopen = re.compile('<[a-zA-Z][-.a-zA-Z0-9]*/')
shorttag = re.compile('<([a-zA-Z][-.a-zA-Z0-9]*)/([^/]*)/')
piclose = re.compile('>')
endbracket = re.compile('[<>]')
tagfind = re.compile('[a-zA-Z][-_.a-zA-Z0-9]*')
attrfind = re.compile(r'\s*([a-zA-Z_][-:.a-zA-Z_0-9]*)(\s*=\s*(\'[^\']*\'|"[^"]*"|'
                      r'[][\-a-zA-Z0-9./,:;+*%?!&$\(\)_#=~\'"@]*))?')


class SGMLParseError(RuntimeError):
    """SGML that cannot be parsed."""


class SGMLParser(markupbase.ParserBase):
    """Calls start_X or do_X, and end_X, for the tags of X; unknown_starttag and the like where there is no such method."""

    entitydefs = dict(lt='<', gt='>', amp='&', quot='"', apos="'")
    entity_or_charref = re.compile('&(?:([a-zA-Z][-.a-zA-Z0-9]*)|#([0-9]+))(;?)')
    _decl_otherchars = '='

    def __init__(self, verbose=0):
        self.verbose = verbose
        self.reset()

    def reset(self):
        """Forget the text that has not been handled, and begin anew."""
        markupbase.ParserBase.reset(self)
        self.rawdata, self.lasttag, self.stack = '', '???', []
        self.nomoretags = self.literal = 0
        self.__starttag_text = None

    def setnomoretags(self):
        """From here on there is only text."""
        self.nomoretags = self.literal = 1

    def setliteral(self, *args):
        """From here to the next end tag there is only text."""
        self.literal = 1

    def feed(self, data):
        """Take some more text, and handle what is complete."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Handle the rest, as if it were complete."""
        self.goahead(1)

    def error(self, message):
        raise SGMLParseError(message)

    def get_starttag_text(self):
        """The source of the last start tag."""
        return self.__starttag_text

    # -- the text as a whole

    def goahead(self, end):
        """Handle what is complete; everything if that was the end."""
        text, at = self.rawdata, 0
        while at < len(text):
            found = None if self.nomoretags else interesting.search(text, at)
            stop = len(text) if found is None else found.start()
            if stop > at:
                self.handle_data(text[at:stop])
                at = stop
            if found is None:
                break
            behind = self._markup(at) if text[at] == '<' else self._reference(at)
            if behind is None:
                # nothing that is known: text, unless it may become something
                begun = incomplete.match(text, at)
                if begun is not None and begun.end() == len(text):
                    break
                behind = begun.end() if begun is not None else at + 1
                self.handle_data(text[at:behind])
            if behind < 0:
                break
            at = behind
        if end and at < len(text):
            self.handle_data(text[at:])
            at = len(text)
        self.rawdata = text[at:]

    def _text(self, at, count=1):
        self.handle_data(self.rawdata[at:at + count])
        return at + count

    def _markup(self, at):
        # the place behind what begins with '<', -1 if it is not complete, None if it is nothing
        text = self.rawdata
        if starttagopen.match(text, at):
            return self._text(at) if self.literal else self.parse_starttag(at)
        if text.startswith('</', at):
            behind = self.parse_endtag(at)
            if behind >= 0:
                self.literal = 0
            return behind
        if self.literal:
            return self._text(at) if at + 1 < len(text) else -1
        if text.startswith('<!--', at):
            return self.parse_comment(at)
        if text.startswith('<?', at):
            size = self.parse_pi(at)
            return size if size < 0 else at + size
        if text.startswith('<!', at):
            return self.parse_declaration(at)

    def _reference(self, at):
        if self.literal:
            return self._text(at)
        for pattern, handle in (charref, self.handle_charref), (entityref, self.handle_entityref):
            found = pattern.match(self.rawdata, at)
            if found is not None:
                handle(found.group(1))
                return found.end() if found.group().endswith(';') else found.end() - 1

    def parse_pi(self, i):
        """Parse a processing instruction; its length."""
        text = self.rawdata
        if not text.startswith('<?', i):
            self.error('unexpected call to parse_pi()')
        close = piclose.search(text, i + 2)
        if close is None:
            return -1
        self.handle_pi(text[i + 2:close.start()])
        return close.end() - i

    # -- tags

    def parse_starttag(self, i):
        """Parse a start tag, and have it handled."""
        text = self.rawdata
        self.__starttag_text = None
        if shorttagopen.match(text, i):         # <tag/text/ is for <tag>text</tag>
            found = shorttag.match(text, i)
            if found is None:
                return -1
            tag, inside = found.groups()
            self.__starttag_text = '<%s/' % tag
            self.finish_shorttag(tag.lower(), inside)
            self.__starttag_text = text[i:found.end(1) + 1]
            return found.end()
        close = endbracket.search(text, i + 1)
        if close is None:
            return -1
        stop, attributes = close.start(), []
        if text.startswith('<>', i):            # the tag that was the last
            at, tag = stop, self.lasttag
        else:
            name = tagfind.match(text, i + 1)
            if name is None:
                self.error('unexpected call to parse_starttag')
            at, tag = name.end(), name.group().lower()
            self.lasttag = tag
        while at < stop:
            found = attrfind.match(text, at)
            if found is None:
                break
            key, assigned, value = found.groups()
            if not assigned:
                value = key
            else:
                if value[:1] in ('"', "'") and value[:1] == value[-1:]:
                    value = value[1:-1]
                value = self.entity_or_charref.sub(self._convert_ref, value)
            attributes.append((key.lower(), value))
            at = found.end()
        behind = stop + 1 if text[stop] == '>' else stop
        self.__starttag_text = text[i:behind]
        self.finish_starttag(tag, attributes)
        return behind

    def _convert_ref(self, match):
        # what a reference in an attribute stands for, or itself
        name, number, end = match.groups()
        if number:
            return self.convert_charref(number) or '&#' + number + end
        return end and self.convert_entityref(name) or '&' + name + end

    def parse_endtag(self, i):
        """Parse an end tag, and have it handled."""
        text = self.rawdata
        close = endbracket.search(text, i + 1)
        if close is None:
            return -1
        self.finish_endtag(text[i + 2:close.start()].strip().lower())
        return close.end() if close.group() == '>' else close.start()

    def finish_shorttag(self, tag, data):
        """Handle a tag with its text."""
        self.finish_starttag(tag, [])
        self.handle_data(data)
        self.finish_endtag(tag)

    def finish_starttag(self, tag, attrs):
        """Handle a start tag: 1 if an end tag belongs to it, 0 if not, -1 if it is not known."""
        for number, kind in (1, 'start_'), (0, 'do_'):
            method = getattr(self, kind + tag, None)
            if method is not None:
                if number:
                    self.stack.append(tag)
                self.handle_starttag(tag, method, attrs)
                return number
        self.unknown_starttag(tag, attrs)
        return -1

    def finish_endtag(self, tag):
        """Handle an end tag, and those that are missing in front of it; one without a name is for the last tag."""
        if tag and tag not in self.stack:
            if hasattr(self, 'end_' + tag):
                self.report_unbalanced(tag)
            else:
                self.unknown_endtag(tag)
            return
        if not self.stack:
            self.unknown_endtag(tag)
            return
        depth = len(self.stack) - 1
        if tag:
            depth -= self.stack[::-1].index(tag)
        while len(self.stack) > depth:
            each = self.stack[-1]
            method = getattr(self, 'end_' + each, None)
            if method:
                self.handle_endtag(each, method)
            else:
                self.unknown_endtag(each)
            del self.stack[-1]

    # -- references

    def convert_charref(self, name):
        """The character of a number, or None; only ASCII is known here."""
        try:
            number = int(name)
        except ValueError:
            return None
        return self.convert_codepoint(number) if 0 <= number <= 127 else None

    def convert_codepoint(self, codepoint):
        """The character of a number that is known."""
        return chr(codepoint)

    def convert_entityref(self, name):
        """The text of a name, or None: entitydefs has it."""
        return self.entitydefs.get(name) if name in self.entitydefs else None

    def handle_charref(self, name):
        """Handle a reference by number."""
        text = self.convert_charref(name)
        if text is None:
            self.unknown_charref(name)
        else:
            self.handle_data(text)

    def handle_entityref(self, name):
        """Handle a reference by name."""
        text = self.convert_entityref(name)
        if text is None:
            self.unknown_entityref(name)
        else:
            self.handle_data(text)

    # -- for subclasses

    def handle_starttag(self, tag, method, attrs):
        """A start tag for which there is a method."""
        method(attrs)

    def handle_endtag(self, tag, method):
        """An end tag for which there is a method."""
        method()

    def report_unbalanced(self, tag):
        """An end tag without a start tag."""
        if self.verbose:
            print '*** Unbalanced </%s>\n*** Stack: %s' % (tag, self.stack)

    def handle_data(self, data):
        """Text, or a part of it."""

    def handle_comment(self, data):
        """The text of a comment."""

    def handle_decl(self, data):
        """The text of a document type declaration."""

    def handle_pi(self, data):
        """The text of a processing instruction."""

    def unknown_starttag(self, tag, attrs):
        """A start tag without a method."""

    def unknown_endtag(self, tag):
        """An end tag without a method."""

    def unknown_charref(self, ref):
        """A number without a character."""

    def unknown_entityref(self, ref):
        """A name without a text."""


class TestSGMLParser(SGMLParser):
    """Prints what it finds."""

    def __init__(self, verbose=0):
        self.testdata = ''
        SGMLParser.__init__(self, verbose)

    def handle_data(self, data):
        self.testdata += data
        if len(repr(self.testdata)) > 69:
            self.flush()

    def flush(self):
        held, self.testdata = self.testdata, ''
        if held:
            print 'data:', repr(held)

    def _tell(self, what, text):
        self.flush()
        print what + text

    def handle_comment(self, data):
        shown = repr(data)
        self._tell('comment: ', shown if len(shown) <= 68 else shown[:32] + '...' + shown[-32:])

    def unknown_starttag(self, tag, attrs):
        pairs = ''.join([' %s="%s"' % pair for pair in attrs])
        self._tell('start tag: ', '<' + tag + (pairs + ' >' if pairs else '>'))

    def unknown_endtag(self, tag):
        self._tell('end tag: ', '</' + tag + '>')

    def unknown_entityref(self, ref):
        self._tell('*** unknown entity ref: ', '&' + ref + ';')

    def unknown_charref(self, ref):
        self._tell('*** unknown char ref: ', '&#' + ref + ';')

    def unknown_decl(self, data):
        self._tell('*** unknown decl: ', '[' + data + ']')

    def close(self):
        SGMLParser.close(self)
        self.flush()


def test(args=None):
    """The command: sgmllib [-s] [file]; -s is for nothing to be printed."""
    import sys
    names = sys.argv[1:] if args is None else args
    make = TestSGMLParser
    if names[:1] == ['-s']:
        names, make = names[1:], SGMLParser
    name = names[0] if names else 'test.html'
    try:
        source = sys.stdin if name == '-' else open(name)
    except IOError as problem:
        print name, ':', problem
        sys.exit(1)
    parser = make()
    for char in source.read():
        parser.feed(char)
    parser.close()


if __name__ == '__main__':
    test()
