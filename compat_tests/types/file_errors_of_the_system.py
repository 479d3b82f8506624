# full devices, broken pipes, closed descriptors, directories, huge sizes
import os, sys
def t(f, *a):
    try: print repr(f(*a))
    except Exception as e: print type(e).__name__, e
f = open('/dev/full', 'w'); f.write('x'); t(f.flush); t(f.flush); f.write('y'); t(f.close); t(f.close); print f.closed
f = open('/dev/full', 'w'); t(f.write, 'x' * 100000); t(f.close)
f = open('/dev/full', 'w', 0); t(f.write, 'x'); t(f.close)
f = open('/dev/full', 'w', 1); t(f.write, 'x'); t(f.write, '\n'); t(f.close)
def broken(*mode):
    r, w = os.pipe(); os.close(r)
    return os.fdopen(w, *mode)
f = broken('w'); t(f.write, 'x'); t(f.flush); t(f.close)
f = broken('w', 0); t(f.write, 'x'); t(f.close)
f = broken('w'); t(f.writelines, ['x' * 9000] * 2); t(f.close)
f = broken('w')
try: print >>f, 'x' * 9000
except IOError as e: print e
f.close()
f = broken('w'); f.write('x'); t(f.close); print f.closed
r, w = os.pipe(); f = os.fdopen(w, 'w'); os.close(w); f.write('x'); t(f.flush); t(f.close); os.close(r)
r, w = os.pipe(); f = os.fdopen(r); os.close(r); t(f.read); t(f.readline); t(f.next); t(f.tell); t(f.seek, 0); t(f.close); os.close(w)
t(open, '/'); t(open, '/', 'w'); t(open, '/', 'r+'); t(open, '/', 'a'); t(os.fdopen, os.open('/', 0)); t(os.read, os.open('/', 0), 1)
f = open('/dev/null'); t(f.read, 1 << 63); t(f.read, (1 << 63) - 1); t(f.read, 1 << 62); t(f.readline, 1 << 31); t(f.readlines, 1 << 62); t(f.read, -1 << 63); t(f.read, 1 << 31)
r, w = os.pipe(); f = os.fdopen(r); t(f.seek, 0); t(f.tell); os.write(w, 'ab\ncd'); t(f.readline); os.close(w); t(f.read); t(f.read)
r, w = os.pipe(); import fcntl; fcntl.fcntl(r, fcntl.F_SETFL, os.O_NONBLOCK); f = os.fdopen(r); t(f.read); os.write(w, 'abc'); t(f.read); t(f.read, 5); os.write(w, 'de'); t(f.read, 1); t(f.read, 5)
try: print >>open('/dev/null'), 'x'
except IOError as e: print e
