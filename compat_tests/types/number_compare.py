# numbers of different types compare exactly
inf = float('inf')
nan = inf - inf
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: ((1).__cmp__(2)))
show(lambda: ((1).__cmp__(1.5)))
show(lambda: ((1).__cmp__(True)))
show(lambda: ((1).__cmp__(2L)))
show(lambda: ((1L).__cmp__(2)))
show(lambda: (True.__cmp__(1)))
show(lambda: ((1).__coerce__(2)))
show(lambda: ((1).__coerce__(2.0)))
show(lambda: ((1L).__coerce__(2)))
show(lambda: ((1L).__coerce__(2.0)))
show(lambda: ((1.0).__coerce__(2)))
show(lambda: ((1.0).__coerce__(2L)))
show(lambda: ((1.0).__coerce__('a')))
show(lambda: ((1j).__coerce__(2)))
show(lambda: ((1j).__coerce__('a')))
show(lambda: (coerce(1,2L)))
show(lambda: (1j<2))
show(lambda: (1j<'a'))
show(lambda: (1j<None))
show(lambda: (1j<1j))
show(lambda: (1j.__lt__('a')))
show(lambda: (1j.__lt__(1)))
show(lambda: (1j==1, 1+0j==1, 1+0j==1L, 1+0j==1.0, 1j=='a', 1j!=2))
show(lambda: (cmp(1j,2)))
show(lambda: (cmp(1j,'a')))
show(lambda: (cmp(1,1.5)))
show(lambda: (2**53 == float(2**53), 2**53+1 == float(2**53), 2**53+1 > float(2**53)))
show(lambda: (nan==nan, nan<1, inf>2**2000, -inf<-2**2000))
show(lambda: (1 < 'a', 1 < None, 1 < []))
