# float methods: hex, fromhex, is_integer, as_integer_ratio, conjugate
print (0.1).hex(), (-1.5).hex(), (0.0).hex(), (-0.0).hex(), (5e-324).hex(), float('inf').hex(), float('nan').hex(), (1e300).hex(), (1.0).hex()
print float.fromhex('0x1.8p1'), float.fromhex('0x.8'), float.fromhex('-1p-3'), float.fromhex('inf'), float.fromhex(' 0x1p5 '), float.fromhex('0x1.fffffffffffff8p0'), float.fromhex('ff'), float.fromhex('nan')
for bad in ('0x1p5000', 'xyz', '', '0x', '1p', '0x1.8q1'):
    try:
        print float.fromhex(bad)
    except (ValueError, OverflowError) as e:
        print bad, type(e).__name__, e
print (2.0).is_integer(), (2.5).is_integer(), float('inf').is_integer(), (0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (1e25).as_integer_ratio()
for x in float('inf'), float('nan'):
    try:
        x.as_integer_ratio()
    except (OverflowError, ValueError) as e:
        print type(e).__name__, e
print (1.5).conjugate(), (1.5).real, (1.5).imag, (1.5).__trunc__(), (-1.5).__int__(), (1.5).__nonzero__(), (1.5).__hash__()
print float.__getformat__('double'), (2.5).__coerce__(1), (7.5).__divmod__(2), (2.0).__pow__(3), (1.5).__format__('.3f'), (1.5).__getnewargs__()
