"""The character set iso8859-1.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'iso8859-1')
