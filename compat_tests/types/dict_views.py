# viewkeys, viewvalues, viewitems: live, set operations, repr
d = {'a': 1}
k, v, i = d.viewkeys(), d.viewvalues(), d.viewitems()
print k, v, i, len(k), 'a' in k, ('a', 1) in i, ('a', 2) in i, 1 in v, list(k), list(v), list(i)
d['b'] = 2
print len(k), len(v), len(i), sorted(k), sorted(i), sorted(k & ['a', 'z']), sorted(k | {'c'}), sorted(k - {'a'}), sorted(k ^ {'a', 'q'}), k == {'a', 'b'}, k < {'a', 'b', 'c'}, i >= {('a', 1)}, k != {'a'}, k.isdisjoint(['x']) if hasattr(k, 'isdisjoint') else True
print sorted(i & [('a', 1), ('b', 5)]), type(k & k).__name__, k == d.viewkeys(), v == d.viewvalues()
for bad in ('hash(k)', 'k + k', 'k & 5', 'k[0]', 'k.add(1)', 'iter(k).next().x'):
    try:
        eval(bad)
    except (TypeError, AttributeError) as e:
        print type(e).__name__, e
