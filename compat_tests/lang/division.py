# / // % divmod for all sign combinations; true division with the future import
for a in (7, -7):
    for b in (2, -2):
        print a / b, a // b, a % b, divmod(a, b), a / float(b), a // float(b), a % float(b), divmod(a, float(b))
ns = {}
exec 'from __future__ import division\nr = 7 / 2, 7 // 2, -7 / 2\nx = 8\nx /= 3' in ns
print ns['r'], ns['x']
for e in ('1 / 0', '1 // 0', '1 % 0', '1.0 / 0', '1.0 // 0', '1.0 % 0', '1L / 0', '1L % 0L', 'divmod(1, 0)', 'divmod(1.0, 0)',
          '1j / 0', '0 ** -1', '0.0 ** -1', '0L ** -1', '1j // 1', '5j % 0', '1 / 0.0', 'pow(2, 3, 0)', 'pow(2, -1, 3)',
          'pow(2.0, 3, 5)', '0j ** -1'):
    try:
        print e, eval(e)
    except (ZeroDivisionError, ValueError, TypeError) as x:
        print e, '->', type(x).__name__, x
