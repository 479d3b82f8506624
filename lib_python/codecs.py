"""Encoders and decoders: the registry of the built-in _codecs module, base classes for codecs, and files that convert.

A codec is a CodecInfo, a tuple of its two stateless functions and its two stream classes, with its incremental
classes as attributes.
"""

import __builtin__
import sys

from _codecs import *
from _codecs import lookup, lookup_error

__all__ = ['register', 'lookup', 'open', 'EncodedFile', 'BOM', 'BOM_BE', 'BOM_LE', 'BOM32_BE', 'BOM32_LE', 'BOM64_BE',
           'BOM64_LE', 'BOM_UTF8', 'BOM_UTF16', 'BOM_UTF16_LE', 'BOM_UTF16_BE', 'BOM_UTF32', 'BOM_UTF32_LE',
           'BOM_UTF32_BE', 'CodecInfo', 'Codec', 'IncrementalEncoder', 'IncrementalDecoder', 'StreamReader',
           'StreamWriter', 'StreamReaderWriter', 'StreamRecoder', 'getencoder', 'getdecoder', 'getincrementalencoder',
           'getincrementaldecoder', 'getreader', 'getwriter', 'encode', 'decode', 'iterencode', 'iterdecode',
           'strict_errors', 'ignore_errors', 'replace_errors', 'xmlcharrefreplace_errors', 'backslashreplace_errors',
           'register_error', 'lookup_error']

# Byte order marks.  The names without an order are those of this machine; those with a number are an old misnaming.
BOM_UTF8 = '\xef\xbb\xbf'
BOM_LE = BOM_UTF16_LE = '\xff\xfe'
BOM_BE = BOM_UTF16_BE = '\xfe\xff'
BOM_UTF32_LE = BOM_UTF16_LE + '\0\0'
BOM_UTF32_BE = '\0\0' + BOM_UTF16_BE
BOM, BOM_UTF32 = (BOM_LE, BOM_UTF32_LE) if sys.byteorder == 'little' else (BOM_BE, BOM_UTF32_BE)
BOM_UTF16 = BOM
BOM32_LE, BOM32_BE = BOM_UTF16_LE, BOM_UTF16_BE
BOM64_LE, BOM64_BE = BOM_UTF32_LE, BOM_UTF32_BE


class CodecInfo(tuple):
    """What a search function answers with."""

    # Whether str.encode() and its like may use this codec without a warning; cleared by codecs between other types.
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, _is_text_encoding=None):
        info = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(info).update(name=name, encode=encode, decode=decode, streamreader=streamreader,
                          streamwriter=streamwriter, incrementalencoder=incrementalencoder,
                          incrementaldecoder=incrementaldecoder)
        if _is_text_encoding is not None:
            info._is_text_encoding = _is_text_encoding
        return info

    def __repr__(self):
        kind = type(self)
        return '<%s.%s object for encoding %s at 0x%x>' % (kind.__module__, kind.__name__, self.name, id(self))


class Codec:
    """Stateless coding: both methods answer (result, how much of the input they used).

    errors is the name of a way out of what cannot be coded: 'strict' raises UnicodeError, 'ignore' leaves it out,
    'replace' puts '?' or U+FFFD, 'xmlcharrefreplace' and 'backslashreplace' (encoding only) put its number.
    More can be registered by register_error().
    """

    def encode(self, input, errors='strict'):
        raise NotImplementedError

    def decode(self, input, errors='strict'):
        raise NotImplementedError


class IncrementalEncoder(object):
    """Encodes input that comes in pieces."""

    def __init__(self, errors='strict'):
        self.errors = errors
        self.buffer = ''

    def encode(self, input, final=False):
        """The output for one more piece of input; final says that it is the last."""
        raise NotImplementedError

    def reset(self):
        """Forget the input so far."""

    def getstate(self):
        """The state as an integer, 0 being the one to start from."""
        return 0

    def setstate(self, state):
        """Go back to what getstate() answered with."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An incremental encoder on _buffer_encode(input, errors, final), which may leave a tail of its input for later."""

    def __init__(self, errors='strict'):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ''

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        pending = self.buffer + input
        output, used = self._buffer_encode(pending, self.errors, final)
        self.buffer = pending[used:]
        return output

    def reset(self):
        IncrementalEncoder.reset(self)
        self.buffer = ''

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ''


class IncrementalDecoder(object):
    """Decodes input that comes in pieces."""

    def __init__(self, errors='strict'):
        self.errors = errors

    def decode(self, input, final=False):
        """The output for one more piece of input; final says that it is the last."""
        raise NotImplementedError

    def reset(self):
        """Forget the input so far."""

    def getstate(self):
        """(input not yet decoded, an integer for the rest of the state); ('', 0) is the one to start from."""
        return b'', 0

    def setstate(self, state):
        """Go back to what getstate() answered with."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder on _buffer_decode(input, errors, final), which may leave a tail of its input for later."""

    def __init__(self, errors='strict'):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = ''

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        pending = self.buffer + input
        output, used = self._buffer_decode(pending, self.errors, final)
        self.buffer = pending[used:]
        return output

    def reset(self):
        IncrementalDecoder.reset(self)
        self.buffer = ''

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _OverStream:
    """A file over another, its attribute stream: what it does not define itself is the other's."""

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __enter__(self):
        return self


class StreamWriter(Codec, _OverStream):
    """A file that encodes what is written to it.  What it does not define itself it passes on to the stream below."""

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write(''.join(list))

    def reset(self):
        """Bring the output to a state from which it can start afresh."""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if (offset, whence) == (0, 0):
            self.reset()


class StreamReader(Codec, _OverStream):
    """A file that decodes what is read from it.  What it does not define itself it passes on to the stream below."""

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors
        self.bytebuffer = ''    # read but not decoded
        self.charbuffer = ''    # decoded but not handed out
        self.linebuffer = None  # the same, cut into lines; charbuffer is '' meanwhile

    def decode(self, input, errors='strict'):
        raise NotImplementedError

    def _unsplit(self):
        if self.linebuffer:
            self.charbuffer = ''.join(self.linebuffer)
            self.linebuffer = None

    def read(self, size=-1, chars=-1, firstline=False):
        """Decoded input: all of it, or no more than chars characters if that is not negative.

        size is how many bytes to read from the stream at a time, and alone it stands for chars too.  With firstline a
        decoding error after the first line end waits for the next call.
        """
        self._unsplit()
        if chars < 0:
            chars = size
        while chars < 0 or len(self.charbuffer) < chars:
            fresh = self.stream.read() if size < 0 else self.stream.read(size)
            pending = self.bytebuffer + fresh
            if not pending:
                break
            try:
                text, used = self.decode(pending, self.errors)
            except UnicodeDecodeError as failure:
                if not firstline:
                    raise
                text, used = self.decode(pending[:failure.start], self.errors)
                if len(text.splitlines(True)) <= 1:
                    raise
            self.bytebuffer = pending[used:]
            self.charbuffer += text
            if not fresh:
                break
        taken = len(self.charbuffer) if chars < 0 else chars
        result, self.charbuffer = self.charbuffer[:taken], self.charbuffer[taken:]
        return result

    def readline(self, size=None, keepends=True):
        """One line of decoded input; size is how many bytes to read at first."""
        if self.linebuffer:
            line = self.linebuffer.pop(0)
            if len(self.linebuffer) == 1:
                # The last one may go on in what is still to be read.
                self.charbuffer, self.linebuffer = self.linebuffer[0], None
            return line if keepends else line.splitlines(False)[0]
        step = size or 72
        line = ''
        while True:
            data = self.read(step, firstline=True)
            if data.endswith('\r'):
                # Is that a whole line end, or half of one?
                data += self.read(size=1, chars=1)
            line += data
            lines = line.splitlines(True)
            if len(lines) > 1:
                line = lines.pop(0)
                if len(lines) > 1:
                    lines[-1] += self.charbuffer
                    self.linebuffer, self.charbuffer = lines, None
                else:
                    self.charbuffer = lines[0] + self.charbuffer
                return line if keepends else line.splitlines(False)[0]
            if lines:
                bare = lines[0].splitlines(False)[0]
                if bare != lines[0]:
                    return lines[0] if keepends else bare
            if not data or size is not None:
                # Nothing more to read, or no more wanted.
                if lines and not keepends:
                    line = lines[0].splitlines(False)[0]
                return line
            step = min(step * 2, 8000)

    def readlines(self, sizehint=None, keepends=True):
        """All lines of the rest of the input; sizehint changes nothing."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Forget what has been read ahead."""
        self.bytebuffer = ''
        self.charbuffer = u''
        self.linebuffer = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self):
        return self


class _TwoWay(_OverStream):
    """The common part of files with a reader and a writer at its two ends."""

    def _connect(self, stream, Reader, Writer, errors):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def __iter__(self):
        return self

    def reset(self):
        for end in self.reader, self.writer:
            end.reset()


class StreamReaderWriter(_TwoWay):
    """One file out of a Reader and a Writer on the same stream; those are classes or factories."""

    encoding = 'unknown'

    def __init__(self, stream, Reader, Writer, errors='strict'):
        self._connect(stream, Reader, Writer, errors)

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def next(self):
        return self.reader.next()

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if (offset, whence) == (0, 0):
            self.writer.reset()


class StreamRecoder(_TwoWay):
    """A file between two encodings.

    What is read passes through Reader and then encode, what is written through decode and then Writer: the stream
    has the outer classes' encoding, the caller sees that of the two functions.
    """

    data_encoding = 'unknown'
    file_encoding = 'unknown'

    def __init__(self, stream, encode, decode, Reader, Writer, errors='strict'):
        self._connect(stream, Reader, Writer, errors)
        self.encode, self.decode = encode, decode

    def _outward(self, text):
        return self.encode(text, self.errors)[0]

    def read(self, size=-1):
        return self._outward(self.reader.read(size))

    def readline(self, size=None):
        return self._outward(self.reader.readline() if size is None else self.reader.readline(size))

    def readlines(self, sizehint=None):
        return self._outward(self.reader.read()).splitlines(True)

    def next(self):
        return self._outward(self.reader.next())

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(''.join(list))

    def seek(self, offset, whence=0):
        # Both ends keep what they read ahead: each has to hear of the new place.
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


def open(filename, mode='rb', encoding=None, errors='strict', buffering=1):
    """Open a file; with an encoding, one that reads and writes unicode in it, and is binary below."""
    if encoding is not None:
        mode = mode.replace('U', '')
        if mode[:1] not in ('r', 'w', 'a'):
            mode = 'r' + mode
        if 'b' not in mode:
            mode += 'b'
    stream = __builtin__.open(filename, mode, buffering)
    if encoding is None:
        return stream
    info = lookup(encoding)
    wrapped = StreamReaderWriter(stream, info.streamreader, info.streamwriter, errors)
    wrapped.encoding = encoding
    return wrapped


def EncodedFile(file, data_encoding, file_encoding=None, errors='strict'):
    """A view of file, which holds file_encoding, that reads and takes strings in data_encoding."""
    inner = lookup(data_encoding)
    outer = lookup(file_encoding if file_encoding is not None else data_encoding)
    recoder = StreamRecoder(file, inner.encode, inner.decode, outer.streamreader, outer.streamwriter, errors)
    recoder.data_encoding = data_encoding
    recoder.file_encoding = file_encoding if file_encoding is not None else data_encoding
    return recoder


def getencoder(encoding):
    """The stateless encoding function; LookupError for an unknown encoding, here and below."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The stateless decoding function."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """The class of incremental encoders; LookupError too where the codec has none."""
    found = lookup(encoding).incrementalencoder
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementaldecoder(encoding):
    """The class of incremental decoders; LookupError too where the codec has none."""
    found = lookup(encoding).incrementaldecoder
    if found is None:
        raise LookupError(encoding)
    return found


def getreader(encoding):
    """The StreamReader class."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The StreamWriter class."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors='strict', **kwargs):
    """Encode the strings of iterator one after the other; kwargs go to the incremental encoder."""
    coder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        piece = coder.encode(piece)
        if piece:
            yield piece
    piece = coder.encode('', True)
    if piece:
        yield piece


def iterdecode(iterator, encoding, errors='strict', **kwargs):
    """Decode the strings of iterator one after the other; kwargs go to the incremental decoder."""
    coder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        piece = coder.decode(piece)
        if piece:
            yield piece
    piece = coder.decode('', True)
    if piece:
        yield piece


def make_identity_dict(rng):
    """{i: i} for all i of rng: a decoding map that changes nothing."""
    return dict((i, i) for i in rng)


def make_encoding_map(decoding_map):
    """The inverse of a decoding map; what two keys decode to is left undefined (None)."""
    inverse = {}
    for key, value in decoding_map.items():
        inverse[value] = None if value in inverse else key
    return inverse


try:
    strict_errors = lookup_error('strict')
    ignore_errors = lookup_error('ignore')
    replace_errors = lookup_error('replace')
    xmlcharrefreplace_errors = lookup_error('xmlcharrefreplace')
    backslashreplace_errors = lookup_error('backslashreplace')
except LookupError:
    # An interpreter without unicode has none.
    strict_errors = ignore_errors = replace_errors = xmlcharrefreplace_errors = backslashreplace_errors = None
