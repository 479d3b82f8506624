"""UTF-32 with a byte order mark."""

from encodings._marked import install

install(globals(), 32)
