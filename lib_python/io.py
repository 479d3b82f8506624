"""Streams: the classes of the built-in _io module under the abstract classes that programs derive from.

RawIOBase, BufferedIOBase and TextIOBase are the three kinds of stream: bytes straight from the system, bytes through
a buffer, and text over one of those.  open() stacks them as its mode asks.
"""

import abc

import _io
from _io import (BlockingIOError, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO,
                 DEFAULT_BUFFER_SIZE, FileIO, IncrementalNewlineDecoder, StringIO, TextIOWrapper, UnsupportedOperation,
                 open)

__all__ = ['BlockingIOError', 'open', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO', 'StringIO', 'BufferedIOBase',
           'BufferedReader', 'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOBase', 'TextIOWrapper',
           'UnsupportedOperation', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END']

OpenWrapper = _io.open
UnsupportedOperation.__module__ = 'io'

SEEK_SET, SEEK_CUR, SEEK_END = range(3)


class IOBase(_io._IOBase):
    __doc__ = _io._IOBase.__doc__
    __metaclass__ = abc.ABCMeta


class RawIOBase(_io._RawIOBase, IOBase):
    __doc__ = _io._RawIOBase.__doc__


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    __doc__ = _io._BufferedIOBase.__doc__


class TextIOBase(_io._TextIOBase, IOBase):
    __doc__ = _io._TextIOBase.__doc__


RawIOBase.register(FileIO)
for _kind in BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair:
    BufferedIOBase.register(_kind)
for _kind in StringIO, TextIOWrapper:
    TextIOBase.register(_kind)
del _kind
