# types have the four order methods, so that functools.total_ordering finds them
import functools
print [hasattr(t, n) for t in (int, object, type, xrange) for n in ('__lt__', '__le__', '__gt__', '__ge__')]
print (int < str) != (int > str), int <= int, int >= int, int < int
print int.__lt__(3), type.__lt__(int, int)
class T(type): pass
class A(object): __metaclass__ = T
print sorted([A, int, A], key=lambda t: t.__name__)[0] is A, A <= A
