# A signal's handler interrupts a loop that calls nothing; it sees the loop's variables.
import signal

class Stop(Exception):
    pass

def handler(signum, frame):
    print frame.f_code.co_name, frame.f_locals['n'] > 100, type(frame.f_locals['total'])
    raise Stop

def spin():
    n = total = 0
    while True:
        n = n + 1
        total = total + n

signal.signal(signal.SIGALRM, handler)
for again in range(2):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        spin()
    except Stop:
        print 'stopped'
