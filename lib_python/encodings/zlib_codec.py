"""Byte strings compressed by zlib."""

import zlib
from encodings._compressed import install
from encodings._stateless import bytes_only

zlib_encode = bytes_only(zlib.compress)
zlib_decode = bytes_only(zlib.decompress)

install(globals(), 'zlib', zlib_encode, zlib_decode, zlib.compressobj, zlib.decompressobj)
