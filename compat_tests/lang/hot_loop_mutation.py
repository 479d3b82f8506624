# What a loop relies on changes under it: classes, functions, globals, builtins, instances.
import __builtin__

class A(object):
    k = 1
    def f(self, x):
        return x + self.k

class B(A):
    def f(self, x):
        return x + 1000

def swap_class(n):
    a, out = A(), 0
    for i in xrange(n):
        out = a.f(out)
        if i == 20:
            a.__class__ = B
    return out

def swap_attribute(n):
    a, out = A(), 0
    for i in xrange(n):
        out = a.f(out)
        if i == 20:
            a.f = lambda x: x - 5
        if i == 30:
            del a.f
        if i == 35:
            A.k = 7
        if i == 40:
            a.k = 50
    A.k = 1
    return out

def g(x, y=1):
    return x + y

def h(x, y=1):
    return x * 2 % 1000003

def swap_code(n):
    out = 0
    for i in xrange(n):
        out = g(out)
        if i == 20:
            g.func_code = h.func_code
        if i == 30:
            g.func_defaults = (9,)
        if i == 35:
            g.func_code = old
    return out

old = g.func_code

def shadow_builtin(n):
    out = 0
    for i in xrange(n):
        out += abs(-3)
        if i == 20:
            globals()['abs'] = lambda x: 100
        if i == 30:
            del globals()['abs']
        if i == 40:
            keep = __builtin__.abs
            __builtin__.abs = lambda x: 7
        if i == 45:
            __builtin__.abs = keep
    return out

def through_dict(n):
    a = A()
    a.v = 0
    for i in xrange(n):
        a.v = a.v + 1
        if i == 20:
            a.__dict__['v'] = 500
        if i == 25:
            a.__dict__ = {'v': -1}
        if i == 30:
            a.other = 1
    return a.v, sorted(a.__dict__)

def add_descriptor(n):
    class C(object):
        pass
    c, out = C(), 0
    c.p = 1
    for i in xrange(n):
        out += c.p
        if i == 20:
            C.p = property(lambda self: 10)
        if i == 30:
            del C.p
        if i == 35:
            C.__getattribute__ = lambda self, name: 77
    return out

def add_getattr(n):
    class C(object):
        pass
    c, out = C(), 0
    for i in xrange(n):
        try:
            out += c.missing
        except AttributeError:
            out += 1
        if i == 20:
            C.__getattr__ = lambda self, name: len(name)
    return out

for f in swap_class, swap_attribute, swap_code, shadow_builtin, through_dict, add_descriptor, add_getattr:
    print f.__name__, f(60)
