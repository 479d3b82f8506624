# sockets as module socket gives them: files over them, duplicates, closing
import socket, threading, errno, weakref
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1)
port = s.getsockname()[1]
def srv():
    c, a = s.accept()
    f = c.makefile('rwb'); c.close()
    for l in f:
        if l == 'bye\n': break
        f.write(l.upper()); f.flush()
    f.write('rest'); f.close()
t = threading.Thread(target=srv); t.start()
c = socket.create_connection(('127.0.0.1', port), 5)
print c.gettimeout(), c.family, c.type, c.proto, type(c).__name__
c.sendall('hello\nworld\n')
f = c.makefile('r', 4); print repr(f.readline()), repr(f.readline(3)), repr(f.readline())
c.sendall('bye\n'); print repr(f.read()); f.close(); d = c.dup(); c.close()
for x in 'c.send("a")', 'c.recv(5)', 'c.fileno()', 'c.getpeername()', 'f.read()', 'f.readline()', 'f.flush()':
    try: print x, eval(x)
    except Exception as e: print x, type(e).__name__, e
print f.closed, d.getpeername()[1] == port, d.fileno() > 2; d.close(); t.join()

try: socket.create_connection(('127.0.0.1', port if 0 else 1), 5)
except socket.error as e: print e
print socket.getfqdn('127.0.0.1') != '', sorted(n for n in socket.__all__ if n in ('getfqdn', 'socket', 'create_connection', 'AF_INET', 'error', 'timeout')), socket.SocketType is socket.socket, weakref.ref(s)() is s
a, b = socket.socketpair(); print type(a).__name__
f, g = a.makefile(), b.makefile('w', 0)
print repr(f)[:32], g.mode
g.write('x\ny\n'); print repr(f.readline()), repr(f.readline())
for mode in 'q', 5, '':
    try: print a.makefile(mode)
    except Exception as e: print type(e).__name__, e
