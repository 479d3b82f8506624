# What a trace function is told of calls, lines, returns, yields and exceptions.
import sys

def gen():
    yield 1
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    finally:
        x = 2
    return

def loop():
    for i in gen():
        print i
    while i < 3:
        i += 1
    else:
        i = 0
    with Context():
        i = 5
    return [
        i,
        i + 1]

class Context(object):
    def __enter__(self):
        return 4
    def __exit__(self, *info):
        pass

def fails():
    raise ValueError('x')

def tracer(frame, event, arg):
    line = frame.f_lineno - frame.f_code.co_firstlineno
    if event == 'exception':
        arg = arg[0].__name__, str(arg[1]), arg[2] is not None
    print frame.f_code.co_name, event, line, arg
    return tracer

sys.settrace(tracer)
loop()
try:
    fails()
except ValueError:
    pass
sys.settrace(None)
print sys.gettrace()

# A trace function that raises is dismissed.
def bad(frame, event, arg):
    raise KeyError(event)
sys.settrace(bad)
try:
    loop()
except KeyError as e:
    print 'raised', e, sys.gettrace()

# Local trace functions, and locals they change.
def change(frame, event, arg):
    if event == 'line':
        frame.f_locals['a'] = 7
    return change
def changed():
    a = 1
    return a
sys.settrace(change)
print changed()
sys.settrace(None)
