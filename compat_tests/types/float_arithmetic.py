# float arithmetic, special values, comparison with ints
inf, nan = float('inf'), float('nan')
print inf - inf, inf * 0, inf + 1, -inf, nan == nan, nan != nan, nan < 1, inf > 10 ** 400, -inf < -10 ** 400, nan is nan, [nan] == [nan], nan in [nan]
print 7.5 // 2, 7.5 % 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7.5, -2), 0.0 % -1, -0.0 % 1, -1e-20 % 1, 1e20 % 3, inf % 2 if 0 else '', 5 % inf, -5 % inf
print 2.0 ** 0.5, 2 ** 0.5, 2.0 ** -1, (-8.0) ** 2, 0.0 ** 0, inf ** 0, nan ** 0, 1 ** nan, (-2.0) ** 3, 10.0 ** 308
for bad in ('(-8.0) ** 0.5', '10.0 ** 309', '0.0 ** -1', '1.0 // 0', 'inf % 0', '2.0 ** 10000', '1.0 << 1', '1e300 * 1e300 ** 2', 'pow(2.0, 2, 3)'):
    try:
        print bad, eval(bad)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError) as e:
        print bad, '->', type(e).__name__, e
print round(2.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1234.5678, -2), round(5, 1), round(1e300, 5), round(0.5, 0), round(-0.4), round(1e16 + 2), round(25, -1), round(1.005, 2), round(nan), round(-inf), round(5e-324, 400)
print abs(-0.0), -(0.0), 0.0 == -0.0, 1 == 1.0, 1 < 1.5, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 20 == 1e20, True == 1.0, 0.1 + 0.2 == 0.3, max(nan, 1), min(1, nan)
