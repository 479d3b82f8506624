"""Exceptions of email, and the defects that messages are found to have."""


class MessageError(Exception):
    """What all exceptions of the package are."""


class MessageParseError(MessageError):
    """A text that is no message."""


class HeaderParseError(MessageParseError):
    """A header that cannot be read, or written."""


class BoundaryError(MessageParseError):
    """A message in parts whose boundary cannot be found."""


class MultipartConversionError(MessageError, TypeError):
    """A part for a message that has none."""


class CharsetError(MessageError):
    """A character set that is none."""


class MessageDefect:
    """Something that a message should not have; line is where it was found, if that was a line."""

    def __init__(self, line=None):
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """It is said to be in parts, but not by what they are parted."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """The boundary that was told is nowhere."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line goes on with a header."""


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A line 'From ' is among the headers."""


class MalformedHeaderDefect(MessageDefect):
    """A header has no colon."""


class MultipartInvariantViolationDefect(MessageDefect):
    """It is said to be in parts, but has none."""
