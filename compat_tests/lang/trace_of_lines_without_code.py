# a trace function hears of `pass` and `break`, which may have no code of their own
import sys

def branches(n):
    if n:
        pass
    else:
        pass
    if n == 1:
        n
    elif n:
        pass
    try:
        pass
    except ValueError:
        pass
    for x in range(3):
        if x:
            n
        else:
            break
    while 1:
        if n:
            break
        else:
            pass
        break
    for x in range(2):
        pass
    try:
        None.absent
    except AttributeError:
        pass
    return n

def trace(frame, event, arg):
    if event == 'line':
        sys.stdout.write('%d ' % (frame.f_lineno - frame.f_code.co_firstlineno))
    return trace

for n in 0, 1, 2:
    sys.settrace(trace)
    branches(n)
    sys.settrace(None)
    print
