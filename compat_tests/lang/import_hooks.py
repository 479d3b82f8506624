# meta_path and path_hooks importers; loaders make modules
import sys, imp
class Finder(object):
    def find_module(self, name, path=None):
        if name.startswith('virtual'):
            print 'find', name, path
            return self
    def load_module(self, name):
        m = sys.modules.setdefault(name, imp.new_module(name))
        m.__file__ = '<virtual>'
        m.__loader__ = self
        if name == 'virtual':
            m.__path__ = ['vp']
        m.value = len(name)
        return m
f = Finder()
sys.meta_path.append(f)
import virtual.sub
print virtual.value, virtual.sub.value, virtual.sub.__name__
sys.meta_path.remove(f)
class Hook(object):
    def __init__(self, entry):
        if entry != 'special-entry':
            raise ImportError
        print 'hook', entry
    def find_module(self, name, path=None):
        return f if name == 'hooked' else None
sys.path_hooks.append(Hook)
sys.path.append('special-entry')
import hooked
print hooked.value
print sys.path_importer_cache['special-entry'].__class__.__name__
