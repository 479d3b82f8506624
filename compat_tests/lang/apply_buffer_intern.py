# older built-ins: apply, buffer, intern, coerce, reduce, cmp
print apply(max, (1, 3, 2)), apply(dict, (), {'a': 1})
b = buffer('abcdef', 2, 3)
print str(b), len(b), b[0], b[1:], b + 'x', b == buffer('cde')
print intern('abc') is intern('ab' + 'c'), coerce(1, 2.5), coerce(1L, 2), coerce(1j, 1)
print reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 'init'), reduce(lambda a, b: a, [5])
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print e
print cmp(1, 2), cmp('b', 'a'), cmp([1], [1]), cmp(2.5, 2)
try:
    coerce(1, 'a')
except TypeError as e:
    print e
