# What a profile function is told: calls and returns of Python functions and of built-in ones.
import sys

def profiler(frame, event, arg):
    if event.startswith('c_'):
        arg = arg.__name__
    log.append((frame.f_code.co_name, event, arg))
log = []

def f(x):
    return len(x)
def g():
    yield 1
def h():
    [].append(1)
    int('5')
    try:
        ord('xy')
    except TypeError:
        pass
    raise KeyError
sys.setprofile(profiler)
f('abc')
list(g())
try:
    h()
except KeyError:
    pass
sys.setprofile(None)
for entry in log:
    print entry
print sys.getprofile()
