# signals: handlers run in the main thread, default handlers, alarm
import signal, os, time
log = []
old = signal.signal(signal.SIGUSR1, lambda s, f: log.append((s == signal.SIGUSR1, f is not None)))
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(0.01)
print log, old == signal.SIG_DFL, callable(signal.getsignal(signal.SIGUSR1)), signal.getsignal(signal.SIGINT) is signal.default_int_handler
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print 'KeyboardInterrupt'
def h(s, f): raise ValueError('from handler')
signal.signal(signal.SIGALRM, h)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    while True: pass
except ValueError as e:
    print e
for e in ('signal.signal(1000, h)', 'signal.signal(signal.SIGKILL, h)', 'signal.signal(signal.SIGUSR1, 5)', 'signal.getsignal(0)'):
    try:
        eval(e)
    except (ValueError, TypeError, RuntimeError) as x:
        print e, '->', type(x).__name__, x
