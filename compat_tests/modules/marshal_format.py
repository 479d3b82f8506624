import marshal

for value in [None, 1, -2 ** 31 - 1, 2 ** 70, -2 ** 70, 1.5, 2j, 'abc', u'\u20ac', (1, [2]), {1: 2}, True, Ellipsis, set([1]),
              frozenset(), StopIteration, bytearray('b')]:
    for version in (0, 1, 2):
        print version, repr(marshal.dumps(value, version))
    print repr(marshal.loads(marshal.dumps(value)))
for bad in ['', 'l\1\0\0\0', 's\2\0\0\0a', 'R\0\0\0\0', '(\1\0\0\0000', '?', '[\xff\xff\xff\xff', '0', 'f\3abc']:
    try:
        print marshal.loads(bad)
    except (EOFError, ValueError, TypeError), error:
        print type(error).__name__, error
nested = []
for i in range(3000):
    nested = [nested]
try:
    marshal.dumps(nested)
except ValueError, error:
    print error


def add(a, b=2):
    def inner():
        return a + b
    return inner()


code = marshal.loads(marshal.dumps(add.func_code))
print code.co_name, code.co_varnames
print type(add)(code, globals(), 'again', (5,))(1)
