# what __pypy__ says of how containers hold their contents, and how they widen
try:
    from __pypy__ import strategy
except ImportError:
    # Elsewhere: the names that the module documents.
    strategy = None

def show(container, name):
    print type(container).__name__, name if strategy is None else strategy(container)

class Plain(object):
    pass

class Equal(object):
    def __eq__(self, other):
        return self is other
    def __hash__(self):
        return 1

plain = Plain()

# lists
show([], 'EmptyListStrategy')
show(range(10), 'SimpleRangeListStrategy')
show([1, 2], 'IntegerListStrategy')
show([1.5], 'FloatListStrategy')
show(['a'], 'BytesListStrategy')
show([u'a'], 'UnicodeListStrategy')
show([None], 'ObjectListStrategy')
show([1, 'a'], 'ObjectListStrategy')
l = range(5)
l.append(9)
show(l, 'IntegerListStrategy')
l.append('x')
show(l, 'ObjectListStrategy')
print l
l = ['a', 'b']
l[0] = u'a'
show(l, 'ObjectListStrategy')
l = [1.5, 2.5]
l.extend([3.5])
show(l, 'FloatListStrategy')
l += [4]
show(l, 'ObjectListStrategy')
print l

# dicts
show({}, 'EmptyDictStrategy')
show({1: 'a'}, 'IntDictStrategy')
show({'a': 1}, 'BytesDictStrategy')
show({u'a': 1}, 'UnicodeDictStrategy')
show({plain: 1}, 'IdentityDictStrategy')
show({Equal(): 1}, 'ObjectDictStrategy')
show({(1, 2): 1}, 'ObjectDictStrategy')
show({None: 1}, 'ObjectDictStrategy')
show(dict(a=1), 'BytesDictStrategy')
def named(**names):
    show(names, 'KwargsDictStrategy')
    return names
d = named(a=1, b=2)
d[1] = 2
show(d, 'ObjectDictStrategy')
print sorted(d.items(), key=str)
d.clear()
show(d, 'EmptyDictStrategy')
d = {1: 1}
d['a'] = 1
show(d, 'ObjectDictStrategy')
d = {'a': 1}
d[u'b'] = 2
show(d, 'ObjectDictStrategy')
d = {plain: 1}
d[1] = plain
show(d, 'ObjectDictStrategy')
print d[plain], d[1] is plain
plain.x = 1
show(plain.__dict__, 'MapDictStrategy')
plain.__dict__[1] = 2
show(plain.__dict__, 'ObjectDictStrategy')
print plain.x, sorted(plain.__dict__.items(), key=str)
show(globals(), 'ModuleDictStrategy')

# sets
show(set(), 'EmptySetStrategy')
show(set([1]), 'IntegerSetStrategy')
show(set('ab'), 'BytesSetStrategy')
show(set(u'ab'), 'UnicodeSetStrategy')
show(set([Plain()]), 'IdentitySetStrategy')
show(set([Equal()]), 'ObjectSetStrategy')
show(frozenset([1.5]), 'ObjectSetStrategy')
s = set([1, 2])
s.add('a')
show(s, 'ObjectSetStrategy')
s.clear()
show(s, 'EmptySetStrategy')

if strategy is None:
    print 'expecting dict or list or set object'
else:
    try:
        strategy(1)
    except TypeError as e:
        print e
