"""The old name of module re; pickles made long ago refer to it."""

from warnings import warn
from re import *
from re import __all__, _compile

warn("The sre module is deprecated, please import re.", DeprecationWarning, 2)
del warn
