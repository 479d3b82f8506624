# subclasses of int: results are ints, attributes, repr
class I(int):
    pass
i = I(5)
i.x = 1
print i, repr(i), type(i + 1).__name__, type(+i).__name__, type(int(i)).__name__, i == 5, hash(i) == hash(5), i.x
print {5: 'a'}[i], [0, 1, 2, 3, 4, 'five'][i], range(i), 'ab' * I(2), I('12'), I(3.7), I() == 0
class J(int):
    def __add__(self, o):
        return 'J.add'
    def __radd__(self, o):
        return 'J.radd'
    def __repr__(self):
        return 'J!'
    def __hash__(self):
        return 0
print J(1) + 1, 1 + J(1), J(1), [J(1)], str(J(1)), '%d' % J(3), '%s' % J(3), hash(J(9)), J(2) * 3
print isinstance(True + True, bool), True + True, True & False, True | 1, True ^ True, ~True, -True, type(True & 1).__name__, repr(True), '%d' % True
