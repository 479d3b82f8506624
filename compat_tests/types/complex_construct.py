# complex(): forms of arguments and what is refused
class E: pass
class X(complex): pass
class Cx(object):
    def __complex__(self): return 3
class Cx2(object):
    def __complex__(self): return 3+4j
class Cx3:
    def __complex__(self): return 3.5
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (complex(E())))
show(lambda: (complex()))
show(lambda: (complex('1+2j')))
show(lambda: (complex('')))
show(lambda: (complex('a')))
show(lambda: (complex(u'1+2j')))
show(lambda: (complex(u'\u1234')))
show(lambda: (complex('1',2)))
show(lambda: (complex(1,'2')))
show(lambda: (complex(None)))
show(lambda: (complex(1,None)))
show(lambda: (complex(1,2,3)))
show(lambda: (complex(Cx())))
show(lambda: (complex(Cx2())))
show(lambda: (complex(Cx3())))
show(lambda: (complex(1j,1j)))
show(lambda: (complex(X(1,-0.0))))
show(lambda: (complex(1.5,-0.0)))
show(lambda: (complex(-0.0,0)))
show(lambda: (complex(real=1,imag=2)))
show(lambda: (complex(foo=1)))
show(lambda: (complex(1j, 2)))
show(lambda: (complex([])))
show(lambda: (complex(2**2000)))
show(lambda: (complex('1\x00')))
