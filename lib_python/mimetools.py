"""Headers of MIME over those of rfc822, and bodies in its encodings (library reference 19.9)."""

from warnings import filterwarnings as _filterwarnings, catch_warnings as _catch_warnings
import os
import sys
import tempfile

with _catch_warnings():
    if sys.py3kwarning:
        _filterwarnings("ignore", ".*rfc822 has been removed", DeprecationWarning)
    import rfc822

from warnings import warnpy3k as _warnpy3k
_warnpy3k("in 3.x, mimetools has been removed in favor of the email package", stacklevel=2)

__all__ = ["Message", "choose_boundary", "encode", "decode", "copyliteral", "copybinary"]


class Message(rfc822.Message):
    """rfc822.Message that knows the type of its content, the type's parameters, and its encoding."""

    def __init__(self, fp, seekable=1):
        rfc822.Message.__init__(self, fp, seekable)
        self.encodingheader, self.typeheader = map(self.getheader, ('content-transfer-encoding', 'content-type'))
        self.parsetype()
        self.parseplist()

    def parsetype(self):
        """Set type, maintype and subtype, and leave the rest of the header in plisttext."""
        text, semicolon, rest = ('text/plain' if self.typeheader is None else self.typeheader).partition(';')
        self.plisttext = semicolon + rest
        parts = [part.strip().lower() for part in text.split('/')]
        self.maintype, self.subtype, self.type = parts[0], '/'.join(parts[1:]), '/'.join(parts)

    def parseplist(self):
        """Set plist, the list of parameters, each 'name=value'."""
        self.plist = []
        for text in self.plisttext.split(';')[1:]:
            name, equals, value = text.partition('=')
            self.plist.append((name.strip().lower() + '=' + value.strip() if equals else text).strip())

    def getplist(self):
        """The list of parameters."""
        return self.plist

    def _pairs(self):
        return [each.split('=', 1) for each in self.plist if '=' in each]

    def getparam(self, name):
        """The value of a parameter without quotes, or None."""
        for key, value in self._pairs():
            if key == name.lower():
                return rfc822.unquote(value)
        return None

    def getparamnames(self):
        """The names of the parameters."""
        return [key.lower() for key, _ in self._pairs()]

    def getencoding(self):
        """The encoding of the body."""
        return '7bit' if self.encodingheader is None else self.encodingheader.lower()

    def gettype(self):
        """The type of the content, 'main/sub'."""
        return self.type

    def getmaintype(self):
        return self.maintype

    def getsubtype(self):
        return self.subtype


try:
    import thread as _thread
except ImportError:
    import dummy_thread as _thread

_lock, _made, _prefix = _thread.allocate_lock(), 0, None


def choose_boundary():
    """A text to part messages with: no other call gives the same."""
    global _made, _prefix
    with _lock:
        _made += 1
        count = _made
    if _prefix is None:
        import socket
        try:
            host = socket.gethostbyname(socket.gethostname())
        except socket.gaierror:
            host = '127.0.0.1'
        user = repr(os.getuid()) if hasattr(os, 'getuid') else '1'
        process = repr(os.getpid()) if hasattr(os, 'getpid') else '1'
        _prefix = '.'.join((host, user, process))
    import time
    return '%s.%.3f.%d' % (_prefix, time.time(), count)


_AS_IT_IS = '7bit', '8bit'
_MODULES = dict.fromkeys(('uuencode', 'x-uuencode', 'uue', 'x-uue'), 'uu')
_MODULES.update({'base64': 'base64', 'quoted-printable': 'quopri'})

# Commands that decode and encode what we cannot ourselves.
decodetab, encodetab = {}, {}
for _name, _back in ('gzip', 'gunzip'), ('compress', 'uncompress'):
    decodetab[_name] = decodetab['x-' + _name] = _back
    encodetab[_name] = encodetab['x-' + _name] = _name
del _name, _back


def _convert(input, output, encoding, direction, commands, *options):
    # by the module for the encoding, else by a command
    if encoding in _AS_IT_IS:
        output.write(input.read())
    elif encoding in _MODULES:
        module = _MODULES[encoding]
        convert = getattr(__import__(module), direction)
        convert(input, output, *(options if module == 'quopri' else ()))
    elif encoding in commands:
        pipethrough(input, commands[encoding], output)
    else:
        raise ValueError('unknown Content-Transfer-Encoding: %s' % encoding)


def decode(input, output, encoding):
    """Read what is encoded from one file, and write it plainly to another."""
    _convert(input, output, encoding, 'decode', decodetab)


def encode(input, output, encoding):
    """Read from one file, and write it encoded to another."""
    _convert(input, output, encoding, 'encode', encodetab, 0)


def pipeto(input, command):
    """Have a command of the shell read a file."""
    pipe = os.popen(command, 'w')
    copyliteral(input, pipe)
    pipe.close()


def pipethrough(input, command, output):
    """Write to a file what a command makes of another."""
    handle, name = tempfile.mkstemp()
    os.close(handle)
    try:
        pipeto(input, '%s >%s' % (command, name))
        with open(name) as made:
            copybinary(made, output)
    finally:
        os.unlink(name)


def copyliteral(input, output):
    """Copy a file line by line."""
    for line in iter(input.readline, ''):
        output.write(line)


def copybinary(input, output):
    """Copy a file block by block."""
    for block in iter(lambda: input.read(8192), ''):
        output.write(block)
