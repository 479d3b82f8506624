# attributes of functions and code objects
def f(a, b=2, *c, **d):
    "the doc"
    x = 1
    return x
f.attr = 5
print f.__name__, f.func_name, f.__doc__, f.__module__, f.func_defaults, f.attr, f.__dict__
c = f.func_code
print c.co_argcount, c.co_varnames, c.co_name, c.co_flags & 12, c.co_firstlineno, c.co_filename == __file__
f.func_name = 'renamed'
print f.__name__
f.__doc__ = None
print f.__doc__
def g(): return 'g'
f.func_code = g.func_code
print f()
for bad in ('f.func_globals = {}', 'f.func_code = 5', 'f.func_name = 5', 'f.func_defaults = 5', 'f.func_dict = 5', 'del f.func_code'):
    try:
        exec bad
    except (TypeError, AttributeError) as e:
        print type(e).__name__, e
import types
h = types.FunctionType(g.func_code, {}, 'h', (1,))
print h(), h.__name__, h.func_defaults
print f.__get__(5).im_self, f.__get__(None, int).im_class
