"""The parts of a message, one after another (library reference 19.1.11)."""

from cStringIO import StringIO
import sys

__all__ = ['body_line_iterator', 'typed_subpart_iterator', 'walk']


def walk(self):
    """The message itself, then its parts, each with all that is in it."""
    yield self
    if not self.is_multipart():
        return
    for part in self.get_payload():
        for each in part.walk():
            yield each


def body_line_iterator(msg, decode=False):
    """The lines of all parts that are text, without headers."""
    for part in msg.walk():
        content = part.get_payload(decode=decode)
        if isinstance(content, basestring):
            for line in StringIO(content):
                yield line


def typed_subpart_iterator(msg, maintype='text', subtype=None):
    """The parts of a type."""
    for part in msg.walk():
        if part.get_content_maintype() == maintype and subtype in (None, part.get_content_subtype()):
            yield part


def _structure(msg, fp=None, level=0, include_default=False):
    # print the types of the parts as a tree
    fp = sys.stdout if fp is None else fp
    fp.write('    ' * level + msg.get_content_type())
    fp.write(' [%s]\n' % msg.get_default_type() if include_default else '\n')
    if msg.is_multipart():
        for part in msg.get_payload():
            _structure(part, fp, level + 1, include_default)
