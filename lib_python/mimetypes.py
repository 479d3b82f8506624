"""Types of content told by names of files, and the other way round (library reference 19.8)."""

import os
import posixpath
import urllib

__all__ = ["guess_type", "guess_extension", "guess_all_extensions", "add_type", "read_mime_types", "init"]

# Where systems and servers keep more types.
knownfiles = [
    "/etc/mime.types", "/etc/httpd/mime.types", "/etc/httpd/conf/mime.types", "/etc/apache/mime.types",
    "/etc/apache2/mime.types", "/usr/local/etc/httpd/conf/mime.types", "/usr/local/lib/netscape/mime.types",
    "/usr/local/etc/httpd/conf/mime.types", "/usr/local/etc/mime.types",
]

inited = False
_db = None

# A type and the endings of names that it goes with, the one to use first.
_STANDARD = """
application/javascript js mjs
application/json json
application/msword dot wiz doc
application/octet-stream obj dll bin a o so exe
application/oda oda
application/pdf pdf
application/pkcs7-mime p7c
application/postscript ai ps eps
application/vnd.ms-excel xlb xls
application/vnd.ms-powerpoint ppt pps ppa pot pwz
application/x-bcpio bcpio
application/x-cpio cpio
application/x-csh csh
application/x-dvi dvi
application/x-gtar gtar
application/x-hdf hdf
application/x-latex latex
application/x-mif mif
application/x-netcdf nc cdf
application/x-pkcs12 p12 pfx
application/x-pn-realaudio ram
application/x-python-code pyc pyo
application/x-sh sh
application/x-shar shar
application/x-shockwave-flash swf
application/x-sv4cpio sv4cpio
application/x-sv4crc sv4crc
application/x-tar tar
application/x-tcl tcl
application/x-tex tex
application/x-texinfo texi texinfo
application/x-troff tr t roff
application/x-troff-man man
application/x-troff-me me
application/x-troff-ms ms
application/x-ustar ustar
application/x-wais-source src
application/xml wsdl xsl rdf xpdl
application/zip zip
audio/basic au snd
audio/mpeg mp3 mp2
audio/x-aiff aif aiff aifc
audio/x-pn-realaudio ra
audio/x-wav wav
image/gif gif
image/ief ief
image/jpeg jpe jpg jpeg
image/png png
image/svg+xml svg
image/tiff tif tiff
image/vnd.microsoft.icon ico
image/x-cmu-raster ras
image/x-ms-bmp bmp
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-xbitmap xbm
image/x-xpixmap xpm
image/x-xwindowdump xwd
message/rfc822 eml mht nws mhtml
text/css css
text/csv csv
text/html htm html
text/plain ksh bat h txt pl c
text/richtext rtx
text/tab-separated-values tsv
text/x-python py
text/x-setext etx
text/x-sgml sgm sgml
text/x-vcard vcf
text/xml xml
video/mp4 mp4
video/mpeg mpeg m1v mpa mpg mpe
video/quicktime mov qt
video/webm webm
video/x-msvideo avi
video/x-sgi-movie movie
"""

_COMMON = """
application/rtf rtf
audio/midi mid midi
image/jpg jpg
image/pict pic pct pict
text/xul xul
"""


def _read_table(text):
    endings = {}
    for row in text.split('\n'):
        words = row.split()
        endings.update(('.' + ending, words[0]) for ending in words[1:])
    return endings


def _default_mime_types():
    global suffix_map, encodings_map, types_map, common_types
    suffix_map = {'.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2', '.txz': '.tar.xz',
                  '.svgz': '.svg.gz'}
    encodings_map = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz'}
    types_map = _read_table(_STANDARD)
    common_types = _read_table(_COMMON)


_default_mime_types()


class MimeTypes:
    """A database of types: `types_map` and `types_map_inv` hold common types under False, standard ones under True."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map, self.suffix_map = encodings_map.copy(), suffix_map.copy()
        self.types_map, self.types_map_inv = ({}, {}), ({}, {})     # common, standard
        for standard, known in enumerate((common_types, types_map)):
            for ending, type in known.items():
                self.add_type(type, ending, bool(standard))
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Let an ending mean a type, and be one of the type's endings."""
        self.types_map[strict][ext] = type
        endings = self.types_map_inv[strict].setdefault(type, [])
        if ext not in endings:
            endings.append(ext)

    def guess_type(self, url, strict=True):
        """(type, encoding) of a file by its name or URL; each None if it is not known.

        Types that are common but not registered count only if not strict."""
        scheme, url = urllib.splittype(url)
        if scheme == 'data':
            return self._type_of_data(url), None
        base, ending = posixpath.splitext(url)
        while ending in self.suffix_map:
            base, ending = posixpath.splitext(base + self.suffix_map[ending])
        encoding = self.encodings_map.get(ending)
        if encoding is not None:
            ending = posixpath.splitext(base)[1]
        for standard in (True,) if strict else (True, False):
            for each in ending, ending.lower():
                if each in self.types_map[standard]:
                    return self.types_map[standard][each], encoding
        return None, encoding

    @staticmethod
    def _type_of_data(url):
        # data:type;parameters,data
        head, comma, _ = url.partition(',')
        if not comma:
            return None
        type = head.partition(';')[0]
        return type if '/' in type and '=' not in type else 'text/plain'

    def guess_all_extensions(self, type, strict=True):
        """All endings that go with a type."""
        type = type.lower()
        endings = self.types_map_inv[True].get(type, [])
        if not strict:
            endings += [each for each in self.types_map_inv[False].get(type, []) if each not in endings]
        return endings

    def guess_extension(self, type, strict=True):
        """An ending that goes with a type, or None."""
        for ending in self.guess_all_extensions(type, strict):
            return ending

    def read(self, filename, strict=True):
        """Add what a file says: lines of a type and its endings without dots."""
        with open(filename) as fp:
            self.readfp(fp, strict)

    def readfp(self, fp, strict=True):
        """Add what an open file says."""
        for line in iter(fp.readline, ''):
            words = []
            for word in line.split():
                if word.startswith('#'):
                    break
                words.append(word)
            for ending in words[1:]:
                self.add_type(words[0], '.' + ending, strict)

    def read_windows_registry(self, strict=True):
        """Add what the registry says, where there is one: not here."""


def _database():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """(type, encoding) of a file by its name or URL; each None if it is not known."""
    return _database().guess_type(url, strict)


def guess_all_extensions(type, strict=True):
    """All endings that go with a type."""
    return _database().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """An ending that goes with a type, or None."""
    return _database().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Let an ending mean a type, and be one of the type's endings."""
    return _database().add_type(type, ext, strict)


def init(files=None):
    """Make the database of this module's functions, with what the files say; knownfiles if none are given."""
    global suffix_map, types_map, encodings_map, common_types, inited, _db
    inited = True               # MimeTypes() is not to call this
    made = MimeTypes()
    for name in knownfiles if files is None else files:
        if os.path.isfile(name):
            made.read(name)
    suffix_map, encodings_map = made.suffix_map, made.encodings_map
    common_types, types_map = made.types_map
    _db = made


def read_mime_types(file):
    """The types that a file tells of, by endings; None if it cannot be read."""
    try:
        opened = open(file)
    except IOError:
        return None
    with opened:
        made = MimeTypes()
        made.readfp(opened, True)
    return made.types_map[True]


def _main(arguments):
    import getopt
    import sys
    usage = ("Usage: mimetypes.py [options] type\n\nOptions:\n    --help / -h       -- print this message and exit\n"
             "    --lenient / -l    -- additionally search of some common, but non-standard\n"
             "                         types.\n    --extension / -e  -- guess extension instead of type\n\n"
             "More than one type argument may be given.\n")
    try:
        options, names = getopt.getopt(arguments, 'hle', ['help', 'lenient', 'extension'])
    except getopt.error as problem:
        print usage
        print problem
        sys.exit(1)
    flags = set(option.lstrip('-')[0] for option, _ in options)
    if 'h' in flags:
        print usage
        sys.exit(0)
    for name in names:
        if 'e' in flags:
            found = guess_extension(name, 'l' not in flags)
            print found or "I don't know anything about type %s" % name
        else:
            found, encoding = guess_type(name, 'l' not in flags)
            print 'type: %s encoding: %s' % (found, encoding) if found else \
                "I don't know anything about type %s" % name


if __name__ == '__main__':
    import sys
    _main(sys.argv[1:])
