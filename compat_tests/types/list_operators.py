# Concatenation, repetition, slices, comparison of lists of one kind and of mixed items.
x = range(10)
print x[::-1], x[8:2:-3], x[2:5], x + [3], [0] * 5, [1, 2] * 3, [1.5] * 2, ['a', 1] * 2, [] * 3, 2 * [7]
x[2:5] = [7, 8]
print x
x[1:1] = 'abc'
print x
del x[0:2]
x[-2:] = ()
del x[-1]
print x
x = [1, 2, 3]
x[5:2] = [9]
x[:] = x
x[1:2] = x
print x
del x[::2]
x[::2] = [5] * len(x[::2])
print x
for statement in 'del x[100]', 'x[0:1] = 5', 'x[::2] = [1] * 7', 'x + (1,)', 'x * 1.5':
    try:
        exec statement
    except (IndexError, TypeError, ValueError), e:
        print statement, '->', e
print [1, 2] == [1, 2], [1, 2] < [1, 3], [1.0] == [1], [1, 2, 3] < [1, 2], ['a'] == [u'a'], ['a', 'b'] < ['a', 'c']
print [] == [], [] < [1], [1] > [], [1.5, 2.5] < [1.5, 3.5], [1, 'a'] != [1, 'a'], [[1], [2]] < [[1], [3]], [1] == (1,)
x = [1]
x += (2, 3)
x += [4]
x += x
x *= 2
x += 'ab'
print x


class L(list):
    def __add__(self, other):
        return 'L.__add__'

    def __radd__(self, other):
        return 'L.__radd__'

    def __eq__(self, other):
        return 'L.__eq__'


class Other(object):
    def __radd__(self, other):
        return 'Other.__radd__'

    def __rmul__(self, other):
        return 'Other.__rmul__'

    def __eq__(self, other):
        return 'Other.__eq__'


print L() + [1], [1] + L(), L() == [], [] == L()
print [1] + Other(), (1,) + Other(), [1] * Other(), [1] == Other(), (1,) == Other()


class Shrinks(object):
    def __eq__(self, other):
        del a[:]
        return True

a = [Shrinks(), 1, 2]
print a == [3, 1, 2], a
