# a class whose __iter__ is None cannot be iterated, and the error says what was called; {}.pop asks for no hash
class C(object):
    __iter__ = None
for act in (lambda: list(C()), lambda: [x for x in C()], lambda: iter(C()), lambda: {}.pop([], 'default'), lambda: {}.pop([]), lambda: {1: 1}.pop([])):
    try:
        print act()
    except Exception, e:
        print type(e).__name__, e
