"""Messages as texts (library reference 19.1.3)."""

from cStringIO import StringIO
import random
import re
import sys
import time
import warnings

from email.header import Header

__all__ = ['Generator', 'DecodedGenerator']

UNDERSCORE, NL = '_', '\n'
fcre = re.compile('^From ', re.MULTILINE)


def _is8bitstring(s):
    if not isinstance(s, str):
        return False
    try:
        s.decode('us-ascii')
    except UnicodeError:
        return True
    return False


class Generator:
    """Writes messages to a file.

    With mangle_from_, lines of content that begin with 'From ' get a '>' in front, as mailboxes need it; headers are
    made lines of maxheaderlen characters, or left as they are if that is 0.  Subclasses have methods _handle_X for
    content of a type X, of the form main or main_sub."""

    def __init__(self, outfp, mangle_from_=True, maxheaderlen=78):
        self._fp, self._mangle_from_, self._maxheaderlen = outfp, mangle_from_, maxheaderlen

    def write(self, s):
        """Write to the file, so that print can write to this object."""
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False):
        """Write a message, after the line that it has in a mailbox if unixfrom is true."""
        if unixfrom:
            self._fp.write((msg.get_unixfrom() or 'From nobody ' + time.ctime(time.time())) + NL)
        self._write(msg)

    def clone(self, fp):
        """Another object of the kind, for another file."""
        return self.__class__(fp, self._mangle_from_, self._maxheaderlen)

    def _text_of(self, msg):
        out = StringIO()
        self.clone(out).flatten(msg, unixfrom=False)
        return out.getvalue()

    def _mangled(self, text):
        return fcre.sub('>From ', text) if self._mangle_from_ else text

    def _write(self, msg):
        # the content first, for that may change the headers
        outer, self._fp = self._fp, StringIO()
        try:
            self._dispatch(msg)
            content = self._fp.getvalue()
        finally:
            self._fp = outer
        own = getattr(msg, '_write_headers', None)
        if own is None:
            self._write_headers(msg)
        else:
            own(self)
        self._fp.write(content)

    def _dispatch(self, msg):
        main, sub = [name.replace('-', '_') for name in (msg.get_content_maintype(), msg.get_content_subtype())]
        for name in main + UNDERSCORE + sub, main:
            handle = getattr(self, '_handle_' + name, None)
            if handle is not None:
                return handle(msg)
        self._writeBody(msg)

    def _write_headers(self, msg):
        for name, value in msg.items():
            if self._maxheaderlen and isinstance(value, Header):
                value = value.encode()
            elif self._maxheaderlen and not _is8bitstring(value):
                value = Header(value, maxlinelen=self._maxheaderlen, header_name=name).encode()
            self._fp.write('%s: %s\n' % (name, value))
        self._fp.write(NL)

    # -- content

    def _handle_text(self, msg):
        content = msg.get_payload()
        if content is not None:
            if not isinstance(content, basestring):
                raise TypeError('string payload expected: %s' % type(content))
            self._fp.write(self._mangled(content))

    _writeBody = _handle_text

    def _handle_multipart(self, msg):
        parts = msg.get_payload()
        if isinstance(parts, basestring):
            self._fp.write(parts)               # it could not be taken apart
            return
        if parts is None:
            parts = []
        texts = map(self._text_of, parts if isinstance(parts, list) else [parts])
        boundary = msg.get_boundary()
        if not boundary:
            boundary = _make_boundary(NL.join(texts))
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            self._fp.write(self._mangled(msg.preamble) + NL)
        line = '--' + boundary
        self._fp.write(line + NL + (NL + line + NL).join(texts) + NL + line + '--' + NL)
        if msg.epilogue is not None:
            self._fp.write(self._mangled(msg.epilogue))

    def _handle_multipart_signed(self, msg):
        # a signature is for headers as they are
        length, self._maxheaderlen = self._maxheaderlen, 0
        try:
            self._handle_multipart(msg)
        finally:
            self._maxheaderlen = length

    def _handle_message_delivery_status(self, msg):
        texts = map(self._text_of, msg.get_payload())
        self._fp.write(NL.join([text[:-1] if text.endswith(NL) else text for text in texts]))

    def _handle_message(self, msg):
        content = msg.get_payload()
        self._fp.write(self._text_of(content[0]) if isinstance(content, list) else content)


_FMT = '[Non-text (%(type)s) part of message omitted, filename %(filename)s]'


class DecodedGenerator(Generator):
    """Writes the parts of a message that are text, decoded, and fmt in the place of the others.

    What fmt can have: type, maintype, subtype, filename, description, encoding."""

    def __init__(self, outfp, mangle_from_=True, maxheaderlen=78, fmt=None):
        Generator.__init__(self, outfp, mangle_from_, maxheaderlen)
        self._fmt = _FMT if fmt is None else fmt

    def _dispatch(self, msg):
        for part in msg.walk():
            main = part.get_content_maintype()
            if main == 'multipart':
                continue
            if main == 'text':
                print >> self, part.get_payload(decode=True)
                continue
            about = dict(type=part.get_content_type(), maintype=main, subtype=part.get_content_subtype(),
                         filename=part.get_filename('[no filename]'),
                         description=part.get('Content-Description', '[no description]'),
                         encoding=part.get('Content-Transfer-Encoding', '[no encoding]'))
            print >> self, self._fmt % about


_digits = len(repr(sys.maxint - 1))


def _make_boundary(text=None):
    # a line that is not in the text
    start = boundary = '=' * 15 + '%0*d==' % (_digits, random.randrange(sys.maxint))
    count = 0
    while text is not None and re.search('^--' + re.escape(boundary) + '(?:--)?$', text, re.MULTILINE):
        boundary = '%s.%d' % (start, count)
        count += 1
    return boundary
