# dict methods, with one key so that order plays no part
d = {'a': 1}
print d, d['a'], d.get('a'), d.get('b'), d.get('b', 5), d.has_key('a'), 'a' in d, 'b' in d, len(d), d.keys(), d.values(), d.items(), list(d), list(d.iterkeys()), list(d.itervalues()), list(d.iteritems())
print d.setdefault('a', 9), d.setdefault('b', 2), sorted(d.items()), d.pop('b'), d.pop('z', 'dflt'), d.popitem(), d, d.copy() is d
print dict(), dict(a=1), dict([('a', 1)]), dict({'a': 1}), dict([['x', 'y']]), dict(['ab']), dict({'a': 1}, a=2), dict.fromkeys('a'), dict.fromkeys([1], 'v'), dict(((1, 2),)), {1: 'a', 1.0: 'b', True: 'c'}
d = {1: 2}
d.update({3: 4}); d.update([(5, 6)], x=7); d.update(); d.update(y=8); print sorted(d.items(), key=str)
d.clear(); print d, {} == {}, {1: 2} == {1.0: 2L}, {1: 2} != {1: 3}, {1: 2} < {1: 3}, {} < {1: 1}, cmp({1: 2}, {1: 2}), {1: {2: 3}}, not {}
for bad in ('{}["x"]', '{}[1, 2]', '{}.pop("x")', '{}.popitem()', '{[]: 1}', '{}[[]]', 'dict(5)', 'dict([1])', 'dict([(1, 2, 3)])', 'dict("ab", 5)', '{}.pop()', '{}.update(5)', '{}.update([5])', '{}.get()', 'dict(["abc"])', '{}.fromkeys(5)', 'dict(**{1: 2})', '{}.update({}, {})', '[] in {}', '{}.has_key([])', '{}.setdefault()', 'dict.fromkeys()', '{} + {}', '{1: 2}.x', 'del {}["q"]'):
    try:
        exec (bad if bad.startswith('del') else 'print bad, %s' % bad)
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        print '->', type(e).__name__, e
d = {}
d['self'] = d
print d, repr(d)
