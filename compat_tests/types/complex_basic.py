# complex: arithmetic, parsing, repr, errors
z = 3 + 4j
print z, repr(z), abs(z), z.real, z.imag, z.conjugate(), -z, +z, z * z, z / (1 - 2j), z ** 2, z ** -1, z ** 0, z == 3 + 4j, z != 3, 1j * 1j, 2 + 0j == 2, hash(3 + 0j) == hash(3)
print complex(), complex(1), complex(1, 2), complex('1+2j'), complex(' -3j '), complex('(1-2j)'), complex('j'), complex('1e5'), complex(1j, 2j), complex('nan+infj'), complex(u'1+1j')
print 1j, -1j, 0j, -0j, complex(-0.0, -0.0), 1e20j, complex(0, -0.0), complex(1.5, float('nan')), complex(float('inf'), -1), str(0.1 + 0.1j), (1+2j).__repr__(), -1.5 - 2.5j
for bad in ('complex("")', 'complex("1+")', 'complex("1 + 2j")', 'complex("a")', 'complex("1", 2)', 'complex(1, "2")', 'complex([])', 'int(1j)', 'float(1j)', '1j < 2j', '1j // 2', '1j % 2', 'divmod(1j, 1)', '1j / 0', '(1j).real.x', 'z.real = 1', '0j ** -1', '0j ** 1j', 'complex("1j1")', 'pow(1j, 2, 3)', 'complex("nanj nan")'):
    try:
        print bad, eval(bad)
    except (ValueError, TypeError, ZeroDivisionError, AttributeError, SyntaxError) as e:
        print bad, '->', type(e).__name__, e
print format(z, ''), format(z, '.2f'), '{0:10}|{0:<12.1e}|{1:,}'.format(z, 12345 + 1j), '%s %r' % (z, z)
class C(object):
    def __complex__(self):
        return 5j
print complex(C()), complex(C(), 1), sum([1j, 2]), 1j + 1L, 1j - 0.5, cmp(1j, 1j)
