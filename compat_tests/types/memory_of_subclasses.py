# instances of subclasses of built-in types with attributes, slots and weak references
import weakref
for base, args in ((int, (5,)), (long, (5,)), (float, (1.5,)), (complex, (1j,)), (str, ('s',)), (unicode, (u'u',)), (list, ([1],)), (tuple, ((1,),)), (dict, ({1: 2},)), (set, ([1],)), (frozenset, ([1],)), (bytearray, ('b',)), (object, ()), (file, ('/dev/null',)), (Exception, ('e',)), (property, ()), (type, ('T', (), {})), (staticmethod, (len,)), (xrange, (3,)), (bool, (1,)), (slice, (1,)), (type(None), ()), (type(len), ())):
    try:
        S = type('S', (base,), {'extra': lambda self: 'extra'})
        s = S(*args)
        s.attr = 7
        print base.__name__, s.attr, s.extra() if base is not type else '', isinstance(s, base), s.__class__.__name__, weakref.ref(s)() is s
    except TypeError as e:
        print base.__name__, 'TypeError', e
