# mimetypes: by name, by type, by table.
import mimetypes
from StringIO import StringIO

types = mimetypes.MimeTypes()
for name in ('a.html', 'a.TXT', 'a.tar.gz', 'a.tgz', 'a.Z', 'a.jpg', 'data:text/x;y,z', 'data:,x', 'data:x', 'a', 'a.svgz', '.bmp', 'x.json', 'http://h/a.png', 'a.csv'):
    print name, types.guess_type(name), types.guess_type(name, False)
print sorted(types.guess_all_extensions('text/plain')), types.guess_extension('none/none'), types.guess_extension('application/pdf')
types.readfp(StringIO('a/b c d # e\n# x\n\nf/g\n'))
print types.guess_type('x.c'), types.guess_extension('a/b'), sorted(types.types_map[True]) == sorted(mimetypes.types_map)
