"""UTF-16 and UTF-32 with a byte order mark: written in this machine's order, read in the one that the mark tells."""

import codecs
import sys


def install(namespace, bits):
    """Put the codec of so many bits a unit into the namespace of its module."""
    module = namespace['__name__']
    find = lambda function: getattr(codecs, function % bits)
    marked_encode, read_mark = find('utf_%d_encode'), find('utf_%d_ex_decode')
    little = find('utf_%d_le_encode'), find('utf_%d_le_decode')
    big = find('utf_%d_be_encode'), find('utf_%d_be_decode')
    native, foreign = (little, big) if sys.byteorder == 'little' else (big, little)
    by_order = {-1: little[1], 1: big[1]}

    def decode(input, errors='strict'):
        return find('utf_%d_decode')(input, errors, True)

    def start(input, errors, final):
        """(text, bytes used, decoder of the order that the mark tells, or None before there is a whole mark)"""
        text, used, order = read_mark(input, errors, 0, final)
        chosen = by_order.get(order)
        if chosen is None and used >= bits // 8:
            raise UnicodeError('UTF-%d stream does not start with BOM' % bits)
        return text, used, chosen

    class IncrementalEncoder(codecs.IncrementalEncoder):
        __module__ = module

        def __init__(self, errors='strict'):
            codecs.IncrementalEncoder.__init__(self, errors)
            self.encoder = None

        def encode(self, input, final=False):
            if self.encoder is None:
                output = marked_encode(input, self.errors)[0]
                self.encoder = native[0]
                return output
            return self.encoder(input, self.errors)[0]

        def reset(self):
            codecs.IncrementalEncoder.reset(self)
            self.encoder = None

        def getstate(self):
            # Going back to 2 writes a mark, which is right only at the start; 0 is after the mark.
            return 0 if self.encoder else 2

        def setstate(self, state):
            self.encoder = None if state else native[0]

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        __module__ = module

        def __init__(self, errors='strict'):
            codecs.BufferedIncrementalDecoder.__init__(self, errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is not None:
                return self.decoder(input, self.errors, final)
            text, used, self.decoder = start(input, errors, final)
            return text, used

        def reset(self):
            codecs.BufferedIncrementalDecoder.reset(self)
            self.decoder = None

        def getstate(self):
            pending = codecs.BufferedIncrementalDecoder.getstate(self)[0]
            # 0 for this machine's order, 1 for the other, 2 before the mark.
            if self.decoder is None:
                return pending, 2
            return pending, int(self.decoder is not native[1])

        def setstate(self, state):
            codecs.BufferedIncrementalDecoder.setstate(self, state)
            self.decoder = {0: native[1], 1: foreign[1]}.get(state[1])

    class StreamWriter(codecs.StreamWriter):
        __module__ = module

        def __init__(self, stream, errors='strict'):
            codecs.StreamWriter.__init__(self, stream, errors)
            self.encoder = None

        def reset(self):
            codecs.StreamWriter.reset(self)
            self.encoder = None

        def encode(self, input, errors='strict'):
            if self.encoder is not None:
                return self.encoder(input, errors)
            result = marked_encode(input, errors)
            self.encoder = native[0]
            return result

    class StreamReader(codecs.StreamReader):
        __module__ = module

        def reset(self):
            codecs.StreamReader.reset(self)
            vars(self).pop('decode', None)

        def decode(self, input, errors='strict'):
            text, used, chosen = start(input, errors, False)
            if chosen is not None:
                self.decode = chosen
            return text, used

    def getregentry():
        return codecs.CodecInfo(marked_encode, decode, StreamReader, StreamWriter, IncrementalEncoder,
                                IncrementalDecoder, name='utf-%d' % bits)

    namespace['encode'] = marked_encode
    for made in decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry:
        namespace[made.__name__] = made
