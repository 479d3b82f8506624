# reflected methods, NotImplemented, and priority of subclasses
class A(object):
    def __add__(self, o):
        print 'A.add',
        return NotImplemented
    def __radd__(self, o):
        print 'A.radd',
        return 'r'
class B(A):
    def __radd__(self, o):
        print 'B.radd',
        return 'b'
try:
    A() + 1
except TypeError as e:
    print e
print 1 + A()
print A() + B()
print A() + object() if False else 'x'
try:
    A() + A()
except TypeError as e:
    print e
try:
    object() + A()
    print
    object() - A()
except TypeError as e:
    print e
class N(object):
    def __sub__(self, o):
        return NotImplemented
    def __rsub__(self, o):
        return NotImplemented
try:
    N() - 1
except TypeError as e:
    print e
for op in ('+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^'):
    try:
        eval('None %s 1' % op)
    except TypeError as e:
        print e
for op in ('-', '+', '~'):
    try:
        eval('%s"a"' % op)
    except TypeError as e:
        print e
try:
    divmod('a', 1)
except TypeError as e:
    print e
try:
    pow('a', 1)
except TypeError as e:
    print e
x = None
try:
    x += 1
except TypeError as e:
    print e
