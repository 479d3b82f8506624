# decimal and fractions
from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP, InvalidOperation, DivisionByZero
from fractions import Fraction
print Decimal('1.1') + Decimal('2.2'), Decimal(1) / Decimal(3), Decimal('1.25').quantize(Decimal('0.1')), Decimal('1.25').quantize(Decimal('0.1'), ROUND_HALF_UP), Decimal('-0'), Decimal('1E+5'), Decimal('NaN'), Decimal(5) ** 2, Decimal(2).sqrt(), Decimal('10') % 3, -Decimal(1), abs(Decimal(-1)), int(Decimal('3.7')), Decimal(0.5), Decimal('1.0') == 1, Decimal('1.0') < 1.5, hash(Decimal(1)) == hash(1), repr(Decimal('1.10')), format(Decimal('1234.5'), ',.2f'), Decimal((1, (1, 2), -1)), max(Decimal(1), Decimal(2)), round(Decimal('2.5')), Decimal('1e-5').as_tuple(), Decimal('Infinity') > 10 ** 100
with localcontext() as c:
    c.prec = 5
    print Decimal(1) / 7
for f in (lambda: Decimal('x'), lambda: Decimal(1) / 0, lambda: Decimal(1) + 1.5, lambda: Decimal('sNaN') + 1, lambda: Decimal(-1).sqrt()):
    try:
        print f()
    except (InvalidOperation, DivisionByZero, TypeError) as e:
        print type(e).__name__, e
print Fraction(1, 3) + Fraction(1, 6), Fraction('0.25'), Fraction(0.5), Fraction(4, -6), Fraction(7, 2) // 1, Fraction(7, 2) % 1, Fraction(1, 2) ** 2, Fraction(1, 2) == 0.5, float(Fraction(1, 3)), Fraction(3).limit_denominator(), repr(Fraction(1, 2)), hash(Fraction(1, 2)) == hash(0.5), Fraction(1, 3) < 0.5, int(Fraction(7, 2))
try:
    Fraction(1, 0)
except ZeroDivisionError as e:
    print e
