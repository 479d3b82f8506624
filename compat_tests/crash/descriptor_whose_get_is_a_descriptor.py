# `__get__` is called as it is found, without being bound
class B(object): pass
B.__get__ = B()
try: print B().__get__
except TypeError, e: print e
class C(object):
    def __call__(self, *args): return len(args)
class D(object): __get__ = C()
class E(object): d = D()
print E().d, E.d
class F(object):
    @staticmethod
    def __get__(*args): return len(args)
class G(object): f = F()
try: print G().f
except TypeError, e: print e
