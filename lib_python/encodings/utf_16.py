"""UTF-16 with a byte order mark."""

from encodings._marked import install

install(globals(), 16)
