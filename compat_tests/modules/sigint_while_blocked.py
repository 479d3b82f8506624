# SIGINT ends what waits: just before a sleep, reading, selecting; a handler that returns lets it go on
import os, select, signal, sys, threading, time
def t(name, f):
    try: print name, repr(f())
    except KeyboardInterrupt: print name, 'KeyboardInterrupt'
    except Exception as e: print name, type(e).__name__, e
def later(dt=0.1):
    pid = os.fork()
    if pid == 0:
        time.sleep(dt); os.kill(os.getppid(), signal.SIGINT); os._exit(0)
def now():
    os.kill(os.getpid(), signal.SIGINT); time.sleep(5)
sys.stdout.flush()
r, w = os.pipe(); f = os.fdopen(r); g = os.fdopen(w, 'w')
t('sleep', now)
later(); sys.stdout.flush(); t('read', f.read)
sys.stdout.flush(); later(); t('readline', f.readline)
sys.stdout.flush(); later(); t('next', f.next)
sys.stdout.flush(); later(); t('os.read', lambda: os.read(r, 1))
sys.stdout.flush(); later(); t('select', lambda: select.select([], [], [], 5))
def h(*a): print 'handler',
signal.signal(signal.SIGINT, h)
sys.stdout.flush(); later(); threading.Timer(0.3, lambda: os.write(w, 'abc\n')).start(); t('readline', f.readline)
sys.stdout.flush(); later(); threading.Timer(0.3, lambda: os.write(w, 'abc')).start(); t('read', lambda: f.read(3))
sys.stdout.flush(); later(); t('select', lambda: select.select([], [], [], 0.5))
sys.stdout.flush(); later(); threading.Timer(0.3, lambda: os.write(w, 'x')).start(); t('os.read', lambda: os.read(r, 5))
