# number literals of all bases and kinds
print 0x1F, 0XfF, 0o17, 0O7, 017, 0b101, 0B1, 0, 00, 1L, 0x10L, 0777L
print 1.5, .5, 5., 1e3, 1E-3, 1.5e+3, 0.1, 1e16, 1e22, 123456789.123456789
print 1j, 1.5J, 1e3j, 0x7fffffffffffffff, 0x8000000000000000, 9223372036854775808, -9223372036854775808
print type(9223372036854775807).__name__, type(9223372036854775808).__name__, 1e400, 1e-400, 09.5, 00.5, 01e1
for bad in ('08', '0x', '0b2', '1e', '0o8', '1_000', '1lL'):
    try:
        eval(bad)
    except SyntaxError as e:
        print bad, e.msg
