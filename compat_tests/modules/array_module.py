# array: types, methods, slices, errors
from array import array
a = array('i', [1, 2, 3])
a.append(4); a.extend([5]); a.extend(array('i', [6])); a.insert(0, 0); print a, a.typecode, a.itemsize, len(a), a[1], a[-1], a[1:3], a[::-2], a.pop(), a.pop(0), a.index(3), a.count(3), 3 in a, a + array('i', [9]), a * 2, a == array('i', list(a)), a < array('i', [9]), a.tolist(), repr(a.tostring())[:10], a.buffer_info()[1], a.__class__.__name__
a.reverse(); a.remove(3); a[0] = 100; a[1:2] = array('i', [7, 8]); del a[0]; print a
print array('c', 'abc'), array('u', u'a\u20ac'), array('d', [1.5]), array('b', 'ab'), array('B', [255]), array('f', [0.5]), array('L', [2 ** 63]), array('i'), array('c', 'abc').tostring(), array('u', u'ab').tounicode(), array('h', '\1\0\2\0'), list(array('H', [1])), array('d', (x for x in (1, 2)))
b = array('h'); b.fromstring('\1\0\2\0'); b.fromlist([3]); b.byteswap(); print b
for e in ('array("z")', 'array("i", "a")', 'array("i", [1.5])', 'array("b", [200])', 'array("B", [-1])', 'array("i", ["a"])', 'array("c", ["ab"])', 'array("i").pop()', 'array("i", [1])[5]', 'array("i", [1]) + [1]', 'array("i", [1]).remove(5)', 'array("i").fromstring("abc")', 'array()', 'array("ii")', 'array("i", 5)', 'array("i", [1]).index(2)', 'array("h", [70000])', 'array("i").append("x")', 'array("i", [2 ** 40])', 'hash(array("i"))', 'array("i", [1]).extend(array("h", [1]))', 'array("u", "abc")', 'a.__setitem__(slice(0, 1), [1])', 'array("d", ["x"])', 'array("I", [-1])'):
    try:
        print e, eval(e)
    except (TypeError, ValueError, OverflowError, IndexError) as x:
        print e, '->', type(x).__name__, x
