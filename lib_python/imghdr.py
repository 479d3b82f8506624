"""Formats of pictures, told by their first bytes (library reference 22.6)."""

__all__ = ["what"]

tests = []                      # functions of the first bytes and the file, or None: the name of the format, or None


def what(file, h=None):
    """The format of a picture: of a file, open or by its name, or by its first bytes; None if it is not known."""
    opened = None
    try:
        if h is None:
            if isinstance(file, basestring):
                opened = file = open(file, 'rb')
                h = file.read(32)
            else:
                place = file.tell()
                h = file.read(32)
                file.seek(place)
        for test in tests:
            found = test(h, opened)
            if found:
                return found
    finally:
        if opened is not None:
            opened.close()
    return None


def _begins(name, *starts):
    def test(h, f):
        return name if h.startswith(starts) else None
    test.__name__ = 'test_' + name
    globals()[test.__name__] = test
    tests.append(test)


def _netpbm(name, numbers):
    # 'P', a number, and space
    def test(h, f):
        return name if len(h) >= 3 and h[0] == 'P' and h[1] in numbers and h[2] in ' \t\n\r' else None
    test.__name__ = 'test_' + name
    globals()[test.__name__] = test
    tests.append(test)


def test_jpeg(h, f):
    return 'jpeg' if h[6:10] in ('JFIF', 'Exif') else None


tests.append(test_jpeg)
_begins('png', '\x89PNG\r\n\x1a\n')
_begins('gif', 'GIF87a', 'GIF89a')
_begins('tiff', 'MM', 'II')
_begins('rgb', '\x01\xda')
_netpbm('pbm', '14')
_netpbm('pgm', '25')
_netpbm('ppm', '36')
_begins('rast', '\x59\xa6\x6a\x95')
_begins('xbm', '#define ')
_begins('bmp', 'BM')


def test():
    """The command: prints the formats of files; those in directories too, with -r also below."""
    import glob
    import os
    import sys
    names = sys.argv[1:]
    below = names[:1] == ['-r']

    def show(names, deep, top):
        for name in names:
            if os.path.isdir(name):
                print name + '/:',
                if deep or top:
                    print 'recursing down:'
                    show(glob.glob(os.path.join(name, '*')), deep, False)
                else:
                    print '*** directory (use -r) ***'
            else:
                print name + ':',
                sys.stdout.flush()
                try:
                    print what(name)
                except IOError:
                    print '*** not found ***'
    try:
        show((names[1:] if below else names) or ['.'], below, True)
    except KeyboardInterrupt:
        sys.stderr.write('\n[Interrupted]\n')
        sys.exit(1)


if __name__ == '__main__':
    test()
