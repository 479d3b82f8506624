"""Byte strings as uuencoded text with its first and last line."""

import binascii
from encodings._stateless import install


def uu_encode(input, errors='strict', filename='<data>', mode=0666):
    """Lines of at most 45 bytes, headed by a mode and a file name."""
    assert errors == 'strict'
    data = str(input)
    lines = ['begin %o %s\n' % (mode & 0777, filename)]
    lines += [binascii.b2a_uu(data[at:at + 45]) for at in range(0, len(data), 45)]
    return ''.join(lines + [' \nend\n']), len(input)


def _decode_line(line):
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders pad the last line with too much or too little: take as much as its first character says.
        length = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
        return binascii.a2b_uu(line[:length])


def uu_decode(input, errors='strict'):
    """The contents between the line that begins the data and the one that ends them."""
    assert errors == 'strict'
    lines = iter(str(input).splitlines(True))
    for line in lines:
        if line[:5] == 'begin':
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    pieces = []
    for line in lines:
        if line == 'end\n':
            return ''.join(pieces), len(input)
        pieces.append(_decode_line(line))
    raise ValueError('Truncated input data')


install(globals(), 'uu', uu_encode, uu_decode, is_text=False)
