"""ASCII."""

import codecs
from encodings._stateless import install

install(globals(), 'ascii', codecs.ascii_encode, codecs.ascii_decode)
