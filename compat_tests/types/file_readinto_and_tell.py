# readinto takes writable memory only; tell counts the second half of a line's end
import array, os, tempfile
fd, path = tempfile.mkstemp()
os.write(fd, 'one\r\ntwo\r\n')
os.close(fd)
f = open(path, 'rb')
for target in ('', u'', buffer('abc'), 1, [1]):
    try:
        f.readinto(target)
    except TypeError as e:
        print e
b = bytearray(3)
print f.readinto(b), b
a = array.array('c', 'xyz')
print f.readinto(a), a
f.close()
f = open(path, 'rU')
print f.newlines, repr(f.readline()), f.tell(), repr(f.newlines)
f.seek(5)
print repr(f.readline()), f.tell()
f.close()
os.remove(path)
