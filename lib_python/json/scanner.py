"""Finds which kind of value starts at a place of a JSON text."""

import re

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None

__all__ = ['make_scanner']

NUMBER_RE = re.compile(r'(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?')

_WORDS = {'n': ('null', None), 't': ('true', True), 'f': ('false', False)}
_CONSTANTS = {'N': 'NaN', 'I': 'Infinity', '-': '-Infinity'}


def py_make_scanner(context):
    """scan_once(text, start) -> (value, end) with the options of a decoder; StopIteration where no value starts."""

    def scan_once(string, idx):
        try:
            first = string[idx]
        except IndexError:
            raise StopIteration
        if first == '"':
            return context.parse_string(string, idx + 1, context.encoding, context.strict)
        if first == '{':
            return context.parse_object((string, idx + 1), context.encoding, context.strict, scan_once,
                                        context.object_hook, context.object_pairs_hook)
        if first == '[':
            return context.parse_array((string, idx + 1), scan_once)
        if first in _WORDS:
            word, value = _WORDS[first]
            if string.startswith(word, idx):
                return value, idx + len(word)
            raise StopIteration
        match = NUMBER_RE.match(string, idx)
        if match is not None:
            integer, fraction, exponent = match.groups()
            if fraction or exponent:
                return context.parse_float(match.group()), match.end()
            return context.parse_int(integer), match.end()
        word = _CONSTANTS.get(first)
        if word and string.startswith(word, idx):
            return context.parse_constant(word), idx + len(word)
        raise StopIteration

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
