import math, random
r = random.Random(7)
h = 0; cnt = 0
out = []
def rec(*a):
    out.append(repr(a))
def flt():
    k = r.randrange(9)
    if k == 0: return r.uniform(-10, 10)
    if k == 1: return r.uniform(-1, 1) * 10 ** r.randrange(-320, 300)
    if k == 2: return round(r.uniform(-1000, 1000), r.randrange(6))
    if k == 3: return float(r.randrange(-10**6, 10**6))
    if k == 4: return float(r.randrange(1 << 53))
    if k == 5: return r.randrange(-1000, 1000) / 2.0 ** r.randrange(12)
    if k == 6: return r.choice([0.0, -0.0, 0.5, 1.5, 2.5, 1e15, 1e16, 1e17, 9.995, 0.1, 1e-5, 9.5, 99.5, 999999.5, 1005.0, 5e-324, 1.7976931348623157e308, float('inf'), float('-inf'), float('nan'), 9999999999995.0, 2**62.0, 2**63.0, 2.0**64])
    if k == 7: return r.randrange(-10**7, 10**7) / 1000.0
    return r.uniform(0, 1) * 2.0 ** r.randrange(-80, 80)
for i in xrange(12):
    x = flt(); y = flt()
    p = r.randrange(0, 20)
    spec = '%' + r.choice(['', '', '+', ' ', '0', '-', '#', '0+', '-+', ' 0']) + r.choice(['', '', '5', '12', '30']) + r.choice(['', '.%d' % p, '.%d' % (p % 4)]) + r.choice('fegFEG')
    rec(x, spec, spec % x, repr(x), str(x), '%s' % x, '%r' % x, '%.2f' % x)
    if y != 0 and x - x == 0 and y - y == 0: rec(x % y, x // y, divmod(x, y), math.fmod(x, y))
    try: rec(x ** y)
    except Exception, e: rec(str(e))
    try: rec(x ** 2, x ** 0.5)
    except Exception, e: rec(str(e))
    try: rec(int(x), long(x))
    except Exception, e: rec(str(e))
    rec(hash(x))
    n = r.choice([0, 1, -1, 7, -42, 123456, -10**9, 2**62, -2**62, 2**63-1, -2**63, 10**25, -10**25, r.randrange(-10**6,10**6)])
    spec = '%' + r.choice(['', '', '+', ' ', '0', '-', '#', '0+', '-+', ' 0','#0']) + r.choice(['', '', '5', '12', '30']) + r.choice(['', '', '', '.%d' % p]) + r.choice('diuxXos')
    rec(spec, spec % n, spec % (n,), str(n), repr(n), int(str(n)), long(str(n)), float(n))
    f = r.choice(['{0}', '{}', '{0:5}', '{0:<8d}', '{0:+,}', '{0:08x}', '{0:e}', '{0:.3f}', '{0!r:>12}', '{a}{0}', '{0:^{1}}', '{0:n}', '{0:%}', '{{{0}}}', '{0:#o}', '{a:5}|{0:b}'])
    for v in (n, x, str(n), unicode(n)):
        try: rec(f, f.format(v, 20, a=1), unicode(f).format(v, 20, a=u'x'))
        except Exception, e: rec(f, v, str(e))
    s = r.choice(['%s', '%5s', '%-5s|', '%.2s', '%r', '%10r', '%s%%', '%d', '%c', '%(a)s', '%*d', '%5%', '%', '%s %s', '%y', '%ld', '%.*f', '%x', '%f', '%5.1f%s'])
    for v in (n, x, 'abc', u'a\xe9', None, (1, 2), ('ab', 3), (3, 4.5), {'a': 1}, [1, 'x', 2.5, None, u'z'], (u'x', 1), (1, u'x'), 'x\n', True, 65, (5, 3), ()):
        try: rec(s, s % v)
        except Exception, e: rec(s, v, type(e), str(e))
        try: rec(s, unicode(s) % v)
        except Exception, e: rec(s, v, type(e), str(e))
    t = r.choice(['12', ' 12 ', '-5', '+7', '1e5', '0x1f', '12L', '', 'abc', '1.5', '1_0', '99999999999999999999', '-9223372036854775808', '- 5', '--5', '1\0', u'12', u'\u0661', '1e400', 'nan', '-inf', '0012', '1.', '.5', '.'])
    for c in (int, long, float, str, bool, complex):
        try: rec(t, c(t))
        except Exception, e: rec(t, c, type(e), str(e))
for l in out: print l
