# memoryview and buffer
m = memoryview('abcdef')
print m[0], m[1:3].tobytes(), m.tolist(), len(m), m.format, m.itemsize, m.ndim, m.shape, m.strides, m.readonly, m == 'abcdef', m[-1], m[::1].tobytes(), m != buffer('x'), list(m)
b = bytearray('hello')
w = memoryview(b)
w[0] = 'J'
w[1:3] = 'XY'
print b, w.readonly, w.tobytes()
for bad in ('m[0] = "x"', 'w[0] = 5', 'w[0:2] = "abc"', 'm[10]', 'memoryview(u"a")', 'memoryview(5)', 'm["a"]', 'w[0] = "ab"', 'm[::2].x', 'm < m', 'del w[0]', 'hash(w)', 'memoryview()', 'm[::2].tobytes() + 1'):
    try:
        exec bad
        print bad, 'fine'
    except (TypeError, IndexError, ValueError, AttributeError, BufferError, NotImplementedError) as e:
        print bad, '->', type(e).__name__, e
x = buffer('abcdef', 1)
print x, len(x), x[0], x[1:3], x * 2, x + 'z', repr(buffer('q', 0, 1))[:9], buffer('abc') < buffer('abd'), hash(buffer('abc')) == hash('abc'), str(buffer(u'a'))[0], buffer(buffer('abc'), 1, 1)
for bad in ('buffer(5)', 'buffer("a", -1)', 'buffer("a", 0, -5)', 'x[9]', 'x[0] = "a"', 'buffer()'):
    try:
        exec bad
        print bad, 'fine'
    except (TypeError, IndexError, ValueError) as e:
        print bad, '->', type(e).__name__, e
