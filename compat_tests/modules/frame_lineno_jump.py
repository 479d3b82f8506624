# A trace function may send control to another line, but not into blocks.
import sys

def body(log):
    log.append(1)
    for i in (1, 2):
        log.append(3)
        try:
            log.append(5)
        finally:
            log.append(7)
    log.append(8)
    try:
        log.append(10)
    except ValueError:
        log.append(12)
    log.append(13)

def jump(start, target):
    first = body.func_code.co_firstlineno
    done = []
    def tracer(frame, event, arg):
        if event == 'line' and frame.f_lineno - first == start and not done:
            done.append(1)
            try:
                frame.f_lineno = first + target
            except ValueError as e:
                print e
        return tracer
    def start_trace(frame, event, arg):
        if frame.f_code is body.func_code:
            return tracer(frame, event, arg)
    log = []
    sys.settrace(start_trace)
    body(log)
    sys.settrace(None)
    print start, target, log

for pair in [(1, 8), (3, 8), (3, 1), (8, 13), (1, 3), (8, 3), (1, 10), (8, 12), (8, 11), (1, 7), (7, 1), (5, 8), (13, 1)]:
    jump(*pair)
jump(1, 100)
jump(1, -100)
