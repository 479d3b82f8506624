"""Codecs of East Asian character sets: the classes of _multibytecodec around a codec of its companion modules."""

import codecs
import _multibytecodec as mbc


def install(namespace, family, name):
    """Make the codec `name` of the built-in module `_codecs_<family>` in the namespace of its module."""
    codec = __import__('_codecs_' + family).getcodec(name)

    class Codec(codecs.Codec):
        __module__ = namespace['__name__']
        encode, decode = codec.encode, codec.decode

    common = {'codec': codec, '__module__': namespace['__name__']}
    made = {}
    for kind, before in (('IncrementalEncoder', ()), ('IncrementalDecoder', ()), ('StreamReader', (Codec,)),
                         ('StreamWriter', (Codec,))):
        bases = before + (getattr(mbc, 'Multibyte' + kind), getattr(codecs, kind))
        made[kind] = type(kind, bases, dict(common))

    def getregentry():
        return codecs.CodecInfo(codec.encode, codec.decode, made['StreamReader'], made['StreamWriter'],
                                made['IncrementalEncoder'], made['IncrementalDecoder'], name=name)

    namespace.update(made, codec=codec, Codec=Codec, getregentry=getregentry)
