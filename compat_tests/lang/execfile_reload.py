# execfile with namespaces and reload of a module
import os, sys, tempfile, imp
d = tempfile.mkdtemp()
p = os.path.join(d, 'modx.py')
def put(text):
    with open(p, 'w') as f:
        f.write(text)
put('v = 1\ncount = globals().get("count", 0) + 1\n')
ns = {}
execfile(p, ns)
print ns['v'], ns['count']
execfile(p, ns); print ns['count']
l = {}
execfile(p, {}, l); print sorted(l)
sys.dont_write_bytecode = True
sys.path.insert(0, d)
import modx
print modx.v, modx.count
put('w = 22222\ncount = globals().get("count", 0) + 1\n')
print reload(modx) is modx, modx.v, modx.w, modx.count
m = imp.load_source('other', p); print m.w, m.__name__, sys.modules['other'] is m
try:
    execfile('/nonexistent.py')
except IOError as e:
    print e
put('x = (\n')
try:
    reload(modx)
except SyntaxError as e:
    print e.msg, e.lineno, os.path.basename(e.filename)
print modx.w
f, name, desc = imp.find_module('modx'); f.close(); print os.path.basename(name), desc, imp.is_builtin('sys'), imp.is_frozen('os'), imp.new_module('q')
os.unlink(p); os.rmdir(d)
