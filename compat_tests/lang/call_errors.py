# messages of wrong calls
def f0(): pass
def f1(a): pass
def f2(a, b=1): pass
def f3(a, *args): pass
def f4(a, **kw): pass
class C(object):
    def m(self, a): pass
class N(object): pass
class Old: pass
for call in ('f0(1)', 'f0(x=1)', 'f1()', 'f1(1, 2)', 'f1(1, a=2)', 'f1(b=2)', 'f2()', 'f2(1, 2, 3)', 'f3()', 'f4()',
             'f4(1, 2)', 'f1(*5)', 'f1(**5)', 'f4(1, **{1: 2})', 'C().m()', 'C().m(1, 2)', 'C.m()', 'C.m(1, 2)',
             'N(1)', 'Old(1)', 'len()', 'len(1, 2)', 'len(1)', 'f1(*[1], **{"a": 2})', 'int(x=5)', 'dict(1, 2)', '5()',
             '"a"()', 'None()', 'f2(1, c=2)', 'f4(**{u"a": 1}) or 7'):
    try:
        print call, eval(call)
    except TypeError as e:
        print call, '->', e
