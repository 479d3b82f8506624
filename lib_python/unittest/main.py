"""The command: finds tests, runs them, and exits with a status that tells whether all is well."""

import os
import sys
import types

from . import loader, runner
from .signals import installHandler

__unittest = True

def _option(names, text):
    return "  %-16s %s\n" % (names, text)


FAILFAST = _option("-f, --failfast", "End the run at the first failure or error")
CATCHBREAK = _option("-c, --catch", "Let control-C end the run after the current test")
BUFFEROUTPUT = _option("-b, --buffer", "Show what tests print only if they fail")

_COMMON = "%(failfast)s%(catchbreak)s%(buffer)s"
_OPTIONS = ("\nOptions:\n" + _option("-h, --help", "Show this text") + _option("-v, --verbose", "Tell more")
            + _option("-q, --quiet", "Tell less") + _COMMON)


def _examples(*rows):
    return "\nExamples:\n" + "".join("  %%(progName)s %-33s - %s\n" % row for row in rows)


USAGE_AS_MAIN = ("Usage: %(progName)s [options] [tests]\n" + _OPTIONS
                 + _examples(("test_module", "all tests of a module"), ("module.TestClass", "those of a class"),
                             ("module.Class.test_method", "a single one"))
                 + "\nAny number of modules, classes and methods can be given.\n"
                   "\nTo search folders for tests: %(progName)s discover [options]\n"
                   "\nOptions:\n" + _option("-v, --verbose", "Tell more") + _COMMON
                 + _option("-s directory", "Where to begin ('.' by default)")
                 + _option("-p pattern", "The names of the files ('test*.py' by default)")
                 + _option("-t directory", "Where the project begins: modules are imported from there\n"
                           "                   (where the search begins, by default)"))

USAGE_FROM_MODULE = ("Usage: %(progName)s [options] [test] [...]\n" + _OPTIONS
                     + _examples(("", "the tests that run by default"), ("MyTestSuite", "a suite"),
                                 ("MyTestCase", "all tests of a class"), ("MyTestCase.testSomething", "a single one")))


class TestProgram(object):
    """What unittest.main() is: it does everything as it is made.

    module       where the names of tests are looked up; a name is imported
    defaultTest  what to run if the command line names nothing
    argv         the command line
    testRunner   a runner, or its class
    testLoader   finds the tests
    exit         whether to exit at the end; otherwise `result` tells what came of the tests
    verbosity, failfast, catchbreak, buffer
                 what the options of these names set
    """

    USAGE = USAGE_FROM_MODULE

    # None means that an option may set it
    failfast = catchbreak = buffer = progName = None

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None):
        self.module = module
        if isinstance(module, basestring):
            self.module = __import__(module)
            for part in module.split('.')[1:]:
                self.module = getattr(self.module, part)
        argv = sys.argv if argv is None else argv
        self.exit, self.verbosity, self.defaultTest = exit, verbosity, defaultTest
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.testRunner, self.testLoader = testRunner, testLoader
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    def usageExit(self, msg=None):
        """Show the usage and exit."""
        if msg:
            print msg
        # options that the program has set are not shown
        shown = dict((name, '' if getattr(self, name) == False else text) for name, text in
                     (('failfast', FAILFAST), ('catchbreak', CATCHBREAK), ('buffer', BUFFEROUTPUT)))
        print self.USAGE % dict(shown, progName=self.progName)
        sys.exit(2)

    def parseArgs(self, argv):
        """Take options and names from the command line."""
        if argv[1:] and argv[1].lower() == 'discover':
            return self._do_discovery(argv[2:])
        import getopt
        try:
            options, names = getopt.getopt(argv[1:], 'hHvqfcb', ['help', 'verbose', 'quiet', 'failfast', 'catch', 'buffer'])
        except getopt.error as problem:
            self.usageExit(problem)
            return
        for option, _ in options:
            letter = option.lstrip('-')[:1]
            if letter in 'hH':
                self.usageExit()
            elif letter in 'qv':
                self.verbosity = 0 if letter == 'q' else 2
            else:
                name = {'f': 'failfast', 'c': 'catchbreak', 'b': 'buffer'}[letter]
                if getattr(self, name) is None:
                    setattr(self, name, True)
        if names:
            self.testNames = names
        elif self.defaultTest is None:
            self.testNames = None       # all of the module
        else:
            self.testNames = self.defaultTest,
        self.createTests()

    def createTests(self):
        """Find the tests."""
        if self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def _do_discovery(self, argv, Loader=None):
        import optparse
        self.progName = '%s discover' % self.progName
        parser = optparse.OptionParser(prog=self.progName)
        parser.add_option('-v', '--verbose', action='store_true', dest='verbose', default=False, help='tell more')
        for name, dest, text in (('failfast', 'failfast', 'end the run at the first failure or error'),
                                 ('catch', 'catchbreak', 'let control-C end the run after the current test'),
                                 ('buffer', 'buffer', 'show what tests print only if they fail')):
            if getattr(self, dest) != False:
                parser.add_option('-' + name[0], '--' + name, action='store_true', dest=dest, default=False, help=text)
        for letter, name, dest, default, text in (
                ('s', 'start-directory', 'start', '.', "where to begin ('.' by default)"),
                ('p', 'pattern', 'pattern', 'test*.py', "the names of the files ('test*.py' by default)"),
                ('t', 'top-level-directory', 'top', None, "where the project begins (START by default)")):
            parser.add_option('-' + letter, '--' + name, dest=dest, default=default, help=text)
        options, places = parser.parse_args(argv)
        if len(places) > 3:
            self.usageExit()
        for name, value in zip(('start', 'pattern', 'top'), places):
            setattr(options, name, value)
        for name in 'failfast', 'catchbreak', 'buffer':
            if getattr(self, name) is None:
                setattr(self, name, getattr(options, name))
        if options.verbose:
            self.verbosity = 2
        finder = self.testLoader if Loader is None else Loader()
        self.test = finder.discover(options.start, options.pattern, options.top)

    def runTests(self):
        """Run the tests, and exit unless told not to."""
        if self.catchbreak:
            installHandler()
        test_runner = self.testRunner or runner.TextTestRunner
        if isinstance(test_runner, (type, types.ClassType)):
            try:
                test_runner = test_runner(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer)
            except TypeError:
                test_runner = test_runner()     # it has no such options
        self.result = test_runner.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
