# tarfile: written in all formats, read, extracted; broken archives.
import os
import shutil
import tarfile
import tempfile
from StringIO import StringIO


def make(format, mode='w'):
    out = StringIO()
    archive = tarfile.open(mode=mode, fileobj=out, format=format, encoding='utf-8')
    for name, data in (('a.txt', 'text\nline\n'), ('d' * 60 + '/' + 'e' * 70 + '/f', 'x' * 1000), (u'\xe9', '')):
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode, member.uname = len(data), 1234567, 0640, 'me'
        archive.addfile(member, StringIO(data))
    link = tarfile.TarInfo('link')
    link.type, link.linkname = tarfile.SYMTYPE, 'a.txt'
    archive.addfile(link)
    folder = tarfile.TarInfo('folder')
    folder.type, folder.mode = tarfile.DIRTYPE, 0755
    archive.addfile(folder)
    archive.close()
    return out.getvalue()


for format in tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT:
    data = make(format)
    print format, len(data), hash(data) != 0, repr(data[:110]), repr(data[257:270])
    archive = tarfile.open(fileobj=StringIO(data))
    for member in archive:
        print repr(member.name)[:20], len(member.name), member.size, member.mtime, oct(member.mode), member.type, member.linkname, member.isreg(), member.isdir(), member.offset, sorted(member.pax_headers)
    opened = archive.extractfile('a.txt')
    print opened.readline(), opened.tell(), opened.read(2), opened.seek(0), opened.readlines(), archive.extractfile('link').read(3), archive.extractfile('folder')
    print [name[:5] for name in archive.getnames()], archive.getmember('a.txt').uname
for mode in 'w:gz', 'w|gz', 'w|':
    data = make(tarfile.GNU_FORMAT, mode)
    for how in 'r', 'r:*', 'r|*':
        with tarfile.open(mode=how, fileobj=StringIO(data)) as archive:
            print mode, how, [member.size for member in archive]
folder = tempfile.mkdtemp()
os.mkdir(folder + '/in')
with open(folder + '/in/one', 'w') as out:
    out.write('1')
os.symlink('one', folder + '/in/two')
os.link(folder + '/in/one', folder + '/in/zero')
with tarfile.open(folder + '/t.tar', 'w') as archive:
    for name in '', '/one', '/two', '/zero':
        archive.add(folder + '/in' + name, 'top' + name, recursive=False, filter=lambda member: member)
with tarfile.open(folder + '/t.tar') as archive:
    print [(member.name, member.type, member.linkname) for member in archive.getmembers()]
    archive.extractall(folder + '/out')
print sorted(os.listdir(folder + '/out/top')), os.readlink(folder + '/out/top/two'), open(folder + '/out/top/zero').read(), tarfile.is_tarfile(folder + '/t.tar'), tarfile.is_tarfile(__file__)
shutil.rmtree(folder)
data = make(tarfile.GNU_FORMAT)
for act in (lambda: tarfile.open(fileobj=StringIO('x' * 600)), lambda: tarfile.open(fileobj=StringIO('')), lambda: tarfile.open(fileobj=StringIO(data[:700])).extractfile('a.txt').read(),
            lambda: tarfile.open(mode='r:gz', fileobj=StringIO(data)), lambda: tarfile.open(), lambda: tarfile.open('x', 'q'), lambda: tarfile.open('x', 'r:zz'),
            lambda: tarfile.open(fileobj=StringIO(data)).getmember('none'), lambda: tarfile.TarInfo('n' * 300).tobuf(tarfile.USTAR_FORMAT), lambda: tarfile.open('/nonexistent')):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, problem
print tarfile.filemode(0104755), tarfile.filemode(041777), tarfile.filemode(0120644), tarfile.nti('0000017\0'), repr(tarfile.itn(8 ** 7)), tarfile.nti(tarfile.itn(8 ** 7))
