# float() of text
for s in ('1', '1.5', ' 2.5 ', '-1e5', '+.5', '5.', '1e-400', '1e400', 'inf', '-Infinity', 'NaN', '1_0', '', '.', 'e5', '1e', '0x1', '1 2', '1.5.5', 'infin', '\t1\n', '1e5000', '0' * 50 + '1', '1\0', '1d5', '2.2250738585072011e-308', '9007199254740993', '1e23', '8.5e-324'):
    try:
        print repr(s)[:20], repr(float(s))
    except ValueError as e:
        print repr(s)[:20], e
print float(u'1.5'), float(u'\u0661'), float(), float(5), float(10L ** 20), float(True)
for bad in ('float(None)', 'float([])', 'float("1", 2)', 'float(1j)'):
    try:
        eval(bad)
    except TypeError as e:
        print e
class F(object):
    def __float__(self):
        return 2.5
class G(object):
    def __float__(self):
        return 5
print float(F())
try:
    print float(G())
except TypeError as e:
    print e
