"""MD5 under its old name: hashlib has it."""

from warnings import warn as _warn
_warn("the md5 module is deprecated; use hashlib instead", DeprecationWarning, 2)

from hashlib import md5

new = md5
digest_size = md5().digest_size
blocksize = 1                   # what it always said; nothing ever meant it
