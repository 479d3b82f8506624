"""Makes the classes of a codec from its two functions, for encodings whose pieces can be coded one by one."""

import codecs


def install(namespace, name, encode, decode, is_text=None, partial=None):
    """Put Codec, the incremental and the stream classes and getregentry() into the namespace of a codec's module.

    encode and decode take (input, errors) and answer (output, length used).  partial is decode with a third argument
    that says whether the input ends there; with it, the decoding classes keep an unfinished tail for later.
    """
    class Codec(codecs.Codec):
        __module__ = namespace['__name__']

        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def decode(self, input, errors='strict'):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        __module__ = namespace['__name__']

        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class StreamWriter(Codec, codecs.StreamWriter):
        __module__ = namespace['__name__']

    if partial is None:
        class IncrementalDecoder(codecs.IncrementalDecoder):
            __module__ = namespace['__name__']

            def decode(self, input, final=False):
                return decode(input, self.errors)[0]

        class StreamReader(Codec, codecs.StreamReader):
            __module__ = namespace['__name__']
    else:
        class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
            __module__ = namespace['__name__']

            def _buffer_decode(self, input, errors, final):
                return partial(input, errors, final)

        class StreamReader(Codec, codecs.StreamReader):
            __module__ = namespace['__name__']

            def decode(self, input, errors='strict'):
                return partial(input, errors, False)

    def getregentry():
        find = namespace.__getitem__
        return codecs.CodecInfo(name=name, encode=encode, decode=decode, streamreader=find('StreamReader'),
                                streamwriter=find('StreamWriter'), incrementalencoder=find('IncrementalEncoder'),
                                incrementaldecoder=find('IncrementalDecoder'), _is_text_encoding=is_text)

    for made in Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry:
        namespace[made.__name__] = made


def bytes_only(function):
    """function(input) between byte strings as the half of a codec; it knows no way out of errors but 'strict'."""
    def code(input, errors='strict'):
        assert errors == 'strict'
        return function(input), len(input)
    return code
