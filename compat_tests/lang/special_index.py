# __index__ in subscripts, slices, range, multiplication and operator.index
import operator
class I(object):
    def __init__(self, v):
        self.v = v
    def __index__(self):
        return self.v
i = I(2)
print range(5)[i], 'abcdef'[i:I(4)], (1, 2, 3)[i], operator.index(i), [0] * i, 'ab' * i, hex(i) if hasattr(I, '__hex__') else 'nohex', bin(i), u'abc'[i], bytearray('abc')[i], [1, 2, 3, 4][::i], slice(None, i).indices(10), xrange(10)[i]
class B(object):
    def __index__(self):
        return 'x'
for e in ('[1][B()]', 'operator.index(B())', '[1] * B()', '[1][I(2 ** 70)]', '"a" * I(2 ** 70)', '[1][B():]', 'range(I(3))', 'operator.index(1.5)', '[1, 2][I(-1)]', 'chr(I(65))'):
    try:
        print e, eval(e)
    except (TypeError, IndexError, OverflowError, ValueError) as x:
        print e, '->', type(x).__name__, x
