"""Byte strings as quoted-printable text, tabs and spaces quoted too."""

import binascii
from encodings._stateless import bytes_only, install

quopri_encode = bytes_only(lambda input: binascii.b2a_qp(str(input), True))
quopri_decode = bytes_only(lambda input: binascii.a2b_qp(str(input)))

install(globals(), 'quopri', quopri_encode, quopri_decode, is_text=False)
