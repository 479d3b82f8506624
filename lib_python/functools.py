"""Tools for functions that take or return functions."""

from _functools import partial, reduce

# what update_wrapper() copies, and what it merges
WRAPPER_ASSIGNMENTS = '__module__', '__name__', '__doc__'
WRAPPER_UPDATES = '__dict__',


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like the function it wraps, and return it.

    The attributes named in `assigned` are copied, those in `updated` are dictionaries to merge.
    """
    for name in assigned:
        setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        target = getattr(wrapper, name)
        target.update(getattr(wrapped, name, {}))
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that applies update_wrapper() to the wrapper below it."""
    options = {'wrapped': wrapped, 'assigned': assigned, 'updated': updated}
    return partial(update_wrapper, **options)


# For each comparison a class may define, in the order of preference, how the others follow from it.
_ORDERINGS = (
    ('__lt__', (lambda a, b: not a < b, '__ge__'), (lambda a, b: a < b or a == b, '__le__'),
     (lambda a, b: not (a < b or a == b), '__gt__')),
    ('__le__', (lambda a, b: not a <= b, '__gt__'), (lambda a, b: a <= b and not a == b, '__lt__'),
     (lambda a, b: not a <= b or a == b, '__ge__')),
    ('__gt__', (lambda a, b: not a > b, '__le__'), (lambda a, b: a > b or a == b, '__ge__'),
     (lambda a, b: not (a > b or a == b), '__lt__')),
    ('__ge__', (lambda a, b: not a >= b, '__lt__'), (lambda a, b: a >= b and not a == b, '__gt__'),
     (lambda a, b: not a >= b or a == b, '__le__')),
)


def total_ordering(cls):
    """A class decorator that adds the comparisons missing beside the one the class defines."""
    present = set(dir(cls))
    for derived in _ORDERINGS:
        if derived[0] in present:
            break
    else:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for rule, name in derived[1:] + ((lambda a, b: not a == b, '__ne__'),):
        if name not in present:
            method = type(rule)(rule.func_code, rule.func_globals, name)
            method.__doc__ = getattr(int, name).__doc__
            setattr(cls, name, method)
    return cls


def cmp_to_key(mycmp):
    """Turn a comparison function of two arguments into a key function for sorting."""

    class K(object):
        __slots__ = ['obj']

        def __init__(self, obj, *args):
            self.obj = obj

        def __hash__(self):
            raise TypeError('hash not implemented')

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __ne__(self, other):
            return mycmp(self.obj, other.obj) != 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

    return K
