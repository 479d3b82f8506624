"""Unit tests (library reference 25.3).

    import unittest

    class Arithmetic(unittest.TestCase):
        def test_sum(self):
            self.assertEqual(1 + 2, 3)

    if __name__ == '__main__':
        unittest.main()

`case` has what tests are made of, `suite` runs several with the fixtures of classes and modules, `loader` finds them,
`result` collects what came of them, `runner` shows it, `main` is the command, `signals` takes care of control-C.
"""

from .result import TestResult
from .case import TestCase, FunctionTestCase, SkipTest, skip, skipIf, skipUnless, expectedFailure
from .suite import BaseTestSuite, TestSuite
from .loader import TestLoader, defaultTestLoader, makeSuite, getTestCaseNames, findTestCases
from .main import TestProgram, main
from .runner import TextTestRunner, TextTestResult
from .signals import installHandler, registerResult, removeResult, removeHandler

_TextTestResult = TextTestResult    # the name until 2.6

__all__ = ['TestResult', 'TestCase', 'TestSuite', 'TextTestRunner', 'TestLoader', 'FunctionTestCase', 'main',
           'defaultTestLoader', 'SkipTest', 'skip', 'skipIf', 'skipUnless', 'expectedFailure', 'TextTestResult',
           'installHandler', 'registerResult', 'removeResult', 'removeHandler',
           'getTestCaseNames', 'makeSuite', 'findTestCases']

__unittest = True   # frames of modules that have this are left out of tracebacks
