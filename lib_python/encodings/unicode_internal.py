"""How the interpreter itself stores unicode strings."""

import codecs
from encodings._stateless import install

install(globals(), 'unicode-internal', codecs.unicode_internal_encode, codecs.unicode_internal_decode)
