# objects of different types have a consistent order: None, numbers, then by type name
print sorted([3, 'a', None, 2.5, (1,), [1], {}, u'b', True])
print None < 0, 0 < 'a', 'a' > 5L, [] > {}, () > [], 1 < [], 'x' < ()
class A(object): pass
print A() > 5, A() > None, None < A()
try:
    1j < 2
except TypeError as e:
    print e
print 1j == 1j, 1j != 2, cmp(1j, 1j) == 0
