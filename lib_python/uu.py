"""Files as lines of text in the manner of uuencode (library reference 19.16)."""

import binascii
import os
import sys

__all__ = ["Error", "encode", "decode"]


class Error(Exception):
    """What cannot be decoded."""


def _opened(file, standard, mode):
    # (file, whether it is ours to close) of a name, '-', or an open file
    if file == '-':
        return standard, False
    if isinstance(file, basestring):
        return open(file, mode), True
    return file, False


def encode(in_file, out_file, name=None, mode=None):
    """Encode one file into another, each open, or a name, or '-'; name and rights of the result are for its first line."""
    if isinstance(in_file, basestring) and in_file != '-':
        if name is None:
            name = os.path.basename(in_file)
        if mode is None:
            try:
                mode = os.stat(in_file).st_mode
            except AttributeError:
                pass
    source, ours = _opened(in_file, sys.stdin, 'rb')
    try:
        name = (name or '-').replace('\n', '\\n').replace('\r', '\\r')
        target, ours_too = _opened(out_file, sys.stdout, 'wb')
        try:
            target.write('begin %o %s\n' % (0666 if mode is None else mode & 0777, name))
            for data in iter(lambda: source.read(45), ''):
                target.write(binascii.b2a_uu(data))
            target.write(' \nend\n')
        finally:
            if ours_too:
                target.close()
    finally:
        if ours:
            source.close()


def _find_begin(source):
    # the words of the line to begin with
    for line in iter(source.readline, ''):
        words = line.split(' ', 2)
        if len(words) == 3 and words[0] == 'begin':
            try:
                int(words[1], 8)
            except ValueError:
                continue
            return words
    raise Error('No valid begin line found in input file')


def decode(in_file, out_file=None, mode=None, quiet=0):
    """Decode one file into another, each open, or a name, or '-'; by default into the one that the file names."""
    source, ours = _opened(in_file, sys.stdin, 'rb')
    ours_too = False
    try:
        _, rights, name = _find_begin(source)
        if out_file is None:
            out_file = name.rstrip()
            if os.path.exists(out_file):
                raise Error('Cannot overwrite existing file: %s' % out_file)
        target, ours_too = _opened(out_file, sys.stdout, 'wb')
        if ours_too:
            try:
                os.chmod(out_file, int(rights, 8) if mode is None else mode)
            except AttributeError:
                pass
        line = source.readline()
        while line and line.strip() != 'end':
            try:
                data = binascii.a2b_uu(line)
            except binascii.Error as problem:
                # some encoders put more at the end of a line than its length says
                length = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
                data = binascii.a2b_uu(line[:length])
                if not quiet:
                    sys.stderr.write("Warning: %s\n" % problem)
            target.write(data)
            line = source.readline()
        if not line:
            raise Error('Truncated input file')
    finally:
        if ours:
            source.close()
        if ours_too:
            target.close()


def test():
    """The command: uu [-d] [-t] [input [output]]"""
    import optparse
    parser = optparse.OptionParser(usage='usage: %prog [-d] [-t] [input [output]]')
    parser.add_option('-d', '--decode', dest='decode', default=False, action='store_true',
                      help='Decode (instead of encode)?')
    parser.add_option('-t', '--text', dest='text', default=False, action='store_true',
                      help='data is text, encoded format unix-compatible text?')
    options, names = parser.parse_args()
    if len(names) > 2:
        parser.error('incorrect number of arguments')
        sys.exit(1)
    source, target = (names + ['-', '-'][len(names):])[:2]
    if options.decode:
        decode(source, open(target, 'w') if options.text and target != '-' else target)
    else:
        encode(open(source, 'r') if options.text and source != '-' else source, target)


if __name__ == '__main__':
    test()
