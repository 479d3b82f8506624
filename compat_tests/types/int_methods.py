# int: attributes, constructors, methods
print int(), int('12'), int(' -7 '), int('ff', 16), int('0x1f', 16), int('0b11', 0), int('017', 0), int('0o17', 0), int(u'5'), int(3.99), int(-3.99), int('z', 36), int('10', 2)
print (5).bit_length(), (0).bit_length(), (-8).bit_length(), (3).conjugate(), (3).real, (3).imag, (3).numerator, (3).denominator
print int('9' * 20), type(int('9' * 20)).__name__, type(int(1e20)).__name__, int(True), type(int(True)).__name__
for bad in ('int("")', 'int("1.5")', 'int("x")', 'int("12", 1)', 'int("12", 37)', 'int(1, 10)', 'int("9", 8)', 'int([])', 'int("1\\0")', 'int(float("nan"))', 'int(float("inf"))', 'int("0x", 16)', 'int(u"\\xe9")', 'int(None)', 'int("1 2")'):
    try:
        print bad, eval(bad)
    except (ValueError, TypeError, OverflowError, UnicodeError) as e:
        print bad, '->', type(e).__name__, e
class A(object):
    def __int__(self):
        return 7
class B(object):
    def __int__(self):
        return 2 ** 70
class C(object):
    def __int__(self):
        return 'x'
class T(object):
    def __trunc__(self):
        return 9
print int(A()), int(B()), int(T())
try:
    int(C())
except TypeError as e:
    print e
print oct(8), hex(255), hex(-255), oct(-8), bin(5), bin(-5), oct(0), hex(0), bin(0)
print format(5, 'b'), (5).__format__(''), (5).__hash__(), (5).__index__(), (5).__nonzero__(), (5).__coerce__(6), (5).__cmp__(6)
