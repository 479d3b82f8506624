"""Finding tests: in classes, modules, by name, and in folders."""

import os
import re
import sys
import traceback
import types
from fnmatch import fnmatch
from functools import cmp_to_key as _CmpToKey

from . import case, suite

__unittest = True

VALID_MODULE_NAME = re.compile(r'[_a-z]\w*\.py$', re.IGNORECASE)


def _make_failed_test(classname, methodname, exception, suiteClass):
    # a suite of one test, which raises
    def fail(self):
        raise exception
    return suiteClass((type(classname, (case.TestCase,), {methodname: fail})(methodname),))


def _make_failed_import_test(name, suiteClass):
    problem = ImportError('Failed to import test module: %s\n%s' % (name, traceback.format_exc()))
    return _make_failed_test('ModuleImportFailure', name, problem, suiteClass)


def _make_failed_load_tests(name, exception, suiteClass):
    return _make_failed_test('LoadTestsFailure', name, exception, suiteClass)


def _is_test_class(found):
    return isinstance(found, type) and issubclass(found, case.TestCase)


class TestLoader(object):
    """Makes suites.

    Tests are methods whose names begin with `testMethodPrefix`, in the order of `sortTestMethodsUsing`, or any if that
    is None; suites are of `suiteClass`.
    """

    testMethodPrefix = 'test'
    sortTestMethodsUsing = cmp
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, 'runTest'):
            names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, use_load_tests=True):
        """The tests of all classes in a module, or what its function load_tests() makes of them."""
        classes = filter(_is_test_class, [getattr(module, name) for name in dir(module)])
        tests = self.suiteClass([self.loadTestsFromTestCase(found) for found in classes])
        load_tests = getattr(module, 'load_tests', None)
        if not use_load_tests or load_tests is None:
            return tests
        try:
            return load_tests(self, tests, None)
        except Exception as problem:
            return _make_failed_load_tests(module.__name__, problem, self.suiteClass)

    def loadTestsFromName(self, name, module=None):
        """The tests of what a dotted name stands for, below a module if one is given.

        That may be a module, a class, a method of a class, a test or suite, or something to be called that returns one.
        """
        parts = name.split('.')
        if module is None:
            # the longest part that can be imported
            importable = parts[:]
            while True:
                try:
                    module = __import__('.'.join(importable))
                    break
                except ImportError:
                    importable.pop()
                    if not importable:
                        raise
            parts = parts[1:]
        parent, found = None, module
        for part in parts:
            parent, found = found, getattr(found, part)
        if isinstance(found, types.ModuleType):
            return self.loadTestsFromModule(found)
        if _is_test_class(found):
            return self.loadTestsFromTestCase(found)
        if isinstance(found, types.UnboundMethodType) and _is_test_class(parent):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(found, suite.TestSuite):
            return found
        if not hasattr(found, '__call__'):
            raise TypeError("don't know how to make test from: %s" % found)
        test = found()
        if isinstance(test, suite.TestSuite):
            return test
        if isinstance(test, case.TestCase):
            return self.suiteClass([test])
        raise TypeError("calling %s returned %s, not a test" % (found, test))

    def loadTestsFromNames(self, names, module=None):
        """The tests of several names."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """The names of the test methods of a class."""
        names = [name for name in dir(testCaseClass)
                 if name.startswith(self.testMethodPrefix) and hasattr(getattr(testCaseClass, name), '__call__')]
        if self.sortTestMethodsUsing:
            names.sort(key=_CmpToKey(self.sortTestMethodsUsing))
        return names

    # -- discovery

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """The tests of all modules in a folder, and in packages below, whose files match a pattern.

        Modules are imported by their names below the top-level folder, which is put into sys.path; start_dir may be a
        package's name too.  A package's load_tests() is given the pattern and has to go on itself.
        """
        if top_level_dir is None:
            top_level_dir = self._top_level_dir or start_dir
            known = self._top_level_dir is not None
        else:
            known = True
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            sys.path.insert(0, top_level_dir)   # in front: what is tested may be installed too
        self._top_level_dir = top_level_dir
        importable = True
        if os.path.isdir(os.path.abspath(start_dir)):
            start_dir = os.path.abspath(start_dir)
            if start_dir != top_level_dir:
                importable = os.path.isfile(os.path.join(start_dir, '__init__.py'))
        else:
            try:
                __import__(start_dir)
            except ImportError:
                importable = False
            else:
                package = sys.modules[start_dir]
                outermost = start_dir.partition('.')[0]
                start_dir = os.path.abspath(os.path.dirname(package.__file__))
                if not known:
                    self._top_level_dir = self._get_directory_containing_module(outermost)
                    sys.path.remove(top_level_dir)
        if not importable:
            raise ImportError('Start directory is not importable: %r' % start_dir)
        return self.suiteClass(list(self._find_tests(start_dir, pattern)))

    def _get_directory_containing_module(self, module_name):
        path = os.path.abspath(sys.modules[module_name].__file__)
        folder, name = os.path.split(path)
        # a package's file is one level further down
        return os.path.dirname(folder) if name.lower().startswith('__init__.py') else folder

    def _get_name_from_path(self, path):
        relative = os.path.relpath(os.path.splitext(os.path.normpath(path))[0], self._top_level_dir)
        assert not os.path.isabs(relative), "Path must be within the project"
        assert not relative.startswith('..'), "Path must be within the project"
        return relative.replace(os.path.sep, '.')

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        for path in os.listdir(start_dir):
            full_path = os.path.join(start_dir, path)
            if os.path.isfile(full_path):
                if VALID_MODULE_NAME.match(path) and self._match_path(path, full_path, pattern):
                    yield self._tests_of_file(start_dir, full_path)
            elif os.path.isdir(full_path) and os.path.isfile(os.path.join(full_path, '__init__.py')):
                load_tests = tests = None
                if fnmatch(path, pattern):
                    package = self._get_module_from_name(self._get_name_from_path(full_path))
                    load_tests = getattr(package, 'load_tests', None)
                    tests = self.loadTestsFromModule(package, use_load_tests=False)
                if tests is not None and load_tests is None:
                    yield tests
                if load_tests is None:
                    for test in self._find_tests(full_path, pattern):
                        yield test
                    continue
                try:
                    yield load_tests(self, tests, pattern)
                except Exception as problem:
                    yield _make_failed_load_tests(package.__name__, problem, self.suiteClass)

    def _tests_of_file(self, start_dir, full_path):
        name = self._get_name_from_path(full_path)
        try:
            module = self._get_module_from_name(name)
        except:
            return _make_failed_import_test(name, self.suiteClass)

        def plain(file):
            return os.path.splitext(os.path.realpath(file))[0]

        imported = os.path.abspath(getattr(module, '__file__', full_path))
        if plain(imported).lower() != plain(full_path).lower():
            wanted = os.path.splitext(os.path.basename(full_path))[0]
            raise ImportError("%r module incorrectly imported from %r. Expected %r. Is this module globally installed?"
                              % (wanted, os.path.dirname(plain(imported)), start_dir))
        return self.loadTestsFromModule(module)


defaultTestLoader = TestLoader()


def _makeLoader(prefix, sortUsing, suiteClass=None):
    loader = TestLoader()
    loader.testMethodPrefix, loader.sortTestMethodsUsing = prefix, sortUsing
    if suiteClass:
        loader.suiteClass = suiteClass
    return loader


def getTestCaseNames(testCaseClass, prefix, sortUsing=cmp):
    """The names of the test methods of a class."""
    return _makeLoader(prefix, sortUsing).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix='test', sortUsing=cmp, suiteClass=suite.TestSuite):
    """The tests of a class."""
    return _makeLoader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix='test', sortUsing=cmp, suiteClass=suite.TestSuite):
    """The tests of a module."""
    return _makeLoader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
