"""What packages hold, and where modules come from: the import system of PEP 302 seen from outside.

Importers find modules below one path entry; loaders load one module.  ImpImporter and ImpLoader give the built-in
import of files that shape.
"""

import imp
import os
import sys
from types import ModuleType

__all__ = ['get_importer', 'iter_importers', 'get_loader', 'find_loader', 'walk_packages', 'iter_modules', 'get_data',
           'ImpImporter', 'ImpLoader', 'read_code', 'extend_path']


def read_code(stream):
    """The code object in an open compiled file, or None if it is not for this interpreter."""
    import marshal
    header = stream.read(8)
    return marshal.load(stream) if header[:4] == imp.get_magic() else None


def simplegeneric(func):
    """func, or what was registered by register_type() for the class of its first argument."""
    by_type = {}

    def dispatch(*args, **kw):
        first = args[0]
        kind = getattr(first, '__class__', type(first))
        # Old-style classes have no order of their own to look through.
        mro = getattr(kind, '__mro__', None) or type('_', (kind, object), {}).__mro__[1:]
        for cls in mro:
            if cls in by_type:
                return by_type[cls](*args, **kw)
        return func(*args, **kw)

    def register_type(typ, func=None):
        if func is None:
            return lambda f: register_type(typ, f)
        by_type[typ] = func
        return func

    dispatch.__name__ = getattr(func, '__name__', dispatch.__name__)
    dispatch.__dict__.update(func.__dict__)
    dispatch.__doc__ = func.__doc__
    dispatch.register_type = register_type
    return dispatch


def walk_packages(path=None, prefix='', onerror=None):
    """Yield (importer, name, is package) for all modules below the entries of path, or of sys.path.

    Packages are imported to look into them: ImportError is passed over, other errors are raised, unless
    onerror(name of the package) is given.
    """
    def walk(entries, prefix):
        for importer, name, ispkg in iter_modules(entries, prefix):
            yield importer, name, ispkg
            if not ispkg:
                continue
            try:
                __import__(name)
            except ImportError:
                if onerror is not None:
                    onerror(name)
                continue
            except Exception:
                if onerror is None:
                    raise
                onerror(name)
                continue
            fresh = []
            for entry in getattr(sys.modules[name], '__path__', None) or []:
                if entry not in seen:
                    seen.add(entry)
                    fresh.append(entry)
            for found in walk(fresh, name + '.'):
                yield found

    seen = set()
    return walk(path, prefix)


def iter_modules(path=None, prefix=''):
    """Yield (importer, prefix + name, is package) for the modules in the entries of path, or of sys.path."""
    importers = iter_importers() if path is None else map(get_importer, path)
    seen = set()
    for importer in importers:
        for name, ispkg in iter_importer_modules(importer, prefix):
            if name not in seen:
                seen.add(name)
                yield importer, name, ispkg


def iter_importer_modules(importer, prefix=''):
    """(prefix + name, is package) for the modules that an importer can find, if it can tell."""
    if hasattr(importer, 'iter_modules'):
        return importer.iter_modules(prefix)
    return []


iter_importer_modules = simplegeneric(iter_importer_modules)


class ImpImporter:
    """An importer of files in one directory, or, without one, of what is built in or frozen."""

    def __init__(self, path=None):
        self.path = path

    def find_module(self, fullname, path=None):
        name = fullname.rpartition('.')[2]
        if name != fullname and self.path is None:
            return None
        places = None if self.path is None else [os.path.realpath(self.path)]
        try:
            stream, filename, kind = imp.find_module(name, places)
        except ImportError:
            return None
        # What lies within the interpreter has a loader of its own, and need not exist as a file.
        library = globals().get('__loader__')
        if stream is None and library is not None and kind[2] in (imp.PY_SOURCE, imp.PKG_DIRECTORY) \
                and not os.path.exists(filename) and library.find_module(fullname):
            return library
        return ImpLoader(fullname, stream, filename, kind)

    def iter_modules(self, prefix=''):
        import inspect
        if self.path is None or not os.path.isdir(self.path):
            return
        try:
            entries = sorted(os.listdir(self.path))
        except OSError:
            return
        seen = set(['__init__'])
        for entry in entries:
            name = inspect.getmodulename(entry)
            ispkg = False
            folder = os.path.join(self.path, entry)
            if not name and '.' not in entry and os.path.isdir(folder):
                try:
                    inside = os.listdir(folder)
                except OSError:
                    continue
                if any(inspect.getmodulename(item) == '__init__' for item in inside):
                    name, ispkg = entry, True
            if name and '.' not in name and name not in seen:
                seen.add(name)
                yield prefix + name, ispkg


class ImpLoader:
    """A loader of what imp.find_module() found: its three results are the attributes file, filename and etc."""

    code = source = None

    def __init__(self, fullname, file, filename, etc):
        self.fullname, self.file, self.filename, self.etc = fullname, file, filename, etc

    def load_module(self, fullname):
        self._reopen()
        try:
            # __loader__ is left unset: tools must not take this for more than the usual import.
            return imp.load_module(fullname, self.file, self.filename, self.etc)
        finally:
            if self.file:
                self.file.close()

    def get_data(self, pathname):
        with open(pathname, 'rb') as stream:
            return stream.read()

    def _kind(self):
        return self.etc[2]

    def _reopen(self):
        if self.file and self.file.closed:
            mode = {imp.PY_SOURCE: 'rU', imp.PY_COMPILED: 'rb', imp.C_EXTENSION: 'rb'}.get(self._kind())
            if mode:
                self.file = open(self.filename, mode)

    def _fix_name(self, fullname):
        if fullname not in (None, self.fullname):
            raise ImportError('Loader for module %s cannot handle module %s' % (self.fullname, fullname))
        return self.fullname

    def is_package(self, fullname):
        self._fix_name(fullname)
        return self._kind() == imp.PKG_DIRECTORY

    def get_code(self, fullname=None):
        fullname = self._fix_name(fullname)
        if self.code is None:
            kind = self._kind()
            if kind == imp.PKG_DIRECTORY:
                self.code = self._get_delegate().get_code()
            elif kind == imp.PY_SOURCE:
                self.code = compile(self.get_source(fullname), self.filename, 'exec')
            elif kind == imp.PY_COMPILED:
                self._reopen()
                try:
                    self.code = read_code(self.file)
                finally:
                    self.file.close()
        return self.code

    def get_source(self, fullname=None):
        self._fix_name(fullname)
        if self.source is None:
            kind = self._kind()
            if kind == imp.PKG_DIRECTORY:
                self.source = self._get_delegate().get_source()
            elif kind == imp.PY_SOURCE:
                self._reopen()
                try:
                    self.source = self.file.read()
                finally:
                    self.file.close()
            elif kind == imp.PY_COMPILED and os.path.exists(self.filename[:-1]):
                with open(self.filename[:-1], 'rU') as stream:
                    self.source = stream.read()
        return self.source

    def _get_delegate(self):
        return ImpImporter(self.filename).find_module('__init__')

    def get_filename(self, fullname=None):
        self._fix_name(fullname)
        kind = self._kind()
        if kind == imp.PKG_DIRECTORY:
            return self._get_delegate().get_filename()
        return self.filename if kind in (imp.PY_SOURCE, imp.PY_COMPILED, imp.C_EXTENSION) else None


try:
    import zipimport
    from zipimport import zipimporter
except ImportError:
    pass
else:
    def iter_zipimporter_modules(importer, prefix=''):
        """iter_importer_modules() for archives."""
        import inspect
        inside = importer.prefix
        seen = set(['__init__'])
        for path in sorted(zipimport._zip_directory_cache[importer.archive]):
            if not path.startswith(inside):
                continue
            parts = path[len(inside):].split(os.sep)
            if len(parts) == 2 and parts[1].startswith('__init__.py'):
                name, ispkg = parts[0], True
            elif len(parts) == 1:
                name, ispkg = inspect.getmodulename(parts[0]), False
            else:
                continue
            if name and '.' not in name and name not in seen:
                seen.add(name)
                yield prefix + name, ispkg

    iter_importer_modules.register_type(zipimporter, iter_zipimporter_modules)


def get_importer(path_item):
    """The importer for one path entry, from sys.path_hooks if it is not cached; None where only import itself is."""
    known = sys.path_importer_cache
    if path_item in known:
        importer = known[path_item]
    else:
        importer = None
        for hook in sys.path_hooks:
            try:
                importer = hook(path_item)
            except ImportError:
                continue
            break
        known.setdefault(path_item, importer)
    if importer is None:
        try:
            return ImpImporter(path_item)
        except ImportError:
            pass
    return importer


def iter_importers(fullname=''):
    """The importers that are asked for a module, in that order.  Its package is imported for that.

    A name that starts with a dot is an ImportError.
    """
    if fullname.startswith('.'):
        raise ImportError('Relative module names not supported')
    package = fullname.rpartition('.')[0]
    if package:
        if package not in sys.modules:
            __import__(package)
        entries = getattr(sys.modules[package], '__path__', None) or []
    else:
        for importer in sys.meta_path:
            yield importer
        entries = sys.path
    for entry in entries:
        yield get_importer(entry)
    if not package:
        yield ImpImporter()


def get_loader(module_or_name):
    """The loader of a module or of the module of a name, or None.  Packages above it are imported."""
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
    if not isinstance(module_or_name, ModuleType):
        return find_loader(module_or_name)
    loader = getattr(module_or_name, '__loader__', None)
    return find_loader(module_or_name.__name__) if loader is None else loader


def find_loader(fullname):
    """The first loader that an importer answers with for a name, or None."""
    for importer in iter_importers(fullname):
        loader = importer.find_module(fullname)
        if loader is not None:
            return loader
    return None


def extend_path(path, name):
    """For the __init__ of a package spread over directories: `__path__ = extend_path(__path__, __name__)`.

    Adds the package's directories below all entries of sys.path, and what lines NAME.pkg files there have.
    """
    if not isinstance(path, list):
        # A frozen package's is something else.
        return path
    folder = os.path.join(*name.split('.'))
    extended = path[:]
    for place in sys.path:
        if not isinstance(place, basestring) or not os.path.isdir(place):
            continue
        portion = os.path.join(place, folder)
        if portion not in extended and os.path.isfile(os.path.join(portion, '__init__.py')):
            extended.append(portion)
        listing = os.path.join(place, name + os.extsep + 'pkg')
        if not os.path.isfile(listing):
            continue
        try:
            stream = open(listing)
        except IOError as failure:
            sys.stderr.write("Can't open %s: %s\n" % (listing, failure))
            continue
        with stream:
            for line in stream:
                line = line.rstrip('\n')
                if line and not line.startswith('#'):
                    extended.append(line)
    return extended


def get_data(package, resource):
    """The contents of a file that lies with a package, named by a path with slashes; None if its loader cannot."""
    loader = get_loader(package)
    if loader is None or not hasattr(loader, 'get_data'):
        return None
    module = sys.modules.get(package) or loader.load_module(package)
    if module is None or not hasattr(module, '__file__'):
        return None
    place = os.path.dirname(module.__file__)
    return loader.get_data(os.path.join(place, *resource.split('/')))
