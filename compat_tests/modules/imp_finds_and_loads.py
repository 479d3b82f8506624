import imp
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
source = os.path.join(folder, 'imp_sample.py')
stream = open(source, 'w')
stream.write('value = 1\nprint __name__\n')
stream.close()
stream, path, description = imp.find_module('imp_sample', [folder])
print os.path.basename(path), description, stream.mode
module = imp.load_module('other', stream, path, description)
stream.close()
print module.value, sys.modules['other'] is module
print imp.load_source('third', source).__name__
print imp.find_module('sys'), imp.is_builtin('sys'), imp.is_frozen('__hello__'), imp.init_builtin('no_such')
import __phello__.spam
print __phello__.__path__


def attempt(function, *args):
    try:
        print function(*args)
    except (ImportError, ValueError, RuntimeError, TypeError, IOError), error:
        print type(error).__name__, error


attempt(imp.find_module, 'no_such')
attempt(imp.find_module, 'name', 'package')
attempt(imp.find_module, 'name', ())
attempt(imp.load_module, 'a', None, 'b', ('.py', 'r', imp.PY_SOURCE))
attempt(imp.load_module, 'a', None, 'b', ('.py', 'w', imp.PY_SOURCE))
attempt(imp.load_module, 'a', 5, 'b', ('.py', 'r', imp.PY_SOURCE))
attempt(imp.load_module, 'a', None, 'b', ('', '', 99))
attempt(imp.load_source, 'a', '/no/such')
attempt(imp.release_lock)
attempt(imp.NullImporter, '')
attempt(imp.NullImporter, '/')
print imp.NullImporter('/no/such').find_module('x')
imp.acquire_lock()
print imp.lock_held()
imp.release_lock()
print imp.lock_held()
os.remove(source)
for name in os.listdir(folder):
    if name.startswith('imp_sample'):
        os.remove(os.path.join(folder, name))
