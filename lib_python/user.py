"""Runs the user's .pythonrc.py, for programs that wish for it, in the namespace of this module (library reference 29.14)."""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("the user module has been removed in Python 3.0", stacklevel=2)

import os

home = os.environ['HOME'] if 'HOME' in os.environ else os.path.expanduser('~/')
pythonrc = os.path.join(home, '.pythonrc.py')
try:
    open(pythonrc).close()
except IOError:
    pass                        # no such file, or none for us
else:
    execfile(pythonrc)
