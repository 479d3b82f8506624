# powers: three arguments, negative exponents
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (2L**-2))
show(lambda: ((1e200+1e200j)**2))
show(lambda: (pow(2,3,0)))
show(lambda: (pow(2,-3,5)))
show(lambda: (pow(2,3,5L)))
show(lambda: (pow(2,3,5.0)))
show(lambda: (pow(2.0,3,5)))
show(lambda: (pow(2,3,'a')))
show(lambda: (pow('a',3,5)))
show(lambda: (pow(2L,-1,5)))
show(lambda: (pow(2L,1,0)))
show(lambda: (pow(2,3,-5)))
show(lambda: (pow(1j,2,3)))
show(lambda: (pow(2,3,1j)))
show(lambda: ((1).__pow__(2,3)))
show(lambda: ((2).__rpow__(3)))
show(lambda: ((2).__rpow__(3,5)))
show(lambda: ((5).bit_length(), (-5).bit_length(), (2**100).bit_length(), (0).bit_length(), (0L).bit_length()))
show(lambda: (2**2000 < 1.0))
show(lambda: (2 ** 62, 2**63, 2**64, (-2)**63, 3**40, 3**41, 7L**3))
show(lambda: (0**0, 0.0**0, 0j**0))
show(lambda: ((-8)**(1.0/3)))
show(lambda: (1.0.__pow__(2,3)))
show(lambda: ((2.0).__rpow__(3)))
