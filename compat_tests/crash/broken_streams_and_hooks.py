# a broken sys.stdout, sys.stderr, excepthook and import machinery; namespaces of odd kinds
import sys, gc, os
old, olde = sys.stdout, sys.stderr
class Bad(object): pass
class Bad2(object):
    def write(self, s): raise ValueError('no')
class Bad3(object):
    softspace = property(lambda s: 1/0)
    def write(self, s): pass
class Bad4(object):
    def write(self, s): sys.stdout = None; gc.collect()
class Bad5(object):
    def write(self, s): del sys.stdout
class Bad6:
    def __getattr__(self, n): raise KeyError(n)
class Bad7(object):
    def write(self, s): print s
class Bad8(file): pass
def attempt(o):
    sys.stdout = o
    r = []
    for f in ['print 1', 'print "a", "b"', 'print', 'print u"\\xe9"', 'print >>sys.stdout, 1', 'exec compile("1", "x", "single")', 'help', 'sys.displayhook(1)', 'sys.stdout.flush()', 'print 1,', 'execfile("nothere")', 'import this_is_not']:
        try: exec f
        except BaseException, e: r.append(type(e).__name__)
        else: r.append('ok')
        gc.collect()
    sys.stdout = old
    print type(o).__name__, len(r)
f = open('/dev/null', 'w'); f.close()
for o in [None, 1, 'a', Bad(), Bad2(), Bad3(), Bad4(), Bad5(), Bad6(), Bad7(), f, open('/dev/null'), sys, type, attempt, Bad8('/dev/null'), open('/dev/full', 'w', 0)]:
    attempt(o)
del sys.stdout
try: print 1
except RuntimeError, e: pass
sys.stdout = old
for e in [None, 1, Bad2(), Bad6(), Bad4()]:
    sys.stderr = e
    sys.excepthook(ValueError, ValueError(1), None)
    try: sys.excepthook(1, 2, 3)
    except Exception: pass
    try: sys.excepthook(None, None, None)
    except Exception: pass
sys.stderr = olde
sys.excepthook = 5
d = sys.__dict__.copy()
m = sys.modules
for k in ['path', 'meta_path', 'path_hooks', 'path_importer_cache', 'modules', 'argv', 'warnoptions', 'displayhook', 'excepthook', 'exitfunc', 'maxint', 'exc_clear']:
    v = d.get(k)
    for new in [None, 1, [], {}, [1], [None], ['\0'], {1: 2}]:
        setattr(sys, k, new)
        for s in ['import zzzz', 'import os.path', 'import json', 'from os import *', 'from os import zz', '__import__("zzz.x")', 'print 1', 'import warnings; warnings.warn("x")']:
            try: exec s in {}
            except BaseException, e: pass
    try: delattr(sys, k)
    except AttributeError: pass
    for s in ['import zzzz', 'import os.path', 'import codecs', 'print 1', 'u"x".encode("rot13")']:
        try: exec s in {}
        except BaseException, e: pass
    setattr(sys, k, v)
import __builtin__
for k in ['__import__', 'None', 'True', 'open', 'ImportError', 'Exception', 'KeyError', 'object', 'type', 'unicode', 'str', '__build_class__', 'AttributeError', 'StopIteration', '_']:
    if not hasattr(__builtin__, k): continue
    v = getattr(__builtin__, k)
    for new in [None, 1, lambda *a, **k: gc.collect()]:
        try: setattr(__builtin__, k, new)
        except Exception: continue
        for s in ['import zzzz', 'import os.path', 'class A: pass', 'class B(object): pass', 'for x in []: pass', 'raise KeyError', '1/0', 'x = True', 'a.b.c']:
            try: exec s in {}
            except BaseException, e: pass
    setattr(__builtin__, k, v)
for g in [{}, {'__builtins__': {}}, {'__builtins__': None}, {'__builtins__': 1}, {'__builtins__': {'__import__': 1}}, {1: 2}, {'__name__': 1}, {'__name__': None, '__path__': 1}, {'__name__': 'a.b', '__package__': 1}, {'__package__': 'nope'}, {'__metaclass__': 1}, {'__metaclass__': None}, {'__metaclass__': lambda *a: a}]:
    for s in ['import os', 'from . import x', 'from .. import y', 'import a.b.c', 'class A: pass', 'print len', 'from .x import *', 'def f(): return g\nf()', 'raise ValueError', 'assert 0', 'x[1:2:3]', 'exec "1"', 'lambda: x', 'global __builtins__; __builtins__ = 1; len']:
        try: exec s in dict(g)
        except BaseException, e: pass
        try: eval(compile(s, '', 'exec'), dict(g), {})
        except BaseException, e: pass
class Map(object):
    def __getitem__(self, k): gc.collect(); raise KeyError(k)
    def __setitem__(self, k, v): gc.collect(); raise ValueError
    def __delitem__(self, k): raise ValueError
    def keys(self): return [1, None]
for s in ['x', 'x = 1', 'del x', 'class A: pass', 'import os', 'from os import *', 'dir()', 'locals()', 'vars()', 'for x in [1]: pass', 'def f(): pass', 'exec "y"', 'print x', 'eval("x")', 'x += 1', '[x for x in [1]]', 'with open("/dev/null") as x: pass', 'try: 1/0\nexcept Exception, x: pass']:
    for loc in [Map(), 1, None, [], 'a', {}]:
        try: exec s in {}, loc
        except BaseException, e: pass
        try: eval(s, {}, loc)
        except BaseException, e: pass
print 'end'
