"""Messages from texts that come in pieces (library reference 19.1.2.1).

Any text makes a message: what is wrong with it goes to its `defects`.  The pieces are kept until the end, and then parsed:
each part of a message reads its lines up to where a matcher of an outer part says that they end.
"""

import re

from email import errors
from email import message

__all__ = ['FeedParser']

_line_end = re.compile('\r\n|\r|\n')
_last_line_end = re.compile('(?:\r\n|\r|\n)\\Z')
_header = re.compile(r'From |[\041-\071\073-\176]{1,}:|[\t ]')


NeedMoreData = object()         # in the place of a line that is not there yet


class BufferedSubFile(object):
    """Lines of a text that is pushed in pieces; a line that a matcher knows ends the text, for now."""

    def __init__(self):
        self._lines, self._at, self._partial = [], 0, []
        self._closed = False
        self.matchers = []

    def push(self, data):
        """Take some more text."""
        held = self._partial
        held.append(data)
        if '\n' not in data and '\r' not in data and not held[-2:][0].endswith('\r'):
            return                              # the line goes on
        lines = ''.join(held).splitlines(True)
        # what has no line end may go on, and what ends with a CR may have an LF to come
        held[:] = [lines.pop()] if lines and not lines[-1].endswith('\n') else []
        self._lines += lines

    def close(self):
        """There is no more."""
        self._lines += ''.join(self._partial).splitlines(True)
        self._partial, self._closed = [], True

    def readline(self):
        """The next line, '' at the end or before a line that a matcher knows, or NeedMoreData."""
        if self._at >= len(self._lines):
            return '' if self._closed else NeedMoreData
        line = self._lines[self._at]
        for matches in self.matchers:
            if matches(line):
                return ''
        self._at += 1
        return line

    def back(self, line):
        """Have a line read again; in the place of the blank line, if that has been read behind it."""
        self._at -= 1
        self._lines[self._at] = line

    def rest(self):
        """The lines up to the end."""
        return iter(self.readline, '')


def _without_line_end(text):
    return _last_line_end.sub('', text)


class FeedParser:
    """Makes a message, by the class or function that is given."""

    def __init__(self, _factory=message.Message):
        self._factory, self._input, self._headersonly = _factory, BufferedSubFile(), False

    def _set_headersonly(self):
        self._headersonly = True

    def feed(self, data):
        """Take some more text."""
        self._input.push(data)

    def close(self):
        """The message of all the text."""
        self._input.close()
        root = self._parse(self._input, None)[0]
        if root.get_content_maintype() == 'multipart' and not root.is_multipart():
            root.defects.append(errors.MultipartInvariantViolationDefect())
        return root

    def _parse(self, lines, outer):
        # (message, the message whose text ended last: the message itself, or one in it)
        made = self._factory()
        if outer is not None:
            if outer.get_content_type() == 'multipart/digest':
                made.set_default_type('message/rfc822')
            outer.attach(made)
        self._read_headers(lines, made)
        kind = made.get_content_maintype()
        if self._headersonly:
            made.set_payload(''.join(lines.rest()))
        elif made.get_content_type() == 'message/delivery-status':
            return made, self._read_blocks(lines, made)
        elif kind == 'message':
            return made, self._parse(lines, made)[1]
        elif kind == 'multipart':
            self._read_parts(lines, made)
        else:
            made.set_payload(''.join(lines.rest()))
        return made, made

    # -- headers

    def _read_headers(self, lines, made):
        found = []
        for line in lines.rest():
            if not _header.match(line):
                if not _line_end.match(line):
                    lines.back(line)                # there is no blank line in between
                break
            found.append(line)
        name, value = '', []
        for at, line in enumerate(found):
            if line[0] in ' \t':
                if name:
                    value.append(line)
                else:
                    made.defects.append(errors.FirstHeaderLineIsContinuationDefect(line))
                continue
            if name:
                made[name] = ''.join(value)[:-1].rstrip('\r\n')
                name = ''
            if line.startswith('From '):
                if at == 0:
                    made.set_unixfrom(_without_line_end(line))
                elif at == len(found) - 1:
                    lines.back(line)                # it may be the first line of the content
                    return
                else:
                    made.defects.append(errors.MisplacedEnvelopeHeaderDefect(line))
                continue
            name, colon, text = line.partition(':')
            if not colon:
                made.defects.append(errors.MalformedHeaderDefect(line))
                name = ''
            value = [text.lstrip()]
        if name:
            made[name] = ''.join(value).rstrip('\r\n')

    # -- content

    def _read_blocks(self, lines, made):
        # headers, blank line, headers, and so on, each a message without content
        last = made
        while 1:
            lines.matchers.append(_line_end.match)
            last = self._parse(lines, made)[1]
            lines.matchers.pop()
            lines.readline()
            line = lines.readline()
            if not line:
                return last
            lines.back(line)

    def _read_parts(self, lines, made):
        boundary = made.get_boundary()
        if boundary is None:
            made.defects.append(errors.NoBoundaryInMultipartDefect())
            made.set_payload(''.join(lines.rest()))
            return
        matches = re.compile('(?:--' + re.escape(boundary) + r')(?P<end>--)?[ \t]*(?P<linesep>\r\n|\r|\n)?$').match
        preamble, found = [], None
        for line in lines.rest():
            found = matches(line)
            if found is not None:
                break
            preamble.append(line)
        if found is None or found.group('end'):
            made.defects.append(errors.StartBoundaryNotFoundDefect())
            made.set_payload(''.join(preamble))
            list(lines.rest())                  # what follows belongs to nothing
            made.epilogue = ''
            return
        if preamble:
            preamble[-1] = _without_line_end(preamble[-1])
            made.preamble = ''.join(preamble)
        while found is not None and not found.group('end'):
            found = self._read_part(lines, made, matches)
        self._read_epilogue(lines, made, found)

    def _read_part(self, lines, made, matches):
        # the match of the boundary behind a part, or None at the end
        line = lines.readline()
        while line and matches(line):           # boundaries with nothing in between
            line = lines.readline()
        if line:
            lines.back(line)
        lines.matchers.append(matches)
        last = self._parse(lines, made)[1]
        lines.matchers.pop()
        # the line end before the boundary belongs to it
        if last.get_content_maintype() == 'multipart':
            if last.epilogue == '':
                last.epilogue = None
            elif last.epilogue is not None:
                last.epilogue = _without_line_end(last.epilogue)
        else:
            content = last.get_payload()
            if isinstance(content, basestring):
                last.set_payload(_without_line_end(content))
        line = lines.readline()
        return matches(line) if line else None

    def _read_epilogue(self, lines, made, closing):
        text = ''.join(lines.rest())
        if closing is None or not closing.group('linesep'):
            begin = _line_end.match(text)
            text = text[begin.end():] if begin else text
        made.epilogue = text
