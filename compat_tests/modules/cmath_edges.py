# cmath: branch cuts, infinities, refusals
import cmath
inf = float('inf')
nan = inf - inf
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (cmath.sqrt('a')))
show(lambda: (cmath.log(0)))
show(lambda: (cmath.log(1,0)))
show(lambda: (cmath.log(-1)))
show(lambda: (cmath.log(2,10)))
show(lambda: (cmath.log(0,2)))
show(lambda: (cmath.log10(0)))
show(lambda: (cmath.exp(1000)))
show(lambda: (cmath.exp(complex(inf,inf))))
show(lambda: (cmath.phase(-1)))
show(lambda: (cmath.polar(1+1j)))
show(lambda: (cmath.rect(1,2)))
show(lambda: (cmath.rect(inf,inf)))
show(lambda: (cmath.rect(inf,0)))
show(lambda: (cmath.polar(complex(nan,inf))))
show(lambda: (cmath.isnan(complex(nan,0)),cmath.isinf(complex(0,inf))))
show(lambda: (cmath.atan(1j)))
show(lambda: (cmath.atanh(1)))
show(lambda: (cmath.acos(2),cmath.asin(2),cmath.acosh(-1),cmath.asinh(2j)))
show(lambda: (cmath.cos(1e300j)))
show(lambda: (cmath.cosh(1000)))
show(lambda: (cmath.sinh(710.5), cmath.cosh(complex(-710.3,1))))
show(lambda: (cmath.tan(1+1000j),cmath.tanh(1000+1j)))
show(lambda: (cmath.polar(complex(1e308,1.7e308))))
show(lambda: (cmath.sqrt(-1),cmath.sqrt(complex(-1,-0.0)),cmath.sqrt(complex(-inf,1))))
