# object.__format__ and format() of other types
class O(object):
    def __str__(self):
        return 'ostr'
print format(O()), format(O(), ''), '{0}'.format([1]), format((1,), ''), format(None, ''), format({}, '')
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print format(O(), '>6'), [str(x.message) for x in w]
for bad in ('format(1, 2)', 'format()', 'format(1, "s")', 'format("a", "d")', 'format(1.5, "d")', 'format(O(), 5)', 'format(u"a", "d")', 'format(5, ".2")', 'format(1j, "=5")', 'format(1j, "05")', 'format(1j, "%")'):
    try:
        print eval(bad)
    except (TypeError, ValueError) as e:
        print bad, '->', e
print format(5, u'3'), type(format(5, u'3')).__name__, format(2 ** 40, ','), format(-1234.5, ',.1f'), format(1234, ',d'), format(255, '#06x'), format(-255, '#b'), format(3, '<#6x') + '|', format(10, '^#8o') + '|', format(1e10, ','), format(0, ','), format(999, ','), format(1000, '08,'), format(-5, '=6d'), format(1.5, '*=8')
