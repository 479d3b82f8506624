# pickle and cPickle: all protocols, shared references, classes, errors
import pickle, cPickle
class A(object):
    def __init__(self): self.x = 1
    def __eq__(self, o): return self.__dict__ == o.__dict__
class Old:
    def __init__(self): self.y = 2
    def __eq__(self, o): return self.__dict__ == o.__dict__
class S(object):
    def __getstate__(self): return 'state'
    def __setstate__(self, s): self.s = s
class L(list): pass
values = [None, True, 1, -1, 255, 256, 65536, 2 ** 31, 2 ** 40, 10 ** 30, -10 ** 30, 1.5, float('inf'), 1j, '', 'abc', 'a\nb\'"\\', 'x' * 300, u'', u'\u20ac\n\\', (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1, [2]], {}, {'a': {'b': 1}}, set([1]), frozenset([2]), len, int, A, A(), Old(), xrange(3), bytearray('x'), ValueError('v', 1).args, Ellipsis if 0 else 0]
for mod in pickle, cPickle:
    for proto in 0, 1, 2, -1:
        for v in values:
            w = mod.loads(mod.dumps(v, proto))
            if not (w == v and type(w) is type(v)) and not isinstance(v, xrange):
                print mod.__name__, proto, v, w
        assert pickle.loads(cPickle.dumps(values[:-5], proto))[:5] == values[:5]
    x = [1]; y = mod.loads(mod.dumps([x, x])); print y[0] is y[1],
    r = []; r.append(r); z = mod.loads(mod.dumps(r, 2)); print z[0] is z, mod.loads(mod.dumps(S())).s,
    l = L([1]); l.a = 1; m = mod.loads(mod.dumps(l, 2)); print m, m.a, type(m).__name__
    for bad in (lambda: 0, iter([]), open('/dev/null'), type('Local', (), {})()):
        try:
            mod.dumps(bad, 2)
            print 'dumped', type(bad).__name__
        except (TypeError, pickle.PicklingError, cPickle.PicklingError) as e:
            print type(e).__name__,
    print
    for bad in ('', 'garbage', '(', 'cno_such_mod\nx\n.', 'i', '\x80\x09.'):
        try:
            mod.loads(bad)
            print 'loaded', repr(bad)
        except Exception as e:
            print type(e).__name__,
    print
print repr(pickle.dumps([1, 'a', None, (2.5, u'\xe9')], 0)), repr(pickle.dumps([1, 'a', None, (2.5, u'\xe9'), 10 ** 20], 2)), repr(cPickle.dumps(values[21], 1))
import StringIO
f = StringIO.StringIO(); p = pickle.Pickler(f, 2); p.dump(1); p.dump('two'); f.seek(0); u = pickle.Unpickler(f); print u.load(), u.load()
