# D5: running out of descriptors collects abandoned files and tries again
import io
import os
import resource
import select
import socket
import tempfile
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def spoil(make):
    # A cycle keeps each of them until a collection.
    held = [make()]
    held.append(held)


here = tempfile.mkdtemp()
path = os.path.join(here, 'file')
open(path, 'w').close()
makers = [
    ('open', lambda: open(path)),
    ('io.open', lambda: io.open(path, 'rb')),
    ('io.open for text', lambda: io.open(path, encoding='ascii')),
    ('os.tmpfile', os.tmpfile),
    ('tempfile', tempfile.TemporaryFile),
    ('socket', socket.socket),
    ('socketpair', socket.socketpair),
    ('epoll', select.epoll),
]
for name, make in makers:
    for i in xrange(100):
        spoil(make)
    print name, 'survived'


def fill():
    files = []
    try:
        while True:
            files.append(open(path))
    except IOError as error:
        print error.strerror, '-',
    files.append(files)


def close_all(descriptors):
    for descriptor in descriptors:
        os.close(descriptor)


users = [
    ('os.open', lambda: os.close(os.open(path, os.O_RDONLY))),
    ('os.dup', lambda: os.close(os.dup(1))),
    ('os.pipe', lambda: close_all(os.pipe())),
    ('os.listdir', lambda: os.listdir(here)),
    ('socket', lambda: socket.socket().close()),
    ('os.popen', lambda: os.popen('true').close()),
]
for name, use in users:
    fill()
    use()
    print name, 'survived'
os.remove(path)
os.rmdir(here)
