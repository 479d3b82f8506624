"""Logging (library reference 15.7, PEP 282).

Loggers form a tree by their dotted names.  A message that a logger lets through becomes a LogRecord and goes to the
handlers of the logger and, as long as `propagate` says so, to those of its ancestors.  Handlers write it where it
belongs, as their formatter shows it.  The tree is guarded by one module-wide lock, each handler by its own.
"""

import atexit
import codecs
import collections
import cStringIO
import os
import sys
import time
import traceback
import warnings
import weakref

try:
    import thread
    import threading
except ImportError:
    thread = threading = None

__all__ = ['BASIC_FORMAT', 'BufferingFormatter', 'CRITICAL', 'DEBUG', 'ERROR', 'FATAL', 'FileHandler', 'Filter',
           'Formatter', 'Handler', 'INFO', 'LogRecord', 'Logger', 'LoggerAdapter', 'NOTSET', 'NullHandler',
           'StreamHandler', 'WARN', 'WARNING', 'addLevelName', 'basicConfig', 'captureWarnings', 'critical', 'debug',
           'disable', 'error', 'exception', 'fatal', 'getLevelName', 'getLogger', 'getLoggerClass', 'info', 'log',
           'makeLogRecord', 'setLoggerClass', 'warn', 'warning']

__status__ = "production"
__version__ = "0.5.1.2"

_unicode = True
_startTime = time.time()

raiseExceptions = 1     # whether problems of handlers are shown
logThreads = logMultiprocessing = logProcesses = 1      # whether records tell about these


# -- levels

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_levelNames = {}    # both ways
for _name in 'CRITICAL', 'ERROR', 'WARNING', 'INFO', 'DEBUG', 'NOTSET':
    _levelNames[_name] = globals()[_name]
    _levelNames[globals()[_name]] = _name
_levelNames['WARN'] = WARNING
del _name


class _Tree(object):
    # with _tree: nothing changes in the tree of loggers and the lists of handlers

    def __enter__(self):
        _acquireLock()

    def __exit__(self, *problem):
        _releaseLock()


_tree = _Tree()


def getLevelName(level):
    """The name of a level, or the level of a name; 'Level x' where there is none."""
    return _levelNames.get(level, "Level %s" % level)


def addLevelName(level, levelName):
    """Give a level a name."""
    with _tree:
        _levelNames.update({level: levelName, levelName: level})


def _checkLevel(level):
    if isinstance(level, (int, long)):
        return level
    if str(level) != level:
        raise TypeError("Level not an integer or a valid string: %r" % level)
    if level not in _levelNames:
        raise ValueError("Unknown level: %r" % level)
    return _levelNames[level]


# -- the lock

_lock = threading.RLock() if thread else None


def _acquireLock():
    return _lock and _lock.acquire()


def _releaseLock():
    return _lock and _lock.release()


class _Held(object):
    # with _Held(acquire, release): ...

    def __init__(self, acquire, release):
        self.acquire, self.release = acquire, release

    def __enter__(self):
        self.acquire()

    def __exit__(self, *problem):
        self.release()


# -- records

class LogRecord(object):
    """One message and where it came from; its attributes are what formats can show."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None):
        now = time.time()
        self.name, self.msg = name, msg
        # a single dict serves for %(name)s
        single = args and len(args) == 1 and isinstance(args[0], collections.Mapping) and args[0]
        self.args = single or args
        self.levelname, self.levelno = getLevelName(level), level
        self.lineno, self.funcName, self.pathname = lineno, func, pathname
        try:
            self.filename = os.path.basename(pathname)
        except (TypeError, ValueError, AttributeError):
            self.filename, self.module = pathname, "Unknown module"
        else:
            self.module = os.path.splitext(self.filename)[0]
        self.exc_text, self.exc_info = None, exc_info       # the text is made by the first formatter that shows it
        self.created = now
        self.msecs = (now - long(now)) * 1000
        self.relativeCreated = (now - _startTime) * 1000
        self.thread = self.threadName = self.processName = self.process = None
        if logThreads and thread:
            self.thread = thread.get_ident()
            self.threadName = threading.current_thread().name
        if logMultiprocessing:
            self.processName = 'MainProcess'
            multiprocessing = sys.modules.get('multiprocessing')
            if multiprocessing is not None:
                try:
                    self.processName = multiprocessing.current_process().name
                except StandardError:
                    pass    # it is being imported
        if logProcesses and hasattr(os, 'getpid'):
            self.process = os.getpid()

    def __str__(self):
        return '<LogRecord: %s, %s, %s, %s, "%s">' % (self.name, self.levelno, self.pathname, self.lineno, self.msg)

    def getMessage(self):
        """The message with its arguments put in."""
        text = self.msg
        if not isinstance(text, basestring):
            try:
                text = str(text)
            except UnicodeError:
                pass    # as it is, then
        return text % self.args if self.args else text


def makeLogRecord(dict):
    """A record with the attributes in a dict, such as one that was pickled."""
    record = LogRecord(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


# -- formatters

class Formatter(object):
    """Formatter(fmt=None, datefmt=None): shows a record as fmt % its attributes, with `message` and `asctime` made.

    An exception is appended on lines of its own.  `converter` turns seconds into a time tuple.
    """

    converter = time.localtime

    def __init__(self, fmt=None, datefmt=None):
        self._fmt = fmt or "%(message)s"
        self.datefmt = datefmt

    def usesTime(self):
        return "%(asctime)" in self._fmt

    def formatTime(self, record, datefmt=None):
        """When the record was made; as ISO 8601 has it, with milliseconds, unless a format is given."""
        when = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, when)
        return "%s,%03d" % (time.strftime("%Y-%m-%d %H:%M:%S", when), record.msecs)

    def formatException(self, ei):
        """The text of an exception, given as sys.exc_info() does."""
        into = cStringIO.StringIO()
        traceback.print_exception(ei[0], ei[1], ei[2], None, into)
        text = into.getvalue()
        into.close()
        return text[:-1] if text.endswith("\n") else text

    def format(self, record):
        """The record as text."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        try:
            text = self._fmt % record.__dict__
        except UnicodeDecodeError:
            # a unicode message together with a logger's name that is not ASCII
            try:
                record.name = record.name.decode('utf-8')
                text = self._fmt % record.__dict__
            except UnicodeDecodeError as problem:
                raise problem
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if not record.exc_text:
            return text
        if not text.endswith("\n"):
            text += "\n"
        try:
            return text + record.exc_text
        except UnicodeError:
            # file names in tracebacks are in the file system's encoding
            return text + record.exc_text.decode(sys.getfilesystemencoding(), 'replace')


_defaultFormatter = Formatter()


class BufferingFormatter(object):
    """Shows several records, with something before and after."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def formatHeader(self, records):
        return ""

    def formatFooter(self, records):
        return ""

    def format(self, records):
        if not records:
            return ""
        lines = [self.linefmt.format(record) for record in records]
        return "".join([self.formatHeader(records)] + lines + [self.formatFooter(records)])


# -- filters

class Filter(object):
    """Lets through what was logged by the logger of a name or one below it; everything if the name is ''."""

    def __init__(self, name=''):
        self.name = name
        self.nlen = len(name)

    def filter(self, record):
        """Whether the record passes."""
        return not self.nlen or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer(object):
    """What loggers and handlers share: a list of filters that a record has to pass."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """1 if all filters let the record pass, else 0."""
        for each in self.filters:
            if not each.filter(record):
                return 0
        return 1


# -- handlers

_handlers = weakref.WeakValueDictionary()   # by name
_handlerList = []                           # weak references, in the order of creation; shutdown() goes backwards


def _removeHandlerRef(wr):
    # at exit the module's names may be gone before the handlers
    known, tree = _handlerList, _tree
    if known and tree:
        with tree:
            known[:] = [other for other in known if other is not wr]


def _addHandlerRef(handler):
    reference = weakref.ref(handler, _removeHandlerRef)
    with _tree:
        _handlerList.append(reference)


class Handler(Filterer):
    """Base of handlers: Handler(level=NOTSET); a subclass has emit()."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self.level = _checkLevel(level)
        self.formatter = self._name = None
        self.createLock()
        _addHandlerRef(self)

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _tree:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Make the handler's lock."""
        self.lock = threading.RLock() if thread else None

    def acquire(self):
        """Take the lock, if there is one."""
        return self.lock and self.lock.acquire()

    def release(self):
        """Give the lock back."""
        return self.lock and self.lock.release()

    def _held(self):
        return _Held(self.acquire, self.release)

    def setLevel(self, level):
        """Leave out what is below a level."""
        self.level = _checkLevel(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        """The record as the formatter shows it."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        """emit() a record that passes the filters, with the lock held."""
        passes = self.filter(record)
        if passes:
            with self._held():
                self.emit(record)
        return passes

    def flush(self):
        """Write out what is held back."""

    def close(self):
        """Give up what is used."""
        with _tree:
            if self._name:
                _handlers.pop(self._name, None)

    def handleError(self, record):
        """For emit() to call in an except clause: shows the problem on stderr, if `raiseExceptions`."""
        if not raiseExceptions or not sys.stderr:
            return
        kind, problem, where = sys.exc_info()
        try:
            traceback.print_exception(kind, problem, where, None, sys.stderr)
            sys.stderr.write('Logged from file %s, line %s\n' % (record.filename, record.lineno))
        except IOError:
            pass    # nothing to show it on
        finally:
            del kind, problem, where


class _Reporting(object):
    # For emit(): what goes wrong in a with block is handleError()'s business.

    def __init__(self, handler, record):
        self.handler, self.record = handler, record

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, where):
        if kind is None or issubclass(kind, (KeyboardInterrupt, SystemExit)):
            return False
        self.handler.handleError(self.record)
        return True


class StreamHandler(Handler):
    """StreamHandler(stream=None): writes lines to a stream, stderr unless given, which it does not close."""

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        with self._held():
            flush = getattr(self.stream, "flush", None)
            if self.stream and flush is not None:
                flush()

    def _write_line(self, text):
        stream = self.stream
        encoding = getattr(stream, 'encoding', None) if isinstance(text, unicode) else None
        try:
            if not encoding:
                stream.write("%s\n" % text)
                return
            line = u"%s\n" % text
            try:
                stream.write(line)
            except UnicodeEncodeError:
                # It knows its encoding and does not use it, as stderr may.
                stream.write(line.encode(encoding))
        except UnicodeError:
            stream.write("%s\n" % text.encode("UTF-8"))

    def emit(self, record):
        """Write the record and a line end."""
        with _Reporting(self, record):
            self._write_line(self.format(record))
            self.flush()


class FileHandler(StreamHandler):
    """FileHandler(filename, mode='a', encoding=None, delay=0): writes to a file; `delay` opens it at the first record."""

    def __init__(self, filename, mode='a', encoding=None, delay=0):
        # the path is kept as it is now: the working directory may change
        self.baseFilename = os.path.abspath(filename)
        self.mode, self.encoding, self.delay = mode, encoding, delay
        if not delay:
            StreamHandler.__init__(self, self._open())
            return
        Handler.__init__(self)
        self.stream = None

    def _open(self):
        if self.encoding is None:
            return open(self.baseFilename, self.mode)
        return codecs.open(self.baseFilename, self.mode, self.encoding)

    def close(self):
        with self._held():
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)

    def emit(self, record):
        if self.stream is None:
            self.stream = self._open()
        StreamHandler.emit(self, record)


class NullHandler(Handler):
    """Does nothing: for libraries, whose users may not have configured logging."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None


# -- the tree of loggers

class PlaceHolder(object):
    """Stands in the tree where no logger has been asked for, above ones that exist."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap.setdefault(alogger)


_loggerClass = None


def setLoggerClass(klass):
    """Have loggers made of another class from now on."""
    global _loggerClass
    _check_logger_class(klass)
    _loggerClass = klass


def _check_logger_class(klass):
    if klass != Logger and not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)


def getLoggerClass():
    """The class that loggers are made of."""
    return _loggerClass


class Manager(object):
    """Keeps the tree: `loggerDict` has loggers and placeholders by name."""

    def __init__(self, rootnode):
        self.loggerDict, self.root = {}, rootnode
        self.loggerClass = None
        self.disable = self.emittedNoHandlerWarning = 0

    def setLoggerClass(self, klass):
        """Have this manager's loggers made of another class."""
        _check_logger_class(klass)
        self.loggerClass = klass

    def getLogger(self, name):
        """The logger of a name, made if it is not there."""
        if isinstance(name, unicode):
            name = name.encode('utf-8')
        elif not isinstance(name, basestring):
            raise TypeError('A logger name must be string or Unicode')
        with _tree:
            there = self.loggerDict.get(name)
            if there is not None and not isinstance(there, PlaceHolder):
                return there
            logger = self.loggerDict[name] = (self.loggerClass or _loggerClass)(name)
            logger.manager = self
            if there is not None:
                self._fixupChildren(there, logger)
            self._fixupParents(logger)
            return logger

    def _fixupParents(self, alogger):
        # hangs a new logger under the nearest one that exists, leaving word with the placeholders on the way
        above = alogger.name.rpartition(".")[0]
        parent = None
        while above and parent is None:
            there = self.loggerDict.get(above)
            if there is None:
                self.loggerDict[above] = PlaceHolder(alogger)
            elif isinstance(there, Logger):
                parent = there
            else:
                there.append(alogger)
            above = above.rpartition(".")[0]
        alogger.parent = parent or self.root

    def _fixupChildren(self, ph, alogger):
        # a new logger comes between those below it and their parents, unless these are below it too
        name = alogger.name
        for child in ph.loggerMap.keys():
            if child.parent.name[:len(name)] != name:
                alogger.parent = child.parent
                child.parent = alogger


class Logger(Filterer):
    """What programs log with: Logger(name, level=NOTSET), made by getLogger().

    A level of NOTSET means that of the nearest ancestor with another.  The methods debug(), info(), warning(), error()
    and critical() log a message, `msg % args`; the keywords are exc_info, true or an exception to be shown, and
    extra, a dict of more attributes for the record.
    """

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.level = _checkLevel(level)
        self.name, self.parent, self.handlers = name, None, []
        self.propagate, self.disabled = 1, 0

    def setLevel(self, level):
        """Leave out what is below a level."""
        self.level = _checkLevel(level)

    def getEffectiveLevel(self):
        """The level of this logger or of the nearest ancestor that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """Whether a message of the level would be logged."""
        return 0 if self.manager.disable >= level else level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        """The logger of a name below this one's."""
        return self.manager.getLogger(suffix if self.root is self else self.name + '.' + suffix)

    # -- messages

    def _logging(level, name):
        def method(self, msg, *args, **kwargs):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        method.__name__ = name
        method.__doc__ = "Log a message of level %s." % name.upper()
        return method

    debug = _logging(DEBUG, 'debug')
    info = _logging(INFO, 'info')
    warn = warning = _logging(WARNING, 'warning')
    error = _logging(ERROR, 'error')
    fatal = critical = _logging(CRITICAL, 'critical')
    del _logging

    def exception(self, msg, *args, **kwargs):
        """error() with the exception that is being handled."""
        self.error(msg, *args, **dict(kwargs, exc_info=1))

    def log(self, level, msg, *args, **kwargs):
        """Log a message of any level."""
        if isinstance(level, (int, long)):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError("level must be an integer")

    def _log(self, level, msg, args, exc_info=None, extra=None):
        if _srcfile:
            try:
                where = self.findCaller()
            except ValueError:      # there are no frames to be seen
                where = "(unknown file)", 0, "(unknown function)"
        else:
            where = "(unknown file)", 0, "(unknown function)"
        if exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        fn, lno, func = where
        self.handle(self.makeRecord(self.name, level, fn, lno, msg, args, exc_info, func, extra))

    def findCaller(self):
        """(file, line, function) of the call, looking past this module."""
        frame = currentframe()
        if frame is not None:
            frame = frame.f_back    # of whoever called this
        while hasattr(frame, "f_code"):
            code = frame.f_code
            if os.path.normcase(code.co_filename) != _srcfile:
                return code.co_filename, frame.f_lineno, code.co_name
            frame = frame.f_back
        return "(unknown file)", 0, "(unknown function)"

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None):
        """The record of a message; for subclasses to override."""
        record = LogRecord(name, level, fn, lno, msg, args, exc_info, func)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in record.__dict__:
                raise KeyError("Attempt to overwrite %r in LogRecord" % key)
            record.__dict__[key] = value
        return record

    # -- what becomes of records

    def handle(self, record):
        """Give a record that passes the filters to the handlers."""
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def addHandler(self, hdlr):
        with _tree:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        with _tree:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def callHandlers(self, record):
        """Give a record to the handlers of this logger and its ancestors."""
        logger, found = self, 0
        while logger:
            for handler in logger.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        manager = self.manager
        if not found and raiseExceptions and not manager.emittedNoHandlerWarning:
            sys.stderr.write("No handlers could be found for logger \"%s\"\n" % self.name)
            manager.emittedNoHandlerWarning = 1


class RootLogger(Logger):
    """The logger at the root, which always has a level."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)


_loggerClass = Logger
root = Logger.root = RootLogger(WARNING)
Logger.manager = Manager(root)


def currentframe():
    """The frame of whoever calls this."""
    return sys._getframe(1)


# the name of this file, as frames have it
_srcfile = os.path.normcase(addLevelName.__code__.co_filename)


class LoggerAdapter(object):
    """LoggerAdapter(logger, extra): logs with a dict of attributes added to every record."""

    def __init__(self, logger, extra):
        self.extra, self.logger = extra, logger

    def process(self, msg, kwargs):
        """The message and keywords to use instead of those given; for subclasses to override."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    def _passing_on(name):
        def method(self, msg, *args, **kwargs):
            msg, kwargs = self.process(msg, kwargs)
            getattr(self.logger, name)(msg, *args, **kwargs)
        method.__name__ = name
        method.__doc__ = "Log a message of level %s." % name.upper()
        return method

    debug, info, warning, error, critical = map(_passing_on, ('debug', 'info', 'warning', 'error', 'critical'))
    del _passing_on

    def exception(self, msg, *args, **kwargs):
        """error() with the exception that is being handled."""
        msg, kwargs = self.process(msg, kwargs)
        self.logger.error(msg, *args, **dict(kwargs, exc_info=1))

    def log(self, level, msg, *args, **kwargs):
        """Log a message of any level."""
        msg, kwargs = self.process(msg, kwargs)
        self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        """Whether a message of the level would be logged."""
        return self.logger.isEnabledFor(level)


# -- the root logger's methods as functions

BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"


def basicConfig(**kwargs):
    """Give the root logger a handler, unless it has one.

    filename, filemode  write to a file, 'a'ppending unless said otherwise
    stream              or to this stream; otherwise to stderr
    format, datefmt     for its Formatter
    level               of the root logger
    """
    with _tree:
        if root.handlers:
            return
        if kwargs.get("filename"):
            handler = FileHandler(kwargs["filename"], kwargs.get("filemode", 'a'))
        else:
            handler = StreamHandler(kwargs.get("stream"))
        handler.setFormatter(Formatter(kwargs.get("format", BASIC_FORMAT), kwargs.get("datefmt")))
        root.addHandler(handler)
        if kwargs.get("level") is not None:
            root.setLevel(kwargs["level"])


def getLogger(name=None):
    """The logger of a name; the root logger without one."""
    return Logger.manager.getLogger(name) if name else root


def _at_root(name):
    def function(*args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(*args, **kwargs)
    function.__name__ = name
    function.__doc__ = "%s() of the root logger, which is configured if it has no handler." % name
    return function


debug, info, warning, error, exception, critical, log = map(_at_root, ('debug', 'info', 'warning', 'error', 'exception',
                                                                       'critical', 'log'))
warn, fatal = warning, critical


def disable(level):
    """Have no logger log messages of a level or below."""
    root.manager.disable = level


def shutdown(handlerList=_handlerList):
    """Flush and close all handlers, the last made first; called at exit."""
    for reference in handlerList[::-1]:
        try:
            handler = reference()
            if handler:
                _end(handler)
        except:
            if not raiseExceptions:
                continue
            raise


def _end(handler):
    try:
        handler.acquire()
        handler.flush()
        handler.close()
    except (IOError, ValueError):
        pass    # somebody has closed what it writes to
    finally:
        handler.release()


atexit.register(shutdown)


# -- warnings as messages

_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        before = _warnings_showwarning
        return before and before(message, category, filename, lineno, file, line)
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning("%s", warnings.formatwarning(message, category, filename, lineno, line))


def captureWarnings(capture):
    """Send warnings to the logger 'py.warnings', or back to where they went before."""
    global _warnings_showwarning
    if capture and _warnings_showwarning is None:
        _warnings_showwarning = warnings.showwarning
        warnings.showwarning = _showwarning
    elif not capture and _warnings_showwarning is not None:
        warnings.showwarning, _warnings_showwarning = _warnings_showwarning, None
