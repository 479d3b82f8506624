"""Byte strings as hexadecimal digits."""

import binascii
from encodings._stateless import bytes_only, install

hex_encode = bytes_only(binascii.b2a_hex)
hex_decode = bytes_only(binascii.a2b_hex)

install(globals(), 'hex', hex_encode, hex_decode, is_text=False)
