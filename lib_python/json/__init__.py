r"""JSON (RFC 7159): dump() and dumps() write values of the basic types in it, load() and loads() read them.

    >>> import json
    >>> json.dumps(['foo', {'bar': (None, 1.0, 2)}])
    '["foo", {"bar": [null, 1.0, 2]}]'
    >>> json.loads('["a\\u20acb", {"x": 1e3}]')
    [u'a\u20acb', {u'x': 1000.0}]

Dicts become objects, lists and tuples arrays.  What else shall be written or made of what is read is said by the
functions `default`, `object_hook` and their like, or by subclasses of JSONEncoder and JSONDecoder.
"""

__version__ = '2.0.9'
__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONEncoder']

from .decoder import JSONDecoder
from .encoder import JSONEncoder

# With all options as they are by default there is nothing to set up for a call.
_default_encoder = JSONEncoder(skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, indent=None,
                               separators=None, encoding='utf-8', default=None)
_default_decoder = JSONDecoder(encoding=None, object_hook=None, object_pairs_hook=None)


def _encoder_for(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, encoding, default,
                 sort_keys, others):
    plain = (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None and indent is None
             and separators is None and encoding == 'utf-8' and default is None and not sort_keys and not others)
    if plain:
        return _default_encoder
    return (cls or JSONEncoder)(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
                                allow_nan=allow_nan, indent=indent, separators=separators, encoding=encoding,
                                default=default, sort_keys=sort_keys, **others)


def dump(obj, fp, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
         separators=None, encoding='utf-8', default=None, sort_keys=False, **kw):
    """Write obj to the file fp.

    skipkeys        leave out dict keys that cannot be names instead of raising TypeError
    ensure_ascii    escape all other characters; without, the pieces written may be unicode
    check_circular  notice a container within itself (ValueError); without, recursion ends it
    allow_nan       write nan and the infinities, which JSON does not have, by their JavaScript names
    indent          how far to indent each level, on lines of their own; None for all on one line
    separators      (between items, after a name), by default (', ', ': ')
    encoding        of the byte strings in obj
    default         a function that makes something writable of any other object, or raises TypeError
    sort_keys       write dicts in the order of their keys
    cls             the encoder class, which gets all further arguments too
    """
    encoder = _encoder_for(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, encoding,
                           default, sort_keys, kw)
    for chunk in encoder.iterencode(obj):
        fp.write(chunk)


def dumps(obj, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, encoding='utf-8', default=None, sort_keys=False, **kw):
    """obj as a string; the options are those of dump()."""
    return _encoder_for(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, encoding,
                        default, sort_keys, kw).encode(obj)


def load(fp, encoding=None, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
         object_pairs_hook=None, **kw):
    """The value that the contents of the file fp stand for; the options are those of loads()."""
    return loads(fp.read(), encoding=encoding, cls=cls, object_hook=object_hook, parse_float=parse_float,
                 parse_int=parse_int, parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw)


def loads(s, encoding=None, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """The value that the string s stands for; ValueError if it is not JSON.

    encoding           of s, if it is a byte string: a superset of ASCII, UTF-8 unless given
    object_hook        what to make of an object, called with a dict
    object_pairs_hook  the same, called with a list of (name, value); it goes first
    parse_float, parse_int, parse_constant
                       what to make of numbers and of NaN, Infinity and -Infinity, called with their text
    cls                the decoder class, which gets all further arguments too
    """
    if (cls is None and encoding is None and object_hook is None and parse_int is None and parse_float is None
            and parse_constant is None and object_pairs_hook is None and not kw):
        return _default_decoder.decode(s)
    given = dict(object_hook=object_hook, object_pairs_hook=object_pairs_hook, parse_float=parse_float,
                 parse_int=parse_int, parse_constant=parse_constant)
    kw.update((name, value) for name, value in given.items() if value is not None)
    return (cls or JSONDecoder)(encoding=encoding, **kw).decode(s)
