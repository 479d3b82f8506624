# packages: __init__, submodules, relative imports, __all__, and what a failed import leaves
import os, sys, tempfile, shutil
d = tempfile.mkdtemp()
def w(name, text):
    p = os.path.join(d, name)
    if not os.path.isdir(os.path.dirname(p)):
        os.makedirs(os.path.dirname(p))
    with open(p, 'w') as f:
        f.write(text)
w('pk/__init__.py', 'print "init", __name__, __package__\n__all__ = ["a", "v"]\nv = 1\nhidden = 2\n')
w('pk/a.py', 'print "a", __name__, __package__\nfrom . import b\nfrom .b import x\nimport b as implicit\n')
w('pk/b.py', 'print "b", __name__\nx = 5\n')
w('pk/sub/__init__.py', 'from ..b import x as y\nfrom .. import b as bb\n')
w('pk/sub/c.py', 'from __future__ import absolute_import\ntry:\n    import b\nexcept ImportError as e:\n    print e\n'
                 'from ...pk import v\n')
w('pk/bad.py', 'x = 1\nraise ValueError("in module")\n')
sys.path.insert(0, d)
sys.dont_write_bytecode = True
try:
    from pk import *
    print a.x, v, 'hidden' in globals(), a.implicit.__name__
    import pk.sub
    print pk.sub.y, pk.sub.bb is pk.b
    try:
        import pk.sub.c
    except ValueError as e:
        print e
    try:
        import pk.bad
    except ValueError as e:
        print e, 'pk.bad' in sys.modules, hasattr(pk, 'bad')
    print sorted(m for m in sys.modules if m.startswith('pk'))
    print sys.modules['pk.os'] if 'pk.os' in sys.modules else 'none'
    try:
        exec 'from .x import y' in {'__name__': 'nopkg'}
    except ValueError as e:
        print e
    reload(pk)
finally:
    shutil.rmtree(d)
