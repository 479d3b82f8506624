# type(name, bases, dict), __name__, __bases__ changes and their limits
A = type('A', (object,), {'x': 1, '__doc__': 'd'})
print A, A().x, A.__doc__
A.__name__ = 'Renamed'
print A.__name__
class B(object):
    y = 2
class C(A): pass
c = C()
C.__bases__ = (B,)
print c.y, hasattr(c, 'x'), C.__mro__[1].__name__
for bad in ('C.__bases__ = ()', 'C.__bases__ = (C,)', 'C.__bases__ = (int,)', 'A.__name__ = 5', 'type("X", 5, {})',
            'type("X", (), 5)', 'type("X", (5,), {})', 'type()', 'type(1, 2)', 'class X(bool): pass', 'class X(type(None)): pass'):
    try:
        exec bad
        print bad, 'ok'
    except (TypeError, ValueError, AttributeError) as e:
        print bad, '->', e
