"""Byte strings as lines of base 64."""

import base64
from encodings._stateless import bytes_only, install

base64_encode = bytes_only(base64.encodestring)
base64_decode = bytes_only(base64.decodestring)

install(globals(), 'base64', base64_encode, base64_decode, is_text=False)
