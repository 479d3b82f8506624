import cPickle
import cStringIO
import copy_reg


class New(object):
    def __init__(self, x):
        self.x = x


class Old:
    def __init__(self, x):
        self.x = x


class Args(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


class State(object):
    def __getstate__(self):
        return {'seen': True}

    def __setstate__(self, state):
        self.state = state


class Slots(object):
    __slots__ = ['a']


shared = ['shared']
values = [None, True, 1, -1, 300, 70000, 2 ** 31, 2 ** 70, -2 ** 70, 0L, 1.5, 'text', 'a\nb\'', u'\u20ac\n\\', (), (1,), (1, 2), (1, 2, 3),
          (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2}, set([1]), frozenset('a'), 1j, len, list, Old, New, KeyError, [shared, shared]]
for protocol in 0, 1, 2:
    for value in values:
        data = cPickle.dumps(value, protocol)
        back = cPickle.loads(data)
        print type(back).__name__, back == value,
    print
    back = cPickle.loads(cPickle.dumps([shared, shared], protocol))
    print back[0] is back[1]
    loop = []
    loop.append(loop)
    back = cPickle.loads(cPickle.dumps(loop, protocol))
    print back[0] is back
    print cPickle.loads(cPickle.dumps(New([1]), protocol)).x, cPickle.loads(cPickle.dumps(Old([1]), protocol)).x
    print cPickle.loads(cPickle.dumps(State(), protocol)).state
    if protocol == 2:
        slots = Slots()
        slots.a = 5
        print cPickle.loads(cPickle.dumps(slots, 2)).a, cPickle.loads(cPickle.dumps(Args(1, 2), 2))
stream = cStringIO.StringIO()
pickler = cPickle.Pickler(stream, 2)
pickler.persistent_id = lambda value: 'id' if value is shared else None
pickler.dump([shared, 1])
pickler.dump('second')
stream.seek(0)
unpickler = cPickle.Unpickler(stream)
unpickler.persistent_load = lambda name: 'loaded ' + name
print unpickler.load(), unpickler.load()
for bad in ['', '.', 'N', 'R', 'z.', "Sabc\n.", '}(Nu', 'cno_such_module\nx\n.', 'g5\n.', '\x80\x05.']:
    try:
        print cPickle.loads(bad)
    except Exception, error:
        print type(error).__name__, error
for bad in [lambda: 0, iter([])]:
    try:
        cPickle.dumps(bad)
    except (cPickle.PicklingError, TypeError), error:
        print type(error).__name__, error
copy_reg.add_extension(__name__, 'New', 200)
data = cPickle.dumps(New, 2)
print repr(data), cPickle.loads(data) is New
try:
    cPickle.dumps(1, 3)
except ValueError, error:
    print error
