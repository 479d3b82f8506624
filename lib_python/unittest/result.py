"""What came of tests."""

import os
import sys
import traceback
from StringIO import StringIO
from functools import wraps

from . import util

__unittest = True

STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def failfast(method):
    """Decorator of what is told of a failure: the run ends there if that was asked for."""
    @wraps(method)
    def stopping(self, *args, **kwargs):
        if getattr(self, 'failfast', False):
            self.stop()
        return method(self, *args, **kwargs)
    return stopping


class TestResult(object):
    """Collects what came of tests.

    `failures` and `errors` have pairs of a test and the text of a traceback, as has `expectedFailures`; `skipped` has
    tests with reasons, `unexpectedSuccesses` tests.  `testsRun` is the number of tests begun; setting `shouldStop`, or
    stop(), ends the run.  With `buffer`, output is kept and shown only for tests that fail.
    """

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = self.buffer = self.shouldStop = self._mirrorOutput = False
        self.testsRun = 0
        for kind in 'failures', 'errors', 'skipped', 'expectedFailures', 'unexpectedSuccesses':
            setattr(self, kind, [])
        self._stdout_buffer = self._stderr_buffer = None
        self._original_stdout, self._original_stderr = sys.stdout, sys.stderr

    def printErrors(self):
        """Called by the runner at the end."""

    # -- the course of things

    def startTestRun(self):
        """Called before any test of a run."""

    def stopTestRun(self):
        """Called after all tests of a run."""

    def startTest(self, test):
        """Called when a test begins."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def stopTest(self, test):
        """Called when a test has ended."""
        self._restoreStdout()
        self._mirrorOutput = False

    def stop(self):
        """End the run after the current test."""
        self.shouldStop = True

    def _setupStdout(self):
        if not self.buffer:
            return
        if self._stderr_buffer is None:
            self._stderr_buffer, self._stdout_buffer = StringIO(), StringIO()
        sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def _restoreStdout(self):
        if not self.buffer:
            return
        kept = (self._stdout_buffer, self._original_stdout, STDOUT_LINE), (self._stderr_buffer, self._original_stderr, STDERR_LINE)
        if self._mirrorOutput:
            for text, stream, line in ((sys.stdout.getvalue(), self._original_stdout, STDOUT_LINE),
                                       (sys.stderr.getvalue(), self._original_stderr, STDERR_LINE)):
                if text:
                    stream.write(line % (text if text.endswith('\n') else text + '\n'))
        sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
        for buffered, _, _ in kept:
            buffered.seek(0)
            buffered.truncate()

    # -- what came of a test

    @failfast
    def addError(self, test, err):
        """A test raised an exception, given as sys.exc_info() has it."""
        self._keep(self.errors, test, err)

    @failfast
    def addFailure(self, test, err):
        """What a test asserted was not so."""
        self._keep(self.failures, test, err)

    def _keep(self, list, test, err):
        list.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSuccess(self, test):
        """All was well."""

    def addSkip(self, test, reason):
        """A test was left out."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """A test failed that was expected to."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """A test did not fail that was expected to."""
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        """Whether there is no failure and no error so far."""
        return not self.failures and not self.errors

    # -- tracebacks

    def _exc_info_to_string(self, err, test):
        kind, problem, where = err
        while where and self._is_relevant_tb_level(where):
            where = where.tb_next
        # of a failed assertion, the frames within this package are of no interest
        limit = self._count_relevant_tb_levels(where) if kind is test.failureException else None
        lines = traceback.format_exception(kind, problem, where, limit)
        if self.buffer:
            for text, line in (sys.stdout.getvalue(), STDOUT_LINE), (sys.stderr.getvalue(), STDERR_LINE):
                if text:
                    lines.append(line % (text if text.endswith('\n') else text + '\n'))
        return ''.join(lines)

    def _is_relevant_tb_level(self, tb):
        return '__unittest' in tb.tb_frame.f_globals

    def _count_relevant_tb_levels(self, tb):
        length = 0
        while tb is not None and not self._is_relevant_tb_level(tb):
            length, tb = length + 1, tb.tb_next
        return length

    def __repr__(self):
        return "<%s run=%i errors=%i failures=%i>" % (util.strclass(self.__class__), self.testsRun, len(self.errors),
                                                      len(self.failures))
