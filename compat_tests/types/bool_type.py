# bool: constructor, repr, arithmetic, subclassing forbidden
print bool(), bool(0), bool('0'), bool([]), True, repr(False), str(True), True + 1, True == 1, True is not 1 and True is True, {True: 'a', 1: 'b'}, isinstance(True, int), int(True), float(True), -True
print True and 'x', not True, True < False, sorted([True, False]), [0, 1][True], 'ab'[False], True & True, True & 1, True ^ 1, True | False, type(True & False), type(True + False), ~False, True << 3, '%d %s %r' % (True, True, True)
try:
    class B(bool): pass
except TypeError as e:
    print e
try:
    bool(1, 2)
except TypeError as e:
    print e
print bool.__new__(bool, 5), True.__class__.__name__, True.__and__(2), (True).bit_length(), bool.mro()[1].__name__
