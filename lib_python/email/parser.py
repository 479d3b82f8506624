"""Messages from texts that are there as a whole (library reference 19.1.2)."""

from cStringIO import StringIO
import warnings

from email.feedparser import FeedParser
from email.message import Message

__all__ = ['Parser', 'HeaderParser']


class Parser:
    """Makes messages, of the class that is given."""

    def __init__(self, *args, **kws):
        if len(args) > 2:
            raise TypeError('Too many arguments')
        for name, value in zip(('_class', 'strict'), args):
            if name in kws:
                raise TypeError("Multiple values for keyword arg '%s'" % name)
            kws[name] = value
        self._class = kws.pop('_class', Message)
        if 'strict' in kws:
            warnings.warn("'strict' argument is deprecated (and ignored)", DeprecationWarning, 2)
            del kws['strict']
        if kws:
            raise TypeError('Unexpected keyword arguments')

    def parse(self, fp, headersonly=False):
        """The message that a file has; headersonly leaves the content as it is."""
        parser = FeedParser(self._class)
        if headersonly:
            parser._set_headersonly()
        for data in iter(lambda: fp.read(8192), ''):
            parser.feed(data)
        return parser.close()

    def parsestr(self, text, headersonly=False):
        """The message that a text is."""
        return self.parse(StringIO(text), headersonly=headersonly)


class HeaderParser(Parser):
    """A parser that leaves the content as it is."""

    def parse(self, fp, headersonly=True):
        return Parser.parse(self, fp, True)

    def parsestr(self, text, headersonly=True):
        return Parser.parsestr(self, text, True)
