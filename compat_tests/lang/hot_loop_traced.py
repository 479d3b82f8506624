# Tracing begins and ends while a loop is hot: what is called meanwhile is reported.
import sys

events = []

def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer

def g(x):
    y = x + 1
    return y

def switch(i):
    if i == 20:
        sys.settrace(tracer)
    elif i == 22:
        sys.settrace(None)

def loop(n):
    total = 0
    for i in xrange(n):
        switch(i)
        total += g(i)
    return total

print loop(40)
print events

def profiled(n):
    calls = []
    def profile(frame, event, arg):
        calls.append((frame.f_code.co_name, event))
    for i in xrange(n):
        if i == 30:
            sys.setprofile(profile)
        g(i)
        if i == 31:
            sys.setprofile(None)
    return calls

print profiled(40)
