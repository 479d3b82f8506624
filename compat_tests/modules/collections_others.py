# namedtuple, defaultdict, OrderedDict, Counter
from collections import namedtuple, defaultdict, OrderedDict, Counter
P = namedtuple('P', 'x y')
p = P(1, y=2)
print p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, P._make([3, 4]), p == (1, 2), P(*p), P.__doc__, p._asdict().keys()
for bad in (('P', 'a a'), ('P', 'class'), ('1P', 'a'), ('P', '_a'), ('P', ['a', 'b c']), ('P', '9')):
    try:
        namedtuple(*bad)
    except ValueError as e:
        print e
print namedtuple('R', 'a class a', rename=True)._fields
for call in ('P(1)', 'P(1, 2, 3)', 'P(1, z=2)', 'p._replace(z=1)', 'P._make([1])', 'p.z'):
    try:
        eval(call)
    except (TypeError, ValueError, AttributeError) as e:
        print call, '->', e
d = defaultdict(list); d['a'].append(1); d['a'].append(2); print d['a'], len(d), d.default_factory, 'z' in d, d.get('z'), repr(defaultdict(None, {1: 2})), d.copy() == d
try:
    defaultdict(None)['q']
except KeyError as e:
    print e
try:
    defaultdict(5)
except TypeError as e:
    print e
o = OrderedDict([('b', 1), ('a', 2)]); o['c'] = 3; o['b'] = 9; print o, o.keys(), o.popitem(), o.popitem(last=False), list(reversed(OrderedDict.fromkeys('xyz'))), OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict(a=1) == {'a': 1}
c = Counter('abracadabra'); print c.most_common(2)[0], c['a'], c['zz'], sorted(c.elements())[:6], sorted((c + Counter('aaa')).items())[0], sorted((c - Counter('aaaa')).items())[0], sum(c.values()), Counter(a=1, b=0) & Counter(a=3), Counter(a=1) | Counter(a=3), repr(Counter()), Counter('aa')
