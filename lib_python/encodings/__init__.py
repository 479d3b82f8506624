"""The encodings of the standard library, one module each, found by a search function that the registry calls.

A name is normalised, looked up among the aliases and then tried as the name of a module here.  That module's
getregentry() answers with a codecs.CodecInfo; getaliases(), if it has one, with more names for itself.
"""

import codecs
from encodings import aliases

_cache = {}
_aliases = aliases.aliases


class CodecRegistryError(LookupError, SystemError):
    """A module here does not describe a codec."""


def _separator(byte):
    char = chr(byte)
    return char if char == '.' or char.isalnum() and byte < 128 else ' '


_to_words = ''.join(map(_separator, range(256)))


def normalize_encoding(encoding):
    """encoding with each run of characters other than letters, digits and dots turned into one underscore."""
    if not isinstance(encoding, str):
        # An alias has only ASCII characters; anything else will not be found anyway.
        encoding = encoding.encode('latin-1')
    return '_'.join(encoding.translate(_to_words).split())


def _find_module(normal):
    """(name, module) that describes the encoding, or (None, None)."""
    for name in (_aliases.get(normal) or _aliases.get(normal.replace('.', '_')), normal):
        # A dot would reach outside this package.
        if name and '.' not in name:
            try:
                return name, __import__('encodings.' + name, fromlist=['*'], level=0)
            except ImportError:
                pass
    return None, None


def _as_codec_info(entry, name, module):
    """The CodecInfo that an old-style tuple of four to seven functions stands for."""
    where = name, getattr(module, '__file__', None)
    if not 4 <= len(entry) <= 7:
        raise CodecRegistryError('module "%s" (%s) failed to register' % where)
    required, optional = entry[:2], entry[2:6]
    if not all(map(callable, required)) or not all(item is None or callable(item) for item in optional):
        raise CodecRegistryError('incompatible codecs in module "%s" (%s)' % where)
    fields = list(entry) + [None] * (6 - len(entry))
    if len(entry) < 7:
        fields = fields[:6] + [name]
    return codecs.CodecInfo(*fields)


def search_function(encoding):
    """The CodecInfo of an encoding, or None if it is not one of ours."""
    try:
        return _cache[encoding]
    except KeyError:
        pass
    name, module = _find_module(normalize_encoding(encoding))
    register = getattr(module, 'getregentry', None)
    if register is None:
        _cache[encoding] = None
        return None
    entry = register()
    if not isinstance(entry, codecs.CodecInfo):
        entry = _as_codec_info(entry, name, module)
    _cache[encoding] = entry
    if hasattr(module, 'getaliases'):
        for alias in module.getaliases():
            _aliases.setdefault(alias, name)
    return entry


codecs.register(search_function)
