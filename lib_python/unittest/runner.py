"""Running tests with the results shown as text."""

import sys
import time

from . import result
from .signals import registerResult

__unittest = True


class _WritelnDecorator(object):
    # a stream with one more method

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        if attr in ('stream', '__getstate__'):
            raise AttributeError(attr)
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        self.write((arg or '') + '\n')


class TextTestResult(result.TestResult):
    """Shows a character for each test, or a line if `verbosity` is above 1; then the tracebacks."""

    separator1 = '=' * 70
    separator2 = '-' * 70

    def __init__(self, stream, descriptions, verbosity):
        super(TextTestResult, self).__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions = stream, descriptions
        self.showAll, self.dots = verbosity > 1, verbosity == 1

    def getDescription(self, test):
        short = self.descriptions and test.shortDescription()
        return '\n'.join((str(test), short)) if short else str(test)

    def startTest(self, test):
        super(TextTestResult, self).startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self.stream.flush()

    def _show(self, word, dot):
        if self.showAll:
            self.stream.writeln(word)
        elif self.dots:
            self.stream.write(dot)
            self.stream.flush()

    def addSuccess(self, test):
        super(TextTestResult, self).addSuccess(test)
        self._show("ok", '.')

    def addError(self, test, err):
        super(TextTestResult, self).addError(test, err)
        self._show("ERROR", 'E')

    def addFailure(self, test, err):
        super(TextTestResult, self).addFailure(test, err)
        self._show("FAIL", 'F')

    def addSkip(self, test, reason):
        super(TextTestResult, self).addSkip(test, reason)
        self._show("skipped {0!r}".format(reason), "s")

    def addExpectedFailure(self, test, err):
        super(TextTestResult, self).addExpectedFailure(test, err)
        self._show("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super(TextTestResult, self).addUnexpectedSuccess(test)
        self._show("unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
        for flavour, found in ('ERROR', self.errors), ('FAIL', self.failures):
            self.printErrorList(flavour, found)

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            for line in self.separator1, "%s: %s" % (flavour, self.getDescription(test)), self.separator2, "%s" % text:
                self.stream.writeln(line)


class TextTestRunner(object):
    """Runs a test and shows the results, on stderr unless a stream is given."""

    resultclass = TextTestResult

    def __init__(self, stream=sys.stderr, descriptions=True, verbosity=1, failfast=False, buffer=False,
                 resultclass=None):
        self.stream = _WritelnDecorator(stream)
        self.verbosity, self.descriptions = verbosity, descriptions
        self.buffer, self.failfast = buffer, failfast
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Run a test case or a suite; the result is returned."""
        outcome = self._makeResult()
        registerResult(outcome)
        outcome.failfast, outcome.buffer = self.failfast, self.buffer
        began = time.time()
        getattr(outcome, 'startTestRun', lambda: None)()
        try:
            test(outcome)
        finally:
            getattr(outcome, 'stopTestRun', lambda: None)()
        took = time.time() - began
        outcome.printErrors()
        if hasattr(outcome, 'separator2'):
            self.stream.writeln(outcome.separator2)
        count = outcome.testsRun
        self.stream.writeln("Ran %d test%s in %.3fs" % (count, "" if count == 1 else "s", took))
        self.stream.writeln()
        details = []
        if outcome.wasSuccessful():
            self.stream.write("OK")
        else:
            self.stream.write("FAILED")
            for name, found in ("failures", outcome.failures), ("errors", outcome.errors):
                if found:
                    details.append("%s=%d" % (name, len(found)))
        for name, attribute in (("skipped", 'skipped'), ("expected failures", 'expectedFailures'),
                                ("unexpected successes", 'unexpectedSuccesses')):
            found = len(getattr(outcome, attribute, ()))
            if found:
                details.append("%s=%d" % (name, found))
        self.stream.write(" (%s)\n" % ", ".join(details) if details else "\n")
        return outcome
