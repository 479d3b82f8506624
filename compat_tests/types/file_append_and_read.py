# a file opened for appending and reading begins to read at its start and writes at its end
import os, tempfile
name = tempfile.mktemp()
with open(name, 'w') as f:
    f.write('abc\ndef\n')
for mode in 'a', 'a+', 'ab+':
    with open(name, mode) as f:
        print mode, f.tell(),
        try:
            print repr(f.read())
        except IOError, e:
            print e
with open(name, 'a+') as f:
    print f.readline(), f.tell()
    f.seek(0, 1)
    f.write('x')
    print f.tell()
    f.seek(0)
    print repr(f.read()), f.tell()
os.remove(name)
