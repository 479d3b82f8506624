# D1: `is` on int, long, float and complex compares values of the same exact type
x = 10 ** 5
y = x + 1
print y is x + 1, 1.5 * x is 1.5 * x, 10L ** 30 is 10L ** 30, 1j * x is 1j * x
f, z = 0.0, -0.0
nan = float('nan')
print f is z, f == z, nan is float('nan'), nan is nan
one, lone, true = 1, 1L, True
print one is lone, one is true, one is 1.0, lone is 1L, 0 is False
class I(int): pass
a, b = I(5), I(5)
print a is b, a is 5, a is a
print complex(1, 0.0) is complex(1, -0.0), int('1234567') is int('1234567'), [1, 10 ** 6][1] is 10 ** 6
print 'ab' * n is 'ab' * n if False else 'skip'
