"""The codecs on compression modules: their incremental classes hold a compressor or decompressor."""

import codecs
from encodings._stateless import install as _install


def install(namespace, name, encode, decode, compressor, decompressor):
    """Put the codec into the namespace of its module; the last two make objects that take the input in pieces."""
    _install(namespace, name, encode, decode, is_text=False)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        __module__ = namespace['__name__']

        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.compressobj = compressor()

        def encode(self, input, final=False):
            output = self.compressobj.compress(input)
            return output + self.compressobj.flush() if final else output

        def reset(self):
            self.compressobj = compressor()

    class IncrementalDecoder(codecs.IncrementalDecoder):
        __module__ = namespace['__name__']

        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.decompressobj = decompressor()

        def decode(self, input, final=False):
            try:
                output = self.decompressobj.decompress(input)
            except EOFError:
                # bz2 says so even where the input has ended and no more is given.
                return ''
            if final and hasattr(self.decompressobj, 'flush'):
                output += self.decompressobj.flush()
            return output

        def reset(self):
            self.decompressobj = decompressor()

    namespace.update(IncrementalEncoder=IncrementalEncoder, IncrementalDecoder=IncrementalDecoder)
