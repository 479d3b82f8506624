# map, filter and zip with all kinds of arguments
print map(None, [1, 2], 'a'), map(lambda *a: a, [1], [2, 3]), map(str, (1, 2)), map(None, 'ab')
print filter(None, [0, 1, '', 'a']), filter(lambda c: c > 'a', 'abc'), filter(lambda x: x, (0, 1)), filter(str.isalpha, 'a1b'), filter(None, u'ab')
print zip(), zip([1]), zip([1, 2], 'ab', (3, 4, 5)), zip(*[(1, 2), (3, 4)])
for bad in ('map(None)', 'map()', 'zip(5)', 'filter(None, 5)', 'map(len, 5)', 'filter(None)', 'zip([1], 5)'):
    try:
        print eval(bad)
    except TypeError as e:
        print e
class S(str):
    def __getitem__(self, i):
        return 'z'
print filter(None, S('ab'))
