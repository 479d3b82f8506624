# x = C() where __init__ raises: x keeps its value, or stays without one
class New(object):
    def __init__(self, **kw):
        if kw:
            raise TypeError('new')
class Old:
    def __init__(self, a):
        raise TypeError('old')
class Plain(object):
    def __init__(self, a):
        raise TypeError('plain')
def keyword(x):
    try:
        x = x(verbosity=1)
    except TypeError as e:
        print e, x.__name__
        x = x()
    return type(x).__name__
def positional(x):
    try:
        x = x(1)
    except TypeError as e:
        print e, x.__name__
def star(x):
    try:
        x = x(*[1])
    except TypeError as e:
        print e, x.__name__
def unbound(c):
    try:
        y = c(1)
    except TypeError as e:
        print e,
    try:
        print y
    except UnboundLocalError as e:
        print e
def cleanup(x):
    try:
        try:
            x = x(1)
        finally:
            print x.__name__
    except TypeError as e:
        print e, x.__name__
print keyword(New)
for c in Old, Plain:
    positional(c)
    star(c)
    unbound(c)
    cleanup(c)
