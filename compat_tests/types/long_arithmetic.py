# long arithmetic: all operators, signs, mixed types
a, b = 10 ** 30, -7 * 10 ** 15
print a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, -a, +a, abs(b), ~a
print divmod(-a, b), divmod(a, -b), divmod(-a, 7), -a % 7, a % -7
print a & 0xffffffffffffffffffff, a | 1, a ^ a, -a & 0xff, -a | 0xff, -a ^ 0xff, a >> 60, -a >> 60, a << 5, 1L << 200 >> 199
print pow(a, 50, 10 ** 9 + 7), pow(3L, -2), pow(2, 200), pow(-2L, 3), 2L ** 0.5
print a == 1e30, a < 1e31, a > float('-inf'), 2 ** 53 + 1 == float(2 ** 53 + 1), 2 ** 53 + 1 > 2.0 ** 53, 10L == 10, 10L == 10.0, cmp(10L, 9)
print type(5L + 1).__name__, type(5L * 1.0).__name__, 5L + 1j, long(5), long('123', 8), long(1e25), long('0x1f', 0), long(' 5 '), long('5L') if 0 else long()
print repr(5L), str(5L), `10L ** 20`, [1L], (2L,), '%d %s %r' % (3L, 3L, 3L), hex(255L), oct(8L), bin(5L), hex(-10 ** 20), (2 ** 70).bit_length()
for bad in ('long("x")', 'long("5L", 5)', 'long("")', '1L << -1', 'a << (1L << 70)', '10 ** 400 * 1.0', 'float(10 ** 400)', 'int(1e400)', '5L % 0', 'long("1", 99)', 'long(1j)', '10 ** 400 / 1.5', 'a[0]'):
    try:
        print bad, eval(bad)
    except (ValueError, TypeError, OverflowError, MemoryError, ZeroDivisionError) as e:
        print bad, '->', type(e).__name__, e
