# sys.settrace sees call, line, return and exception events
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer
def g(x):
    y = x + 1
    return y
def f():
    a = g(1)
    for i in range(2):
        a += i
    try:
        raise ValueError
    except ValueError:
        pass
sys.settrace(tracer)
f()
sys.settrace(None)
for e in events:
    print e
