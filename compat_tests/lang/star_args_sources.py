# Where *args and **kwargs may come from.


def f(*args, **kwargs):
    return args, sorted(kwargs.items())


t, d = (1, 2), {'a': 1, 'b': 2}
print f(*t), f(*[3, 4.5]), f(*[1, 2, 3]), f(0, *t, **d), f(**d), f(c=3, **d), f(*iter('xy')), f(*[]), f(*(), **{})
print f(*xrange(3)), f(*set([1])), f(*'ab'), max(*[3, 1, 2]), dict(**d) == d, '{a}{0}'.format(*t, **d)
for call in 'f(a=1, **d)', 'f(**{1: 2})', 'f(*3)', 'f(**3)', 'len(*t)', 'len(**d)':
    try:
        print call, eval(call)
    except TypeError, e:
        print call, '->', e
