# shifts by negative and huge counts
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (1<<-1))
show(lambda: (1>>-1))
show(lambda: (1L<<-1))
show(lambda: (1L>>-1))
show(lambda: (1<<(1<<62)))
show(lambda: (1<<10**12))
show(lambda: (1<<(1<<70)))
show(lambda: (1L<<(1<<63)))
show(lambda: (1>>(1<<70)))
show(lambda: (1L>>(1<<70)))
show(lambda: (-1L>>(1<<62)))
show(lambda: (0<<(1<<70)))
show(lambda: (0L<<(1<<62)))
show(lambda: (0L<<(1<<70)))
show(lambda: ((-1)>>100))
show(lambda: (1<<1.0))
