# A trace function sends control from and to a function's first line, in whose variables inner functions take part.
import sys

def trace(frame, event, argument):
    if frame.f_code is not function.__code__:
        return None
    if event == 'line':
        at = frame.f_lineno - first
        lines.append(at)
        if at == source and not jumps:
            jumps.append(1)
            frame.f_lineno = first + target
    return trace

def sums(a):
    x = 1
    y = a
    x = y + 2
    return (lambda: (x, y, a))()

def tries(a):
    try:
        x = a
    finally:
        y = 5
    x = y
    return (lambda: (x, y, a))()

for function, source, target in ((sums, 1, 2), (sums, 2, 1), (sums, 3, 1), (sums, 4, 1), (sums, 4, 2),
                                 (tries, 6, 5)):
    first = function.__code__.co_firstlineno
    lines, jumps = [], []
    sys.settrace(trace)
    try:
        result = function(7)
    except Exception as error:
        result = type(error).__name__
    sys.settrace(None)
    print function.__name__, source, target, lines, result
