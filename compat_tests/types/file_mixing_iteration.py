# what was read ahead for iteration cannot be read otherwise, until it is used up or the position set
p = 'file_mixing_iteration.tmp'
def put(text):
    f = open(p, 'w'); f.write(text); f.close()
put('ab\n' * 3 + 'c')
def t(f, *a):
    try: print repr(f(*a))
    except Exception as e: print type(e).__name__, e
for mode in ('r', 'rU', 'rb'):
    f = open(p, mode)
    print f.next(),
    t(f.read); t(f.readline); t(f.readlines); t(f.readinto, bytearray(2)); t(f.next)
    f.seek(1); t(f.readline); t(f.next)
    print list(f); t(f.read); t(f.readline); f.close()
f = open(p)
for l in f: pass
t(f.read)
f.close()
# a buffer of 8192 bytes that ends where a line does
put('x' * 7 + '\n' + ('x' * 7 + '\n') * 1023 + 'rest\nend\n')
f = open(p)
for i in range(1023): f.next()
t(f.readline)
f.next()
t(f.readline); t(f.next); t(f.readline); t(f.next); t(f.next); t(f.readline)
f.close()
f = open(p)
for l in f:
    f.close()
    break
t(f.next); t(f.read)
import os; os.remove(p)
