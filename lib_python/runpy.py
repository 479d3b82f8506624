"""Runs modules as programs: what `python -m` and `python directory` do (PEP 338), as functions."""

import imp
import sys
from pkgutil import get_loader, read_code

__all__ = ['run_module', 'run_path']


class _Replaced(object):
    """While in use, something is another; afterwards it is what it was."""

    def __init__(self, value):
        self.value = value
        self._saved = []

    def __enter__(self):
        if self._saved:
            raise RuntimeError('Already preserving saved value')
        self._saved.append(self._swap_in())
        return self

    def __exit__(self, *exc_info):
        self._put_back(self._saved.pop())


class _TempModule(_Replaced):
    """A fresh module in sys.modules under a name."""

    def __init__(self, mod_name):
        _Replaced.__init__(self, mod_name)
        self.mod_name = mod_name
        self.module = imp.new_module(mod_name)

    def _swap_in(self):
        before = sys.modules.get(self.mod_name), self.mod_name in sys.modules
        sys.modules[self.mod_name] = self.module
        return before

    def _put_back(self, before):
        module, was_there = before
        if was_there:
            sys.modules[self.mod_name] = module
        else:
            del sys.modules[self.mod_name]


class _ModifiedArgv0(_Replaced):
    """Another sys.argv[0]."""

    def _swap_in(self):
        before = sys.argv[0]
        sys.argv[0] = self.value
        return before

    def _put_back(self, before):
        sys.argv[0] = before


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_fname=None, mod_loader=None, pkg_name=None):
    """Run code in run_globals with the names every module has; answer with run_globals."""
    run_globals.update(init_globals or ())
    run_globals.update(__name__=mod_name, __file__=mod_fname, __loader__=mod_loader, __package__=pkg_name)
    exec code in run_globals
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_fname=None, mod_loader=None, pkg_name=None):
    """Run code in a module of its own, known to sys for that time only; answer with a copy of its globals."""
    with _TempModule(mod_name) as temporary, _ModifiedArgv0(mod_fname):
        names = vars(temporary.module)
        _run_code(code, names, init_globals, mod_name, mod_fname, mod_loader, pkg_name)
        # The module's own names are emptied when it goes.
        return names.copy()


def _get_filename(loader, mod_name):
    for method in 'get_filename', '_get_filename':
        find = getattr(loader, method, None)
        if find is not None:
            import os.path
            return os.path.abspath(find(mod_name))
    return None


def _get_module_details(mod_name, error=ImportError):
    """(name, loader, code, file name) of what running mod_name means: of a package, its __main__."""
    try:
        loader = get_loader(mod_name)
        if loader is None:
            raise error('No module named %s' % mod_name)
        ispkg = loader.is_package(mod_name)
    except ImportError as failure:
        raise error(format(failure))
    if ispkg:
        if mod_name == '__main__' or mod_name.endswith('.__main__'):
            raise error('Cannot use package as __main__ module')
        __import__(mod_name)
        try:
            return _get_module_details(mod_name + '.__main__')
        except ImportError as failure:
            raise error('%s; %r is a package and cannot be directly executed' % (failure, mod_name))
    try:
        code = loader.get_code(mod_name)
    except ImportError as failure:
        raise error(format(failure))
    if code is None:
        raise error('No code object available for %s' % mod_name)
    return mod_name, loader, code, _get_filename(loader, mod_name)


class _Error(Exception):
    """What the command line tells in one line instead of a traceback."""


def _get_main_module_details(error=ImportError):
    """_get_module_details() of the __main__ module of a directory or archive that comes first on sys.path."""
    name = '__main__'
    try:
        return _get_module_details(name)
    except ImportError as failure:
        if name in str(failure):
            raise error("can't find %r module in %r" % (name, sys.path[0]))
        raise


def _run_module_as_main(mod_name, alter_argv=True):
    """Run a module in the __main__ that is there already: for -m (alter_argv) and for directories and archives.

    Unlike run_module() it leaves sys.argv[0] and __main__'s names as they come to be, and an error in finding the
    module ends the process with a message.
    """
    try:
        if alter_argv or mod_name != '__main__':
            details = _get_module_details(mod_name, _Error)
        else:
            details = _get_main_module_details(_Error)
    except _Error as failure:
        sys.exit('%s: %s' % (sys.executable, failure))
    mod_name, loader, code, fname = details
    if alter_argv:
        sys.argv[0] = fname
    return _run_code(code, vars(sys.modules['__main__']), None, '__main__', fname, loader, mod_name.rpartition('.')[0])


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module by name and answer with its globals; they start as init_globals.

    run_name is its __name__; alter_sys puts it into sys.modules and its file into sys.argv[0] meanwhile, which
    other threads see too.
    """
    mod_name, loader, code, fname = _get_module_details(mod_name)
    package = mod_name.rpartition('.')[0]
    run = _run_module_code if alter_sys else lambda code, *rest: _run_code(code, {}, *rest)
    return run(code, init_globals, mod_name if run_name is None else run_name, fname, loader, package)


def _get_importer(path_name):
    """The importer for a path entry; imp.NullImporter where nothing but a plain file may be there."""
    known = sys.path_importer_cache
    if path_name in known:
        importer = known[path_name]
    else:
        importer = known[path_name] = None
        for hook in sys.path_hooks:
            try:
                importer = hook(path_name)
            except ImportError:
                continue
            break
        else:
            try:
                importer = imp.NullImporter(path_name)
            except ImportError:
                # A directory.
                return None
        known[path_name] = importer
    return importer


def _get_code_from_file(fname):
    with open(fname, 'rb') as stream:
        code = read_code(stream)
    if code is None:
        with open(fname, 'rU') as stream:
            code = compile(stream.read(), fname, 'exec')
    return code


def run_path(path_name, init_globals=None, run_name=None):
    """Run a source or compiled file, or the __main__ of a directory or archive, and answer with its globals."""
    if run_name is None:
        run_name = '<run_path>'
    importer = _get_importer(path_name)
    if isinstance(importer, imp.NullImporter):
        code = _get_code_from_file(path_name)
        return _run_module_code(code, init_globals, run_name, path_name)
    # Its __main__ is found by having it first on sys.path and no __main__ loaded.
    sys.path.insert(0, path_name)
    try:
        own_main = sys.modules.pop('__main__')
        try:
            _, loader, code, fname = _get_main_module_details()
        finally:
            sys.modules['__main__'] = own_main
        with _TempModule(run_name) as temporary, _ModifiedArgv0(path_name):
            names = vars(temporary.module)
            return _run_code(code, names, init_globals, run_name, fname, loader, '').copy()
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass


if __name__ == '__main__':
    if len(sys.argv) < 2:
        print >> sys.stderr, 'No module specified for execution'
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
