# gzip: several members, places, broken files.
import gzip
import StringIO


def packed(*parts):
    whole = ''
    for part in parts:
        out = StringIO.StringIO()
        writer = gzip.GzipFile('n', 'wb', 9, out, 5)
        writer.write(part)
        writer.close()
        whole += out.getvalue()
    return whole


def tell(act, *arguments, **keywords):
    try:
        print repr(act(*arguments, **keywords))
    except Exception as problem:
        print type(problem).__name__, problem


def read(data, *size):
    return gzip.GzipFile(fileobj=StringIO.StringIO(data)).read(*size)


data = packed('hello\nworld\n' * 100, 'second')
print repr(data[:12]), len(read(data))
tell(read, data, 5)
for broken in (data[:-1], data[:-9], data + 'xyz', 'abc', '', data[:12], '\x1f\x8b\x05' + data[3:], data[:-4] + 'zzzz', data[:-8] + 'q' * 8):
    tell(read, broken)
print len(read(data + '\0\0\0'))
reader = gzip.GzipFile(fileobj=StringIO.StringIO(data))
print reader.readline(), reader.tell(), reader.seek(100), reader.read(3), reader.readlines()[:2], reader.tell()
print reader.seek(0), reader.read(1), reader.mode, reader.mtime, reader.name, reader.seekable(), reader.readable()
tell(reader.write, 'x')
tell(reader.seek, 1, 2)
reader.close()
tell(reader.read)
writer = gzip.GzipFile(fileobj=StringIO.StringIO(), mode='w')
tell(writer.read)
tell(writer.seek, -1)
tell(writer.rewind)
writer.seek(10)
print writer.tell()
writer.close()
tell(writer.write, 'a')
tell(gzip.GzipFile, fileobj=StringIO.StringIO(), mode='x')
