# StringIO, cStringIO and io.BytesIO
import StringIO, cStringIO, io
for kind in StringIO.StringIO, cStringIO.StringIO, io.BytesIO:
    f = kind()
    f.write('abc\ndef\n'); f.write('x'); print f.getvalue() == 'abc\ndef\nx', f.tell(),
    f.seek(0); print repr(f.readline()), repr(f.read(2)), f.readlines(), repr(f.read()), f.tell(),
    f.seek(2); f.write('ZZ'); f.seek(0); print repr(f.read()), [l for l in kind('p\nq')], f.closed,
    f.seek(3); f.truncate(); print repr(f.getvalue()), f.isatty()
    f.close()
    try:
        f.read()
    except ValueError as e:
        print e
s = cStringIO.StringIO('in'); print type(s).__name__, s.read(), s.getvalue(), hasattr(s, 'write'); s.reset(); print s.read(1)
u = StringIO.StringIO(); u.write(u'\u20ac'); u.write('a'); print repr(u.getvalue())
try:
    cStringIO.StringIO().write(u'\u20ac')
except UnicodeEncodeError as e:
    print e
t = io.StringIO(u'a\r\nb\n'); print repr(t.read()), t.seek(0), repr(io.StringIO(u'a\r\nb', newline=None).read())
for bad in ('io.StringIO("a")', 'io.BytesIO(u"a")', 'io.StringIO().write("a")', 'io.BytesIO().write(u"a")', 'io.BytesIO().seek(-1)'):
    try:
        print eval(bad)
    except (TypeError, ValueError) as e:
        print e
