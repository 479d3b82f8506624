"""Ways to encode the content of a message, each with the header that tells of it (library reference 19.1.8)."""

import base64
import quopri

__all__ = ['encode_7or8bit', 'encode_base64', 'encode_noop', 'encode_quopri']

_HEADER = 'Content-Transfer-Encoding'


def _qencode(s):
    return quopri.encodestring(s, quotetabs=True).replace(' ', '=20')


def _bencode(s):
    # without a line end where s has none
    if not s:
        return s
    text = base64.encodestring(s)
    return text if s.endswith('\n') else text[:-1]


def _encode(msg, convert, name):
    msg.set_payload(convert(msg.get_payload()))
    msg[_HEADER] = name


def encode_base64(msg):
    """Encode the content in base 64."""
    _encode(msg, _bencode, 'base64')


def encode_quopri(msg):
    """Encode the content as quoted-printable."""
    _encode(msg, _qencode, 'quoted-printable')


def encode_7or8bit(msg):
    """Leave the content as it is, and say whether it has bytes beyond ASCII."""
    content = msg.get_payload()
    try:
        if content is not None:
            content.encode('ascii')
    except UnicodeError:
        msg[_HEADER] = '8bit'
    else:
        msg[_HEADER] = '7bit'


def encode_noop(msg):
    """Leave content and headers as they are."""
