"""Values packed into strings as C lays them out, described by format strings."""

from _struct import *
from _struct import _clearcache
from _struct import __doc__
