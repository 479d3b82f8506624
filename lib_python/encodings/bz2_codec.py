"""Byte strings compressed by bz2."""

import bz2
from encodings._compressed import install
from encodings._stateless import bytes_only

bz2_encode = bytes_only(bz2.compress)
bz2_decode = bytes_only(bz2.decompress)

install(globals(), 'bz2', bz2_encode, bz2_decode, bz2.BZ2Compressor, bz2.BZ2Decompressor)
