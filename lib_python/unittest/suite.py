"""Several tests as one, with the fixtures of classes and modules."""

import sys

from . import case, util

__unittest = True


class BaseTestSuite(object):
    """A suite that runs its tests one after the other and knows nothing of fixtures."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (util.strclass(self.__class__), list(self))

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, self.__class__) else NotImplemented

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def countTestCases(self):
        """The number of test cases, in suites within as well."""
        return sum(test.countTestCases() for test in self)

    def addTest(self, test):
        """Add a test case or a suite."""
        if not hasattr(test, '__call__'):
            raise TypeError("{} is not callable".format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        """Add all of several tests."""
        if isinstance(tests, basestring):
            raise TypeError("tests must be an iterable of tests, not a string")
        map(self.addTest, tests)

    def run(self, result):
        """Run the tests until the result says to stop."""
        for test in self:
            if not result.shouldStop:
                test(result)
        return result

    def debug(self):
        """Run the tests without collecting results."""
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """A suite that sets up and tears down classes and modules where the tests change from one to the next.

    The result remembers the class of the last test in `_previousTestClass`, so that suites within suites take part.
    """

    def run(self, result, debug=False):
        """Run the tests until the result says to stop."""
        outermost = not getattr(result, '_testRunEntered', False)
        if outermost:
            result._testRunEntered = True
        for test in self:
            if result.shouldStop:
                break
            if _isnotsuite(test):
                if not self._enter(test, result):
                    continue
            if debug:
                test.debug()
            else:
                test(result)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = not outermost
        return result

    def debug(self):
        """Run the tests without collecting results."""
        self.run(_DebugResult(), True)

    def _enter(self, test, result):
        # Sees to the fixtures; whether they are all right.
        self._tearDownPreviousClass(test, result)
        self._handleModuleFixture(test, result)
        self._handleClassSetUp(test, result)
        result._previousTestClass = test.__class__
        return not (getattr(test.__class__, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False))

    def _call_fixture(self, fixture, result, name):
        # Whether a fixture raised nothing; output is kept with `buffer`.
        _call_if_exists(result, '_setupStdout')
        try:
            fixture()
            return True
        except Exception as problem:
            if isinstance(result, _DebugResult):
                raise
            self._addClassOrModuleLevelException(result, problem, name)
            return False
        finally:
            _call_if_exists(result, '_restoreStdout')

    def _handleClassSetUp(self, test, result):
        cls = test.__class__
        if cls == getattr(result, '_previousTestClass', None) or result._moduleSetUpFailed:
            return
        if getattr(cls, "__unittest_skip__", False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass    # not every class can be written to: a test need not be a TestCase
        fixture = getattr(cls, 'setUpClass', None)
        if fixture is not None and not self._call_fixture(fixture, result, "setUpClass (%s)" % util.strclass(cls)):
            cls._classSetupFailed = True

    def _get_previous_module(self, result):
        before = getattr(result, '_previousTestClass', None)
        return None if before is None else before.__module__

    def _handleModuleFixture(self, test, result):
        name = test.__class__.__module__
        if name == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        fixture = getattr(sys.modules.get(name), 'setUpModule', None)
        if fixture is not None and not self._call_fixture(fixture, result, 'setUpModule (%s)' % name):
            result._moduleSetUpFailed = True

    def _handleModuleTearDown(self, result):
        name = self._get_previous_module(result)
        if name is None or result._moduleSetUpFailed:
            return
        fixture = getattr(sys.modules.get(name), 'tearDownModule', None)
        if fixture is not None:
            self._call_fixture(fixture, result, 'tearDownModule (%s)' % name)

    def _tearDownPreviousClass(self, test, result):
        before = getattr(result, '_previousTestClass', None)
        if before in (None, test.__class__):
            return
        spoilt = [getattr(before, '_classSetupFailed', False), getattr(result, '_moduleSetUpFailed', False),
                  getattr(before, "__unittest_skip__", False)]
        fixture = getattr(before, 'tearDownClass', None)
        if fixture is not None and not any(spoilt):
            self._call_fixture(fixture, result, 'tearDownClass (%s)' % util.strclass(before))

    def _addClassOrModuleLevelException(self, result, exception, errorName):
        error = _ErrorHolder(errorName)
        skip = getattr(result, 'addSkip', None)
        if skip is not None and isinstance(exception, case.SkipTest):
            skip(error, str(exception))
        else:
            result.addError(error, sys.exc_info())


class _ErrorHolder(object):
    # Stands for a test where a fixture of a class or module failed: its description is the fixture's.

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    __str__ = id

    def shortDescription(self):
        return None

    def __repr__(self):
        return "<ErrorHolder description=%r>" % (self.description,)

    def run(self, result):
        pass

    __call__ = run

    def countTestCases(self):
        return 0


def _call_if_exists(parent, attr):
    getattr(parent, attr, lambda: None)()


def _isnotsuite(test):
    # suites are what can be iterated over
    try:
        return not iter(test)
    except TypeError:
        return True


class _DebugResult(object):
    # takes the place of a result in debug()
    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False
