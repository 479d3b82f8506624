"""What tests are made of: TestCase with its assertions, and the decorators for tests to skip or to fail."""

import collections
import functools
import pprint
import re
import sys
import types
import warnings

from . import result
from .util import (_count_diff_all_purpose, _count_diff_hashable, safe_repr, strclass, unorderable_list_difference)

__unittest = True

DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


class SkipTest(Exception):
    """Raised in a test to skip it; skipTest() and the decorators do so."""


class _ExpectedFailure(Exception):
    # what an expected failure becomes
    def __init__(self, exc_info):
        super(_ExpectedFailure, self).__init__()
        self.exc_info = exc_info


class _UnexpectedSuccess(Exception):
    pass    # a test did not fail that was expected to


def _id(obj):
    return obj


def skip(reason):
    """Decorator of a test or a class: skip it."""
    def decorator(item):
        if not isinstance(item, (type, types.ClassType)):
            def skipping(*args, **kwargs):
                raise SkipTest(reason)
            item = functools.wraps(item)(skipping)
        item.__unittest_skip__, item.__unittest_skip_why__ = True, reason
        return item
    return decorator


def skipIf(condition, reason):
    """Decorator: skip if something holds."""
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    """Decorator: skip unless something holds."""
    return _id if condition else skip(reason)


def expectedFailure(func):
    """Decorator of a test that is known to fail."""
    def failing(*args, **kwargs):
        try:
            func(*args, **kwargs)
        except Exception:
            raise _ExpectedFailure(sys.exc_info())
        raise _UnexpectedSuccess
    return functools.wraps(func)(failing)


class _AssertRaisesContext(object):
    # what assertRaises() is in a with statement; the exception is its attribute afterwards

    def __init__(self, expected, test_case, expected_regexp=None):
        self.failureException = test_case.failureException
        self.expected, self.expected_regexp = expected, expected_regexp

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            raise self.failureException("{0} not raised".format(getattr(self.expected, '__name__', None)
                                                                or str(self.expected)))
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value
        if self.expected_regexp is not None:
            pattern, text = self.expected_regexp, str(exc_value)
            if not pattern.search(text):
                raise self.failureException('"%s" does not match "%s"' % (pattern.pattern, text))
        return True


def _diff(one, other):
    import difflib
    return ''.join(difflib.ndiff(one, other))


def _pprint_diff(one, other):
    import difflib
    return '\n' + '\n'.join(difflib.ndiff(pprint.pformat(one).splitlines(), pprint.pformat(other).splitlines()))


def _comparison(test, standard):
    # a method that asserts that test(a, b) holds
    def method(self, a, b, msg=None):
        if not test(a, b):
            self.fail(self._formatMessage(msg, standard % (safe_repr(a), safe_repr(b))))
    return method


class TestCase(object):
    """A test: TestCase(methodName='runTest') runs that method, between setUp() and tearDown().

    failureException  what a failed assertion raises
    longMessage       whether the message that an assertion is given is added to its own, instead of replacing it
    maxDiff           the most characters of a difference to be shown, None for any number
    """

    failureException = AssertionError
    longMessage = False
    maxDiff = 8 * 80
    _diffThreshold = 2 ** 16        # longer strings are not compared line by line
    _classSetupFailed = False

    def __init__(self, methodName='runTest'):
        method = getattr(self, methodName, None)
        if method is None:
            raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))
        self._testMethodName, self._testMethodDoc = methodName, method.__doc__
        self._resultForDoCleanups, self._cleanups = None, []
        # methods are by name, so that instances can be copied
        self._type_equality_funcs = {dict: 'assertDictEqual', list: 'assertListEqual', tuple: 'assertTupleEqual',
                                     set: 'assertSetEqual', frozenset: 'assertSetEqual',
                                     unicode: 'assertMultiLineEqual'}

    # -- what to override

    def setUp(self):
        """Called before the test."""

    def tearDown(self):
        """Called after the test, if setUp() raised nothing."""

    @classmethod
    def setUpClass(cls):
        """Called before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Called after the tests of the class."""

    def defaultTestResult(self):
        """The result for run() without one."""
        return result.TestResult()

    # -- what it is

    def id(self):
        """The test's full name."""
        return "%s.%s" % (strclass(self.__class__), self._testMethodName)

    def shortDescription(self):
        """The first line of the method's docstring, or None."""
        text = self._testMethodDoc
        return text.split("\n")[0].strip() if text else None

    def countTestCases(self):
        return 1

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, strclass(self.__class__))

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(self.__class__), self._testMethodName)

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    # -- running it

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def run(self, result=None):
        """Run the test and tell a result, by default one of defaultTestResult(), what comes of it."""
        own = result is None
        if own:
            result = self.defaultTestResult()
            getattr(result, 'startTestRun', lambda: None)()
        self._resultForDoCleanups = result
        result.startTest(self)
        method = getattr(self, self._testMethodName)
        try:
            for item in self.__class__, method:
                if getattr(item, "__unittest_skip__", False):
                    reason = (getattr(self.__class__, '__unittest_skip_why__', '')
                              or getattr(method, '__unittest_skip_why__', ''))
                    self._addSkip(result, reason)
                    return
            if self._passes(result, method):
                result.addSuccess(self)
        finally:
            result.stopTest(self)
            if own:
                getattr(result, 'stopTestRun', lambda: None)()

    def _passes(self, result, method):
        # Runs the test with all that belongs to it; whether nothing was raised.
        fine = False
        try:
            self.setUp()
        except SkipTest as reason:
            self._addSkip(result, str(reason))
        except KeyboardInterrupt:
            raise
        except:
            result.addError(self, sys.exc_info())
        else:
            fine = self._method_passes(result, method)
            try:
                self.tearDown()
            except KeyboardInterrupt:
                raise
            except:
                result.addError(self, sys.exc_info())
                fine = False
        return self.doCleanups() and fine

    def _method_passes(self, result, method):
        try:
            method()
        except KeyboardInterrupt:
            raise
        except self.failureException:
            result.addFailure(self, sys.exc_info())
        except _ExpectedFailure as failure:
            report = getattr(result, 'addExpectedFailure', None)
            if report is not None:
                report(self, failure.exc_info)
            else:
                warnings.warn("TestResult has no addExpectedFailure method, reporting as passes", RuntimeWarning)
                result.addSuccess(self)
        except _UnexpectedSuccess:
            report = getattr(result, 'addUnexpectedSuccess', None)
            if report is not None:
                report(self)
            else:
                warnings.warn("TestResult has no addUnexpectedSuccess method, reporting as failures", RuntimeWarning)
                result.addFailure(self, sys.exc_info())
        except SkipTest as reason:
            self._addSkip(result, str(reason))
        except:
            result.addError(self, sys.exc_info())
        else:
            return True
        return False

    def _addSkip(self, result, reason):
        report = getattr(result, 'addSkip', None)
        if report is not None:
            report(self, reason)
        else:
            warnings.warn("TestResult has no addSkip method, skips not reported", RuntimeWarning, 2)
            result.addSuccess(self)

    def addCleanup(self, function, *args, **kwargs):
        """Have something called after tearDown(), or after a failed setUp(); the last added comes first."""
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        """Call what addCleanup() was given; whether nothing was raised."""
        fine = True
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            try:
                function(*args, **kwargs)
            except KeyboardInterrupt:
                raise
            except:
                fine = False
                self._resultForDoCleanups.addError(self, sys.exc_info())
        return fine

    def debug(self):
        """Run the test and let exceptions through."""
        for name in 'setUp', self._testMethodName, 'tearDown':
            getattr(self, name)()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        """Skip the test that is running."""
        raise SkipTest(reason)

    def fail(self, msg=None):
        """Fail."""
        raise self.failureException(msg)

    # -- messages

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return '%s : %s' % (standardMsg, msg)
        except UnicodeDecodeError:
            return '%s : %s' % (safe_repr(standardMsg), safe_repr(msg))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = DIFF_OMITTED % len(diff)
        return message + diff

    # -- simple assertions

    def assertTrue(self, expr, msg=None):
        """Fail unless an expression is true."""
        if not expr:
            self.fail(self._formatMessage(msg, "%s is not true" % safe_repr(expr)))

    def assertFalse(self, expr, msg=None):
        """Fail unless an expression is false."""
        if expr:
            self.fail(self._formatMessage(msg, "%s is not false" % safe_repr(expr)))

    def addTypeEqualityFunc(self, typeobj, function):
        """Have assertEqual() compare two objects of exactly a type with function(first, second, msg)."""
        self._type_equality_funcs[typeobj] = function

    def _getAssertEqualityFunc(self, first, second):
        compare = self._type_equality_funcs.get(type(first)) if type(first) == type(second) else None
        if isinstance(compare, basestring):
            compare = getattr(self, compare)
        return self._baseAssertEqual if compare is None else compare

    def assertEqual(self, first, second, msg=None):
        """Fail unless two objects are equal."""
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self.fail(self._formatMessage(msg, '%s != %s' % (safe_repr(first), safe_repr(second))))

    def assertNotEqual(self, first, second, msg=None):
        """Fail unless two objects are not equal."""
        if not first != second:
            self.fail(self._formatMessage(msg, '%s == %s' % (safe_repr(first), safe_repr(second))))

    def _close(self, first, second, places, delta, msg, wanted):
        # the two assertions below: that first and second are close, or that they are not
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        if delta is not None:
            close, how = abs(first - second) <= delta, '%s delta' % safe_repr(delta)
        else:
            places = 7 if places is None else places
            close, how = round(abs(second - first), places) == 0, '%r places' % places
        if close != wanted or not wanted and first == second:
            text = '%s %s %s within %s' % (safe_repr(first), '!=' if wanted else '==', safe_repr(second), how)
            self.fail(self._formatMessage(msg, text))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail unless two numbers are equal to so many places, 7 by default, or differ by delta at most."""
        if not first == second:
            self._close(first, second, places, delta, msg, True)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail if two numbers are equal to so many places, 7 by default, or differ by delta at most."""
        self._close(first, second, places, delta, msg, False)

    assertLess = _comparison(lambda a, b: a < b, '%s not less than %s')
    assertLessEqual = _comparison(lambda a, b: a <= b, '%s not less than or equal to %s')
    assertGreater = _comparison(lambda a, b: a > b, '%s not greater than %s')
    assertGreaterEqual = _comparison(lambda a, b: a >= b, '%s not greater than or equal to %s')

    def assertIs(self, expr1, expr2, msg=None):
        """Fail unless two expressions are the same object."""
        if expr1 is not expr2:
            self.fail(self._formatMessage(msg, '%s is not %s' % (safe_repr(expr1), safe_repr(expr2))))

    def assertIsNot(self, expr1, expr2, msg=None):
        """Fail if two expressions are the same object."""
        if expr1 is expr2:
            self.fail(self._formatMessage(msg, 'unexpectedly identical: %s' % safe_repr(expr1)))

    def assertIsNone(self, obj, msg=None):
        """Fail unless an object is None."""
        if obj is not None:
            self.fail(self._formatMessage(msg, '%s is not None' % safe_repr(obj)))

    def assertIsNotNone(self, obj, msg=None):
        """Fail if an object is None."""
        if obj is None:
            self.fail(self._formatMessage(msg, 'unexpectedly None'))

    def assertIn(self, member, container, msg=None):
        """Fail unless something is in a container."""
        if member not in container:
            self.fail(self._formatMessage(msg, '%s not found in %s' % (safe_repr(member), safe_repr(container))))

    def assertNotIn(self, member, container, msg=None):
        """Fail if something is in a container."""
        if member in container:
            text = '%s unexpectedly found in %s' % (safe_repr(member), safe_repr(container))
            self.fail(self._formatMessage(msg, text))

    def assertIsInstance(self, obj, cls, msg=None):
        """Fail unless an object is an instance of a class, or of one of several."""
        if not isinstance(obj, cls):
            self.fail(self._formatMessage(msg, '%s is not an instance of %r' % (safe_repr(obj), cls)))

    def assertNotIsInstance(self, obj, cls, msg=None):
        """Fail if an object is an instance of a class, or of one of several."""
        if isinstance(obj, cls):
            self.fail(self._formatMessage(msg, '%s is an instance of %r' % (safe_repr(obj), cls)))

    # -- exceptions

    def assertRaises(self, excClass, callableObj=None, *args, **kwargs):
        """Fail unless a call raises an exception of a class; without a callable, a context manager for with."""
        context = _AssertRaisesContext(excClass, self)
        if callableObj is None:
            return context
        with context:
            callableObj(*args, **kwargs)

    def assertRaisesRegexp(self, expected_exception, expected_regexp, callable_obj=None, *args, **kwargs):
        """The same, and the exception's text has to match a regular expression."""
        if expected_regexp is not None:
            expected_regexp = re.compile(expected_regexp)
        context = _AssertRaisesContext(expected_exception, self, expected_regexp)
        if callable_obj is None:
            return context
        with context:
            callable_obj(*args, **kwargs)

    # -- text

    def assertRegexpMatches(self, text, expected_regexp, msg=None):
        """Fail unless a regular expression is found in a text."""
        pattern = re.compile(expected_regexp) if isinstance(expected_regexp, basestring) else expected_regexp
        if not pattern.search(text):
            raise self.failureException('%s: %r not found in %r' % (msg or "Regexp didn't match", pattern.pattern, text))

    def assertNotRegexpMatches(self, text, unexpected_regexp, msg=None):
        """Fail if a regular expression is found in a text."""
        pattern = re.compile(unexpected_regexp) if isinstance(unexpected_regexp, basestring) else unexpected_regexp
        found = pattern.search(text)
        if found:
            raise self.failureException('%s: %r matches %r in %r' % (msg or "Regexp matched", found.group(),
                                                                     pattern.pattern, text))

    def assertMultiLineEqual(self, first, second, msg=None):
        """Fail unless two strings are equal; shows how their lines differ."""
        self.assertIsInstance(first, basestring, 'First argument is not a string')
        self.assertIsInstance(second, basestring, 'Second argument is not a string')
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        sides = [text.splitlines(True) for text in (first, second)]
        if len(sides[0]) == 1 and first.strip('\r\n') == first:
            sides = [[text + '\n'] for text in (first, second)]
        text = '%s != %s' % (safe_repr(first, True), safe_repr(second, True))
        self.fail(self._formatMessage(msg, self._truncateMessage(text, '\n' + _diff(*sides))))

    # -- containers

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Fail unless two sequences have equal items; of seq_type, if that is given."""
        kind = seq_type.__name__ if seq_type is not None else "sequence"
        if seq_type is not None:
            for which, seq in ('First', seq1), ('Second', seq2):
                if not isinstance(seq, seq_type):
                    raise self.failureException('%s sequence is not a %s: %s' % (which, kind, safe_repr(seq)))
        lengths = []
        for which, seq in ('First', seq1), ('Second', seq2):
            try:
                lengths.append(len(seq))
            except (TypeError, NotImplementedError):
                self.fail(self._formatMessage(msg, '%s %s has no length.    Non-sequence?' % (which, kind)))
        if seq1 == seq2:
            return
        shown = [safe_repr(seq) for seq in (seq1, seq2)]
        shown = [text[:30] + '...' if len(text) > 30 else text for text in shown]
        message = '%ss differ: %s != %s\n' % (kind.capitalize(), shown[0], shown[1])
        found = self._first_difference(kind, seq1, seq2, *lengths)
        if found is None and seq_type is None:
            return      # the items are the same, in sequences of different types
        message += found or ''
        self.fail(self._formatMessage(msg, self._truncateMessage(message, _pprint_diff(seq1, seq2))))

    def _first_difference(self, kind, seq1, seq2, len1, len2):
        text = ''
        for at in xrange(min(len1, len2)):
            items = []
            for which, seq in ('first', seq1), ('second', seq2):
                try:
                    items.append(seq[at])
                except (TypeError, IndexError, NotImplementedError):
                    return '\nUnable to index element %d of %s %s\n' % (at, which, kind)
            if items[0] != items[1]:
                text = '\nFirst differing element %d:\n%s\n%s\n' % (at, safe_repr(items[0]), safe_repr(items[1]))
                break
        else:
            if len1 == len2 and type(seq1) != type(seq2):
                return None
        if len1 == len2:
            return text
        longer, which, start = (seq1, 'First', len2) if len1 > len2 else (seq2, 'Second', len1)
        text += '\n%s %s contains %d additional elements.\n' % (which, kind, abs(len1 - len2))
        try:
            text += 'First extra element %d:\n%s\n' % (start, safe_repr(longer[start]))
        except (TypeError, IndexError, NotImplementedError):
            text += 'Unable to index element %d of %s %s\n' % (start, which.lower(), kind)
        return text

    def assertListEqual(self, list1, list2, msg=None):
        """Fail unless two lists are equal."""
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        """Fail unless two tuples are equal."""
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        """Fail unless two sets, or things with the method difference(), have equal items."""
        differences = []
        for one, other, which in (set1, set2, 'first'), (set2, set1, 'second'):
            try:
                differences.append(one.difference(other))
            except TypeError as problem:
                self.fail('invalid type when attempting set difference: %s' % problem)
            except AttributeError as problem:
                self.fail('%s argument does not support set difference: %s' % (which, problem))
        lines = []
        for items, one, other in zip(differences, ('first', 'second'), ('second', 'first')):
            if items:
                lines.append('Items in the %s set but not the %s:' % (one, other))
                lines.extend(map(repr, items))
        if lines:
            self.fail(self._formatMessage(msg, '\n'.join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        """Fail unless two dicts are equal."""
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            text = '%s != %s' % (safe_repr(d1, True), safe_repr(d2, True))
            self.fail(self._formatMessage(msg, self._truncateMessage(text, _pprint_diff(d1, d2))))

    def assertDictContainsSubset(self, expected, actual, msg=None):
        """Fail unless all of one dict is in another."""
        pairs = list(expected.iteritems())
        missing = [safe_repr(key) for key, value in pairs if key not in actual]
        wrong = ['%s, expected: %s, actual: %s' % (safe_repr(key), safe_repr(value), safe_repr(actual[key]))
                 for key, value in pairs if key in actual and value != actual[key]]
        parts = []
        if missing:
            parts.append('Missing: %s' % ','.join(missing))
        if wrong:
            parts.append('Mismatched values: %s' % ','.join(wrong))
        if parts:
            self.fail(self._formatMessage(msg, '; '.join(parts)))

    def assertItemsEqual(self, expected_seq, actual_seq, msg=None):
        """Fail unless two iterables have the same items equally often, in any order."""
        first, second = list(expected_seq), list(actual_seq)
        with warnings.catch_warnings():
            if sys.py3kwarning:
                for text in ("(code|dict|type) inequality comparisons", "builtin_function_or_method order comparisons",
                             "comparing unequal types"):
                    warnings.filterwarnings("ignore", text, DeprecationWarning)
            try:
                first_count, second_count = collections.Counter(first), collections.Counter(second)
            except TypeError:
                differences = _count_diff_all_purpose(first, second)
            else:
                if first_count == second_count:
                    return
                differences = _count_diff_hashable(first, second)
        if differences:
            lines = ['First has %d, Second has %d:  %r' % difference for difference in differences]
            text = self._truncateMessage('Element counts were not equal:\n', '\n'.join(lines))
            self.fail(self._formatMessage(msg, text))

    # -- other names

    assertEquals, assertNotEquals, assert_ = assertEqual, assertNotEqual, assertTrue
    assertAlmostEquals, assertNotAlmostEquals = assertAlmostEqual, assertNotAlmostEqual

    def _deprecate(original_func):
        def old_name(*args, **kwargs):
            warnings.warn('Please use {0} instead.'.format(original_func.__name__), PendingDeprecationWarning, 2)
            return original_func(*args, **kwargs)
        return old_name

    failUnlessEqual, failIfEqual, failUnless, failIf = map(_deprecate, (assertEqual, assertNotEqual, assertTrue,
                                                                        assertFalse))
    failUnlessAlmostEqual, failIfAlmostEqual, failUnlessRaises = map(_deprecate, (assertAlmostEqual,
                                                                                  assertNotAlmostEqual, assertRaises))


for _name in 'assertLess', 'assertLessEqual', 'assertGreater', 'assertGreaterEqual':
    vars(TestCase)[_name].__name__ = _name
del _name


class FunctionTestCase(TestCase):
    """A test that is a function, with others for setUp() and tearDown()."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super(FunctionTestCase, self).__init__()
        self._testFunc, self._description = testFunc, description
        self._setUpFunc, self._tearDownFunc = setUp, tearDown

    def setUp(self):
        return self._setUpFunc and self._setUpFunc()

    def tearDown(self):
        return self._tearDownFunc and self._tearDownFunc()

    def runTest(self):
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def shortDescription(self):
        if self._description is not None:
            return self._description
        text = self._testFunc.__doc__
        return text.split("\n")[0].strip() if text else None

    def __str__(self):
        return "%s (%s)" % (strclass(self.__class__), self._testFunc.__name__)

    def __repr__(self):
        return "<%s tec=%s>" % (strclass(self.__class__), self._testFunc)

    def _parts(self):
        return self._setUpFunc, self._tearDownFunc, self._testFunc, self._description

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, self.__class__) else NotImplemented

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((type(self),) + self._parts())
