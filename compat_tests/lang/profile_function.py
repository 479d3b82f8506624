# sys.setprofile sees calls and returns, of C functions too
import sys
events = []
def prof(frame, event, arg):
    if event.startswith('c_'):
        events.append((event, arg.__name__))
    else:
        events.append((event, frame.f_code.co_name))
def f():
    len('abc')
    return abs(-1)
sys.setprofile(prof)
f()
sys.setprofile(None)
print [e for e in events if e[1] != 'setprofile']
