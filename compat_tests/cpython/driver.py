# Runs one test module of CPython's suite and says which of its cases pass.
#
# usage: taipan --stdlib LIB driver.py test_NAME
#
# Each pass is a line of its own, `@pass Class.method`, written at once and past sys.stdout:
# tests replace that, print to it without ending a line, and some end the interpreter.
import gc
import os
import sys
import unittest

name = sys.argv[1]
sys.argv[1:] = []
# The tests import by name: this folder has nothing for them.
sys.path[0] = os.getcwd()
channel = os.dup(1)


class Report(unittest.TestResult):
    def startTest(self, case):
        unittest.TestResult.startTest(self, case)
        # What earlier cases left is finalized now, not in the middle of a case that counts calls or traces lines.
        gc.collect()

    def addSuccess(self, case):
        unittest.TestResult.addSuccess(self, case)
        case_name = '.'.join(case.id().split('.')[-2:])
        os.write(channel, '\n@pass %s\n' % case_name)

    def _say(self, kind, case, problem):
        sys.stderr.write('%s %s: %s\n' % (kind, case.id(), '%s: %s' % problem[:2]))

    def addError(self, case, problem):
        unittest.TestResult.addError(self, case, problem)
        self._say('error', case, problem)

    def addFailure(self, case, problem):
        unittest.TestResult.addFailure(self, case, problem)
        self._say('fail', case, problem)


def run_cases(*items):
    loader = unittest.defaultTestLoader
    cases = unittest.TestSuite()
    for item in items:
        if isinstance(item, str):
            cases.addTest(loader.loadTestsFromModule(sys.modules[item]))
        elif isinstance(item, (unittest.TestSuite, unittest.TestCase)):
            cases.addTest(item)
        else:
            cases.addTest(loader.loadTestsFromTestCase(item))
    cases.run(Report())


from test import test_support
test_support.run_unittest = run_cases
test_support.run_doctest = lambda module, verbosity=None: (0, 0)
test_support.verbose = 0
test_support.use_resources = []

module = getattr(__import__('test.' + name), name)
if hasattr(module, 'test_main'):
    module.test_main()
else:
    run_cases('test.' + name)
