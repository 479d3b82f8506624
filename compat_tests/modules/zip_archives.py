# zipfile: written, read, added to, taken apart; broken archives.
import os
import shutil
import tempfile
import zipfile
from StringIO import StringIO


def tell(act, *arguments):
    try:
        print repr(act(*arguments))
    except Exception as problem:
        print type(problem).__name__, problem


out = StringIO()
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
    one = zipfile.ZipInfo('dir/one.txt', (2001, 2, 3, 4, 5, 6))
    one.compress_type, one.comment, one.external_attr = zipfile.ZIP_DEFLATED, 'about one', 0644 << 16
    archive.writestr(one, 'line\r\nline\rline\n' * 50)
    two = zipfile.ZipInfo(u'tw\xf6', (1999, 12, 31, 23, 59, 58))
    archive.writestr(two, 'stored')
    archive.comment = 'about all'
data = out.getvalue()
print repr(data[:18]), repr(data[26:41])
with zipfile.ZipFile(StringIO(data)) as archive:
    print archive.namelist(), repr(archive.comment), archive.testzip()
    for member in archive.infolist():
        print [getattr(member, name) for name in member.__slots__ if name not in ('compress_size', 'header_offset')]
    opened = archive.open('dir/one.txt', 'rU')
    print repr(opened.read(3)), repr(opened.readline()), repr(opened.readline(2)), repr(opened.peek(1)[:4]), opened.newlines, opened.name
    print sum(1 for line in opened), opened.newlines, repr(opened.read())
    print repr(archive.read(u'tw\xf6')), repr(archive.open('dir/one.txt').readline())
    folder = tempfile.mkdtemp()
    archive.extractall(folder, ['dir/one.txt'])
    print os.listdir(folder), os.path.getsize(os.path.join(folder, 'dir', 'one.txt'))
    tell(archive.read, 'none')
    tell(archive.open, 'dir/one.txt', 'w')
tell(archive.read, 'dir/one.txt')
tell(archive.writestr, 'x', 'y')
name = os.path.join(folder, 'a.zip')
for mode in 'w', 'a', 'a':
    with zipfile.ZipFile(name, mode) as archive:
        archive.writestr(zipfile.ZipInfo('m%d' % len(archive.namelist())), mode)
        archive.write(os.path.join(folder, 'dir'), 'folder%d' % len(archive.namelist()))
with zipfile.ZipFile(name) as archive:
    print archive.namelist(), [archive.read(each) for each in archive.namelist()], zipfile.is_zipfile(name)
shutil.rmtree(folder)
for bad in ('', 'x' * 50, data[:-5], data[:40], data.replace('stored', 'st0red'), data.replace('PK\1\2', 'PK\1\3', 1), 'front' + data, data + 'behind'):
    def check():
        archive = zipfile.ZipFile(StringIO(bad))
        return archive.testzip(), archive.namelist()
    tell(check)
    print zipfile.is_zipfile(StringIO(bad))
tell(zipfile.ZipFile, StringIO(), 'q')
tell(zipfile.ZipFile, StringIO(), 'w', 99)
tell(zipfile.ZipFile, '/nonexistent/x.zip')
tell(zipfile.ZipInfo, 'x', (1979, 1, 1, 0, 0, 0))
