"""SHA-1 under its old name: hashlib has it."""

from warnings import warn as _warn
_warn("the sha module is deprecated; use the hashlib module instead", DeprecationWarning, 2)

from hashlib import sha1 as sha

new = sha
digestsize = digest_size = sha().digest_size
blocksize = 1                   # what it always said; nothing ever meant it
