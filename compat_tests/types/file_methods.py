# file objects: modes, reading, writing, iteration, seek, errors
import os, tempfile
d = tempfile.mkdtemp()
p = os.path.join(d, 'f')
f = open(p, 'w')
print f.mode, f.closed, f.name == p, f.softspace, f.encoding, f.errors, f.newlines, f.isatty(), f.write('line1\nline2\n'), f.writelines(['a', 'b\n', u'u']), f.tell(), f.flush()
f.close(); f.close()
print f.closed, os.path.getsize(p)
f = open(p)
print f.read(3), repr(f.readline()), repr(f.readline(2)), repr(f.readline()), f.readlines(), repr(f.read()), f.readlines(), repr(f.readline())
f.seek(0); print list(f); f.seek(-2, 2); print repr(f.read()), f.tell(); f.seek(2); print f.next(), ; f.seek(0); print [l for l in f][0], f.seek(0), f.readlines(1), f.xreadlines() is f
f.seek(0)
buf = bytearray(5)
print f.readinto(buf), buf
f.close()
for op in ('f.read()', 'f.write("x")', 'f.seek(0)', 'f.readline()', 'iter(f)', 'f.next()', 'f.tell()', 'f.flush()', 'f.fileno()', 'f.isatty()', 'f.truncate()', 'f.__enter__()'):
    try:
        eval(op)
    except ValueError as e:
        print op, e
f = open(p)
try:
    f.write('x')
except IOError as e:
    print e
f.close()
f = open(p, 'w')
try:
    f.read()
except IOError as e:
    print e
try:
    f.write(5)
except TypeError as e:
    print e
try:
    f.writelines([5])
except TypeError as e:
    print e
f.close()
for args in (('nofile/none',), (p, 'q'), (p, ''), (d,), (p, 'rw+x'), (5,), (None,), ('a\0b',)):
    try:
        open(*args)
        print 'opened', args[1:]
    except (IOError, ValueError, TypeError) as e:
        print type(e).__name__, str(e).replace(d, 'D').replace('D/f', 'F')
f = open(p, 'w+'); f.write('abcdef'); f.seek(2); f.write('XY'); f.seek(0); print f.read(); f.truncate(3); f.seek(0); print f.read(); f.close()
f = open(p, 'a'); f.write('APP'); f.close(); print open(p).read()
f = open(p, 'wb'); f.write('a\r\nb\rc\n'); f.close(); f = open(p, 'U'); print repr(f.read()), f.newlines; f.close()
f = open(p, 'rU'); print repr(f.readline()), repr(f.newlines), f.readlines(), f.newlines; f.close()
with open(p) as f: print repr(f.read(1)), f.closed
print f.closed, repr(f).startswith('<closed file'), repr(open(p)).startswith('<open file')
f = open(p, 'w'); f.softspace = 1; print >>f, 'x',; print >>f, 'y'; f.close(); print repr(open(p).read())
f = file(p, 'r', 1); print f.next() == ' x y\n', type(f).__name__, file is open; f.close()
os.unlink(p); os.rmdir(d)
