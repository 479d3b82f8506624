# slice objects: attributes, indices, comparison
s = slice(1, 10, 2)
print s, s.start, s.stop, s.step, slice(5), slice(1, 2), slice(None), s == slice(1, 10, 2), slice(1) < slice(2), s.indices(5), slice(None).indices(4), slice(-3, None).indices(10), slice(None, None, -1).indices(4), slice(10, 0, -3).indices(6), slice(-100, 100).indices(3), slice(3, 1).indices(5), slice(0, 10 ** 30).indices(5)
for bad in ('hash(s)', 's.indices()', 's.indices(-1)', 'slice()', 'slice(1, 2, 3, 4)', 'slice(1, 2, 0).indices(5)', 's.start = 5', 'slice("a").indices(5)', 's.indices("a")'):
    try:
        exec ('print %s' % bad if '=' not in bad else bad)
    except (TypeError, ValueError, AttributeError) as e:
        print bad, '->', type(e).__name__, e
print slice('a', 'b'), range(10)[s], 'abcdefghij'[s]
