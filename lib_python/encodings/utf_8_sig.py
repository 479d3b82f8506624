"""UTF-8 that starts with a byte order mark, as Windows programs write it; decoding does without one too."""

import codecs

_MARK = codecs.BOM_UTF8


def encode(input, errors='strict'):
    return _MARK + codecs.utf_8_encode(input, errors)[0], len(input)


def _decode(input, errors, final):
    skipped = len(_MARK) if input[:3] == _MARK else 0
    text, used = codecs.utf_8_decode(input[skipped:], errors, final)
    return text, used + skipped


def decode(input, errors='strict'):
    return _decode(input, errors, True)


class IncrementalEncoder(codecs.IncrementalEncoder):
    # Is the mark still to be written?
    first = 1

    def encode(self, input, final=False):
        code = encode if self.first else codecs.utf_8_encode
        self.first = 0
        return code(input, self.errors)[0]

    def reset(self):
        self.setstate(1)

    def setstate(self, state):
        self.first = state

    def getstate(self):
        return self.first


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    first = 1

    def _buffer_decode(self, input, errors, final):
        if self.first:
            if len(input) < 3 and _MARK.startswith(input):
                # It may become a mark.
                return (u'', 0) if not final or not input else codecs.utf_8_decode(input, errors, final)
            self.first = 0
            return _decode(input, errors, final)
        return codecs.utf_8_decode(input, errors, final)

    def reset(self):
        codecs.BufferedIncrementalDecoder.reset(self)
        self.first = 1

    def getstate(self):
        # State 0 has to be the one after reset().
        return codecs.BufferedIncrementalDecoder.getstate(self)[0], self.first

    def setstate(self, state):
        codecs.BufferedIncrementalDecoder.setstate(self, state)
        self.first = state[1]


class StreamWriter(codecs.StreamWriter):
    def encode(self, input, errors='strict'):
        # Only what comes first gets the mark.
        self.encode = codecs.utf_8_encode
        return encode(input, errors)

    def reset(self):
        codecs.StreamWriter.reset(self)
        vars(self).pop('encode', None)


class StreamReader(codecs.StreamReader):
    def decode(self, input, errors='strict'):
        if len(input) < 3 and _MARK.startswith(input):
            return u'', 0
        self.decode = codecs.utf_8_decode
        return _decode(input, errors, False)

    def reset(self):
        codecs.StreamReader.reset(self)
        vars(self).pop('decode', None)


def getregentry():
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder,
                            name='utf-8-sig')
