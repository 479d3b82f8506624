# **mapping with keys that are no str: functions, classes, built-in functions
def f(**k): return k
def g(x, y=1): return x, y
class C(object):
    def __init__(self, **k): self.k = k
def show(call):
    try:
        print call()
    except TypeError as e:
        print 'TypeError', e
show(lambda: f(**{u'x': 1}))
show(lambda: sorted(f(a=1, **{u'\xe9': 1}).items()))
show(lambda: g(**{u'x': 1}))
show(lambda: g(1, **{u'x': 1}))
show(lambda: g(1, **{u'z': 1}))
show(lambda: f(**{1: 2}))
show(lambda: C(**{1: 2}))
show(lambda: C(**{u'a': 2}).k)
show(lambda: dict(**{1: 2}))
show(lambda: dict({1: 3}, **{u'b': 2}))
show(lambda: int(**{u'x': '12'}))
show(lambda: int(**{1: '12'}))
show(lambda: sorted([2, 1], **{u'reverse': 1}))
show(lambda: len(**{u'x': 1}))
show(lambda: apply(f, (), {u'x': 1}))
show(lambda: f(**{'x': 1, u'x': 2}))
