# functools: partial, wraps, total_ordering, cmp_to_key, reduce
import functools
p = functools.partial(int, base=2)
print p('101'), p.func is int, p.args, p.keywords, functools.partial(max, 5)(3), functools.partial(dict, a=1)(b=2) == {'a': 1, 'b': 2}, functools.reduce(lambda a, b: a + b, 'abc')
p.attr = 1; print p.attr, p.__dict__
@functools.wraps(len)
def f(): pass
print f.__name__, f.__doc__ == len.__doc__, functools.WRAPPER_ASSIGNMENTS
@functools.total_ordering
class T(object):
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print T(1) <= T(1), T(2) > T(1), T(2) >= T(3), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))
for e in ('functools.partial()', 'functools.partial(5)', 'functools.total_ordering(int)' if 0 else 'functools.partial(len)(1, 2)'):
    try:
        eval(e)
    except TypeError as x:
        print x
try:
    functools.total_ordering(type('E', (object,), {}))
except ValueError as e:
    print e
