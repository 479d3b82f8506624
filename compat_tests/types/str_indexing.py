# indexing, slicing, multiplication, comparison, iteration
s = 'hello'
print s[0], s[-1], s[1:3], s[:-1], s[::2], s[::-1], s[5:], s[10:20], s[3:1], s[-100:100], s[1::-1], s[-1:-4:-2], s[None:2], s[slice(1, 4, 2)], s[1L], repr(s[2:2])
print s * 2, 2 * s, s * 0, s * -1, 'a' * 3L, s + ' x', 'a' < 'b', 'a' < 'aa', 'Z' < 'a', 'a' == u'a', '' < 'a', '\xff' > '\x7f', list(s), sorted(s), max(s), len(s), reversed(s).next()
for bad in ('s[5]', 's[-6]', 's["a"]', 's[1.0]', 's[1:2:0]', 's * 1.5', 's + 5', 's * s', 's[0] = "x"', 'del s[0]', 's.x', 's["a":]', 's[1, 2]', 's * 10 ** 30', 's + None', 's - s'):
    try:
        exec ('print %s' % bad if '=' not in bad and 'del' not in bad else bad)
    except (IndexError, TypeError, AttributeError, OverflowError, MemoryError, ValueError) as e:
        print bad, '->', type(e).__name__, e
print s.__getslice__(1, 3), s.__contains__('e'), s.__len__(), s.__add__('!'), s.__mod__(()), s.__rmul__(2), s.__getitem__(-1)
