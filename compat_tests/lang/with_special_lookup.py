# __enter__ and __exit__ are looked up on the type of new-style instances
class C(object):
    pass
c = C()
c.__enter__ = lambda: 1
c.__exit__ = lambda *a: None
try:
    with c:
        pass
except AttributeError as e:
    print e
class Old:
    pass
o = Old()
o.__enter__ = lambda: 'old'
o.__exit__ = lambda *a: None
with o as v:
    print v
