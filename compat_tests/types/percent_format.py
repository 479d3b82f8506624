# % formatting: every conversion, flag, width and precision
print '%d %i %u' % (1, -2, 3), '%5d|%-5d|%05d|%+d|% d' % (42, 42, 42, 42, 42), '%.3d' % 5, '%8.3d|' % 5, '%-8.3d|' % -5, '%ld %hd' % (1, 2), '%d' % 3.99, '%d' % -3.99, '%d' % 10 ** 20, '%d' % True
print '%x %X %o %#x %#X %#o' % (255, 255, 8, 255, 255, 8), '%x' % -255, '%08x' % 255, '%#010x' % 255, '%#.5x' % 255, '%#o' % 0, '%x' % 2 ** 70, '%o' % -9
print '%e %E %f %F %g %G' % (1234.5, 1234.5, 1234.5, 1234.5, 1234.5, 1e-10), '%.2f' % 2.675, '%.0f' % 0.5, '%.0f' % 1.5, '%10.2f|%-10.2f|%010.2f' % (3.14159, 3.14159, -3.14159), '%+.1e' % 12345, '%g' % 1e6, '%g' % 1e5, '%g' % 123456789, '%.3g' % 0.00001234, '%#g' % 1.0, '%#.0f' % 1, '%f' % 1e50, '%.50f' % 0.1, '%g' % 100000, '%g' % 0.0001
print '%f %F %e %g %5.1f|%05f' % tuple([float('nan')] * 6), '%f %F %+f %010f' % tuple([float('inf')] * 4), '%.400f' % 1.0 == '1.' + '0' * 400
print '%s %r' % ('a', 'a'), '%5s|%-5s|%.2s|%5.1s|' % ('abc', 'abc', 'abc', 'abc'), '%c%c' % ('a', 98), '%3c|%-3c|' % ('x', 'y'), '%%', '%5%|' % (), '%s' % None, '%s' % [1], '%s' % ((1,),), '%r' % (u'\xe9',), '%s' % u'\xe9' == u'\xe9'
print '%(a)s %(b)d %(a)r' % {'a': 'x', 'b': 5, 'c': 0}, '%(a b)s' % {'a b': 1}, '%()s' % {'': 'e'}, '%(x(y))s' % {'x(y)': 2}, '%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 3.14159), '%*s' % (-5, 'a') + '|', '%s' % {'a': 1}, 'no args' % {}, 'x' % []
for fmt, args in (('%d', 'a'), ('%d %d', 1), ('%d', (1, 2)), ('%', 1), ('%z', 1), ('%s %s', ('a',)), ('%c', 256), ('%c', 'ab'), ('%c', -1), ('%(a)s', 1), ('%(a)s', {}), ('%(a', {'a': 1}), ('abc', 1), ('%f', 'x'), ('%x', 1.5), ('%x', 'a'), ('%*d', ('a', 1)), ('%e', None), ('%d', None), ('%c', 1.5), ('%.*f', (1.5, 2)), ('%d', float('nan')), ('%d', float('inf')), ('%l', 1), ('%.', 1), ('%5', 1), ('%i', 1j), ('%c', None), ('%(a)d %d', {'a': 1})):
    try:
        print repr(fmt % args)
    except (TypeError, ValueError, KeyError, OverflowError) as e:
        print fmt, '->', type(e).__name__, e
class D(object):
    def __getitem__(self, k):
        return k * 2
print '%(k)s' % D(), '%s' % D().__class__.__name__
class O(object):
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __index__(self): return 9
print '%s %r %d %f %s' % (O(), O(), O(), O(), [O()])
