# io: raw, buffered and text layers, newlines, errors
import io, os, tempfile
fd, p = tempfile.mkstemp(); os.close(fd)
with io.open(p, 'w', encoding='utf-8', newline='\n') as f:
    print f.write(u'a\u20ac\nb\r\n'), f.encoding, f.mode, f.name == p, type(f).__name__, type(f.buffer).__name__, type(f.buffer.raw).__name__, f.line_buffering
print repr(io.open(p, 'rb').read()), repr(io.open(p, encoding='utf-8').read()), repr(io.open(p, encoding='utf-8', newline='').readlines()), [repr(l) for l in io.open(p, 'rb')]
with io.open(p, 'r+b', buffering=0) as raw:
    print type(raw).__name__, raw.readinto(bytearray(2)), raw.seek(0, 2), raw.write(b'tail'), raw.readable(), raw.writable(), raw.seekable()
b = io.BufferedReader(io.BytesIO(b'0123456789'), 4)
print b.peek(2)[:2], b.read(3), b.read1(100), b.seek(1), b.read(), b.tell()
w = io.BytesIO(); bw = io.BufferedWriter(w, 4); bw.write(b'ab'); print repr(w.getvalue()), bw.write(b'cdefg'), bw.flush(), repr(w.getvalue())
t = io.TextIOWrapper(io.BytesIO(b'x\xff\xfey'), 'ascii', errors='replace'); print repr(t.read())
for op in ('io.open(p, "rw")', 'io.open(p, "")', 'io.open(p, "rbt")', 'io.open(p, "rb", encoding="a")', 'io.open("/nonexistent")', 'io.open(p, "w").write("bytes")', 'io.open(p, "r").write(u"x")', 'io.open(p, "rb", buffering=1).read()', 'io.open(p, "r", 0)', 'io.TextIOWrapper(io.BytesIO(b"\\xff"), "ascii").read()', 'io.open(p, encoding="nope")', 'io.IOBase().read()', 'io.RawIOBase().read()', 'io.BytesIO().fileno()', 'io.open(p, "rb").write(b"x")'):
    try:
        print op, repr(eval(op))
    except (ValueError, TypeError, IOError, LookupError, AttributeError) as e:
        print op, '->', type(e).__name__, str(e).replace(p, 'P')
os.unlink(p)
