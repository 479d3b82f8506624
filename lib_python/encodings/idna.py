"""Internationalised domain names (RFC 3490): each label of a host name in ASCII, prepared by nameprep (RFC 3491)."""

import codecs
import re
import stringprep
import unicodedata

dots = re.compile(u'[.\u3002\uff0e\uff61]')
ace_prefix = 'xn--'
uace_prefix = unicode(ace_prefix, 'ascii')

_PROHIBITED = [stringprep.in_table_c12, stringprep.in_table_c22, stringprep.in_table_c3, stringprep.in_table_c4,
               stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8,
               stringprep.in_table_c9]


def nameprep(label):
    """label mapped, normalised and checked for characters and directions that host names must not have."""
    mapped = u''.join(stringprep.map_table_b2(char) for char in label if not stringprep.in_table_b1(char))
    label = unicodedata.ucd_3_2_0.normalize('NFKC', mapped)
    for char in label:
        if any(prohibits(char) for prohibits in _PROHIBITED):
            raise UnicodeError('Invalid character %r' % char)
    if any(map(stringprep.in_table_d1, label)):
        if any(map(stringprep.in_table_d2, label)):
            raise UnicodeError('Violation of BIDI requirement 2')
        if not (stringprep.in_table_d1(label[0]) and stringprep.in_table_d1(label[-1])):
            raise UnicodeError('Violation of BIDI requirement 3')
    return label


def _ascii(label):
    """label as a byte string, or None where it has other characters."""
    try:
        return label.encode('ascii')
    except UnicodeError:
        return None


def _checked(label):
    if 0 < len(label) < 64:
        return label
    raise UnicodeError('label empty or too long')


def ToASCII(label):
    """One label as it is asked of a name server."""
    plain = _ascii(label)
    if plain is None:
        label = nameprep(label)
        plain = _ascii(label)
        if plain is None:
            if label.startswith(uace_prefix):
                raise UnicodeError('Label starts with ACE prefix')
            plain = ace_prefix + label.encode('punycode')
    return _checked(plain)


def ToUnicode(label):
    """One label as it is shown to people."""
    plain = label if isinstance(label, str) else _ascii(label)
    if plain is None:
        plain = _ascii(nameprep(label))
        if plain is None:
            raise UnicodeError('Invalid character in IDN label')
    if not plain.startswith(ace_prefix):
        return unicode(plain, 'ascii')
    shown = plain[len(ace_prefix):].decode('punycode')
    back = ToASCII(shown)
    if str(plain).lower() != back:
        raise UnicodeError('IDNA does not round-trip', plain, back)
    return shown


def _split(text):
    """(labels, dot): a last label that is empty is the root, left out and named by the dot to append."""
    labels = dots.split(text)
    if labels and not labels[-1]:
        return labels[:-1], True
    return labels, False


def _strict(errors, verb='unsupported'):
    if errors != 'strict':
        raise UnicodeError(verb + ' error handling ' + errors)


class Codec(codecs.Codec):
    def encode(self, input, errors='strict'):
        _strict(errors)
        if not input:
            return '', 0
        labels, rooted = _split(input)
        return '.'.join(map(ToASCII, labels)) + '.' * rooted, len(input)

    def decode(self, input, errors='strict'):
        _strict(errors, 'Unsupported')
        if not input:
            return u'', 0
        if isinstance(input, unicode):
            labels, rooted = _split(input)
        else:
            # Only the real dot separates byte strings, which may come from a buffer.
            input = str(input)
            unicode(input, 'ascii')
            labels, rooted = input.split('.'), False
            if not labels[-1]:
                labels, rooted = labels[:-1], True
        return u'.'.join(map(ToUnicode, labels)) + u'.' * rooted, len(input)


def _whole_labels(text, final):
    """(labels to code now, separator behind them): the last label waits unless the input ends with it."""
    labels, dot = dots.split(text), u''
    if not labels[-1]:
        dot = u'.'
        del labels[-1]
    elif not final:
        del labels[-1]
        if labels:
            dot = u'.'
    return labels, dot


def _code_labels(labels, code, dot):
    coded, used = [], 0
    for label in labels:
        coded.append(code(label))
        used += len(label) + (1 if used or len(coded) > 1 else 0)
    return coded, used + len(dot)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        _strict(errors)
        if not input:
            return '', 0
        labels, dot = _whole_labels(input, final)
        coded, used = _code_labels(labels, ToASCII, dot)
        return '.'.join(coded) + str(dot), used


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        _strict(errors, 'Unsupported')
        if not input:
            return u'', 0
        if not isinstance(input, unicode):
            input = unicode(input, 'ascii')
        labels, dot = _whole_labels(input, final)
        coded, used = _code_labels(labels, ToUnicode, dot)
        return u'.'.join(coded) + dot, used


class StreamWriter(Codec, codecs.StreamWriter):
    pass


class StreamReader(Codec, codecs.StreamReader):
    pass


def getregentry():
    stateless = Codec()
    return codecs.CodecInfo(stateless.encode, stateless.decode, StreamReader, StreamWriter, IncrementalEncoder,
                            IncrementalDecoder, name='idna')
