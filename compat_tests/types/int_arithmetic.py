# int arithmetic and its overflow into long
import sys
m = sys.maxint
print m + 1, type(m + 1).__name__, -m - 1, type(-m - 1).__name__, -m - 2, (-m - 1) / -1, abs(-m - 1), -(-m - 1), m * m, m * 2, type(m * 1).__name__
print 3 ** 40, type(3 ** 39).__name__, type(3 ** 40).__name__, 2 ** 62, type(2 ** 62).__name__, 2 ** 63, (-2) ** 63, type((-2) ** 63).__name__
print 1 << 62, 1 << 63, type(1 << 63).__name__, -1 << 63, 1 << 100, m >> 62, -1 >> 100, 5 >> 70, 0 << 1000, -5 >> 1, -5 & 3, -5 | 3, -5 ^ 3, ~5
print 7 % 3, -7 % 3, 7 % -3, -7 % -3, 2 ** -2, 0 ** 0, pow(3, 100, 7), pow(-3, 3, 5), pow(3, 3, -5), pow(2, 0, 1)
for bad in ('1 << -1', '1 >> -1', '1 + "a"', '"a" + 1', '1 << 2.0', '1 & 1.5', '~1.5', '1 + None', 'm << 10 ** 10 if 0 else 1 << None'):
    try:
        print eval(bad)
    except (ValueError, TypeError) as e:
        print bad, '->', type(e).__name__, e
print m == m + 0L, m < m + 1, cmp(m, m + 1), -m - 1 < -m
print 10 ** 18 * 10 ** 18 / 10 ** 18 == 10 ** 18, type(10 ** 18 * 10 / 10).__name__
