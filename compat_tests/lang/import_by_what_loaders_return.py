# the module is what load_module returns, None being no module; a from-list of a module without __path__ is not read
import imp, sys
class Finder(object):
    def find_module(self, name, path=None):
        return self if name.startswith('virtual') else None
    def load_module(self, name):
        module = sys.modules.setdefault(name, imp.new_module(name))
        if name == 'virtual_none':
            return None
        if name == 'virtual_other':
            return 'another'
        return module
sys.meta_path.append(Finder())
for name in 'virtual', 'virtual_none', 'virtual_other':
    try:
        print __import__(name)
    except ImportError, e:
        print 'ImportError', e
print __import__('sys', fromlist=5).__name__
sys.path = 5
try:
    import absent
except RuntimeError, e:
    print e
