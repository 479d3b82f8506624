# long to and from text in every base, and to float with correct rounding
n = 123456789 ** 8
print n, -n, hex(n), oct(n), bin(n)[:40], int(hex(n)[:-1], 16) == n, int(oct(n)[:-1], 8) == n, int(bin(n), 2) == n, int(str(n)) == n
for base in range(2, 37):
    digits = ''
    m = n
    while m:
        m, r = divmod(m, base)
        digits = '0123456789abcdefghijklmnopqrstuvwxyz'[r] + digits
    if int(digits, base) != n or long('-' + digits.upper(), base) != -n:
        print 'base', base
print float(2 ** 53 + 1), float(2 ** 54 + 2), float(2 ** 54 + 6), float(-2 ** 1000), float(2 ** 1023 * 1.5) if 0 else '', float((2 ** 53 - 1) * 2 ** 971)
for v in (2 ** 1024, 2 ** 1024 - 2 ** 970, -(2 ** 1024)):
    try:
        print float(v)
    except OverflowError as e:
        print e
print 10 ** 22 / 10 ** 21.0, (10 ** 400) / (10 ** 399), long(1.5e300) == int('%.0f' % 1.5e300), int(-2.5), long(2.0 ** 70)
from operator import truediv
print truediv(10 ** 400, 10 ** 399), truediv(1, 10 ** 400), truediv(2 ** 53 + 1, 1), truediv(3 * 10 ** 30, 7 * 10 ** 29)
print '%x %o %X %#x %#o' % (n, n, n, n, n), '%d' % n, '%s' % -n, '%.0f' % n, '%e' % n, '%50d|%-50d|' % (n, n)
