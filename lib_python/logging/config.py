"""Configuring logging from a file, a dict, or over a socket (library reference 15.8, PEP 391)."""

import cStringIO
import errno
import io
import logging
import logging.handlers
import os
import re
import struct
import sys
import traceback
import types

try:
    import thread
    import threading
except ImportError:
    thread = None

try:
    import socket
except ImportError:
    socket = None

DEFAULT_LOGGING_CONFIG_PORT = 9030
RESET_ERROR = errno.ECONNRESET

_listener = None    # the server of listen(), while it runs


def _resolve(name):
    # The object of a dotted name: modules are imported as far as the name goes through them.
    parts = name.split('.')
    path = parts[0]
    found = __import__(path)
    for part in parts[1:]:
        path += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(path)
            found = getattr(found, part)
    return found


def _forget_handlers():
    logging._handlers.clear()
    del logging._handlerList[:]


# -- files

def fileConfig(fname, defaults=None, disable_existing_loggers=True):
    """Configure logging from a file, given by name or open, as ConfigParser reads it.

    The sections [loggers], [handlers] and [formatters] list names under `keys`; each has a section of its own.
    Loggers that are there and not mentioned are disabled unless told otherwise.
    """
    import ConfigParser
    parser = ConfigParser.ConfigParser(defaults)
    if hasattr(fname, 'readline'):
        parser.readfp(fname)
    else:
        parser.read(fname)
    formatters = _create_formatters(parser)
    logging._acquireLock()
    try:
        _forget_handlers()
        handlers = _install_handlers(parser, formatters)
        _install_loggers(parser, handlers, disable_existing_loggers)
    finally:
        logging._releaseLock()


def _names(text):
    return [name.strip() for name in text.split(",")] if text else []


def _strip_spaces(alist):
    return map(str.strip, alist)


def _encoded(s):
    return s if isinstance(s, str) else s.encode('utf-8')


def _optional(parser, section, option, default=None):
    return parser.get(section, option) if option in parser.options(section) else default


def _create_formatters(cp):
    formatters = {}
    for name in _names(cp.get("formatters", "keys")):
        section = "formatter_" + name
        options = cp.options(section)
        # formats are for logging to fill in, not for the parser
        form, date = [cp.get(section, option, 1) if option in options else None for option in ("format", "datefmt")]
        factory = _optional(cp, section, "class")
        formatters[name] = (_resolve(factory) if factory else logging.Formatter)(form, date)
    return formatters


def _install_handlers(cp, formatters):
    handlers, wait_for_target = {}, []
    for name in _names(cp.get("handlers", "keys")):
        section = "handler_" + name
        factory = cp.get(section, "class")
        try:
            factory = eval(factory, vars(logging))
        except (AttributeError, NameError):
            factory = _resolve(factory)
        handler = handlers[name] = factory(*eval(cp.get(section, "args"), vars(logging)))
        level = _optional(cp, section, "level")
        if level is not None:
            handler.setLevel(logging._levelNames[level])
        formatter = _optional(cp, section, "formatter", "")
        if formatter:
            handler.setFormatter(formatters[formatter])
        if issubclass(factory, logging.handlers.MemoryHandler):
            target = _optional(cp, section, "target", "")
            if target:
                wait_for_target.append((handler, target))
    for handler, target in wait_for_target:
        handler.setTarget(handlers[target])
    return handlers


def _configure_from_section(cp, section, logger, handlers):
    level = _optional(cp, section, "level")
    if level is not None:
        logger.setLevel(logging._levelNames[level])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    for name in _names(cp.get(section, "handlers")):
        logger.addHandler(handlers[name])


def _install_loggers(cp, handlers, disable_existing_loggers):
    names = _names(cp.get("loggers", "keys"))
    names.remove("root")
    _configure_from_section(cp, "logger_root", logging.root, handlers)
    unused = _Unused()
    for name in names:
        section = "logger_" + name
        qualified = _encoded(cp.get(section, "qualname"))
        propagate = cp.getint(section, "propagate") if "propagate" in cp.options(section) else 1
        logger = logging.getLogger(qualified)
        unused.use(qualified)
        _configure_from_section(cp, section, logger, handlers)
        logger.propagate = propagate
        logger.disabled = 0
    unused.finish(disable_existing_loggers)


class _Unused:
    # The loggers that were there before and have not been configured; those below a configured one are kept as they are
    # but for their own settings, the others are disabled.

    def __init__(self):
        self.names = set(logging.root.manager.loggerDict)
        self.below = set()

    def use(self, name):
        if name in self.names:
            self.below.update(other for other in self.names if other.startswith(name + "."))
            self.names.remove(name)

    def finish(self, disable):
        for name in self.names:
            logger = logging.root.manager.loggerDict[name]
            if name in self.below:
                logger.level = logging.NOTSET
                logger.handlers = []
                logger.propagate = True
            else:
                logger.disabled = disable


# -- dicts

IDENTIFIER = re.compile('^[a-z_][a-z0-9_]*$', re.I)


def valid_ident(s):
    """True for an identifier, else ValueError."""
    if not IDENTIFIER.match(s):
        raise ValueError('Not a valid Python identifier: %r' % s)
    return True


class ConvertingMixin(object):
    """What the containers of a configuration share: strings like ext://sys.stderr are converted when they are got."""

    def convert_with_key(self, key, value, replace=True):
        converted = self.configurator.convert(value)
        if converted is not value:
            if replace:
                self[key] = converted
            self._settle(converted, key)
        return converted

    def convert(self, value):
        converted = self.configurator.convert(value)
        if converted is not value:
            self._settle(converted, None)
        return converted

    def _settle(self, made, key):
        if isinstance(made, (ConvertingDict, ConvertingList, ConvertingTuple)):
            made.parent, made.key = self, key


class ConvertingDict(dict, ConvertingMixin):
    """A dict whose values are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list whose items are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple whose items are converted."""

    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator(object):
    """BaseConfigurator(config): keeps a dict whose strings and factories can stand for other objects."""

    CONVERT_PATTERN = re.compile(r'^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    WORD_PATTERN = re.compile(r'^\s*(\w+)\s*')
    DOT_PATTERN = re.compile(r'^\.\s*(\w+)\s*')
    INDEX_PATTERN = re.compile(r'^\[\s*(\w+)\s*\]\s*')
    DIGIT_PATTERN = re.compile(r'^\d+$')

    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}     # prefix -> method
    importer = __import__

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object of a dotted name."""
        parts = s.split('.')
        path = parts[0]
        try:
            found = self.importer(path)
            for part in parts[1:]:
                path += '.' + part
                try:
                    found = getattr(found, part)
                except AttributeError:
                    self.importer(path)
                    found = getattr(found, part)
            return found
        except ImportError:
            problem, where = sys.exc_info()[1:]
            error = ValueError('Cannot resolve %r: %s' % (s, problem))
            error.__cause__, error.__traceback__ = problem, where
            raise error

    def ext_convert(self, value):
        """ext://: an object in a module."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """cfg://: another part of the configuration, as in cfg://handlers.email.toaddrs[0]"""
        match = self.WORD_PATTERN.match(value)
        if match is None:
            raise ValueError("Unable to convert %r" % value)
        rest = value[match.end():]
        found = self.config[match.group(1)]
        while rest:
            match = self.DOT_PATTERN.match(rest)
            if match:
                found = found[match.group(1)]
            else:
                match = self.INDEX_PATTERN.match(rest)
                if not match:
                    raise ValueError('Unable to convert %r at %r' % (value, rest))
                index = match.group(1)
                if self.DIGIT_PATTERN.match(index):
                    try:
                        found = found[int(index)]
                    except TypeError:
                        found = found[index]    # a dict with strings of digits
                else:
                    found = found[index]
            rest = rest[match.end():]
        return found

    def convert(self, value):
        """What a value stands for; containers become converting ones."""
        for plain, converting in (dict, ConvertingDict), (list, ConvertingList), (tuple, ConvertingTuple):
            if isinstance(value, converting):
                return value
            if isinstance(value, plain):
                value = converting(value)
                value.configurator = self
                return value
        if isinstance(value, basestring):
            match = self.CONVERT_PATTERN.match(value)
            name = match and self.value_converters.get(match.group('prefix'))
            if name:
                return getattr(self, name)(match.group('suffix'))
        return value

    def configure_custom(self, config):
        """What the factory '()' of a dict makes with the rest as keywords; '.' has attributes to set."""
        factory = config.pop('()')
        if not hasattr(factory, '__call__') and type(factory) != types.ClassType:
            factory = self.resolve(factory)
        attributes = config.pop('.', None)
        made = factory(**dict((name, config[name]) for name in config if valid_ident(name)))
        for name, value in (attributes or {}).items():
            setattr(made, name, value)
        return made

    def as_tuple(self, value):
        """Lists as tuples."""
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Configures logging as a dict of version 1 says."""

    def configure(self):
        """Do so; ValueError tells what is wrong."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError("Unsupported version: %s" % config['version'])
        incremental = config.pop('incremental', False)
        logging._acquireLock()
        try:
            if incremental:
                self._adjust(config)
            else:
                self._replace(config)
        finally:
            logging._releaseLock()

    def _each(self, config, section, problem, configure, order=sorted):
        for name in order(config.get(section, {})):
            try:
                configure(name, config[section][name])
            except StandardError as error:
                raise ValueError(problem % (name, error))

    def _root(self, config, incremental):
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root, incremental)
            except StandardError as error:
                raise ValueError('Unable to configure root logger: %s' % error)

    def _adjust(self, config):
        # levels, and whether to propagate, of what is there
        for name in config.get('handlers', {}):
            if name not in logging._handlers:
                raise ValueError('No handler found with name %r' % name)
            try:
                level = config['handlers'][name].get('level', None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except StandardError as error:
                raise ValueError('Unable to configure handler %r: %s' % (name, error))
        self._each(config, 'loggers', 'Unable to configure logger %r: %s',
                   lambda name, logger: self.configure_logger(name, logger, True), list)
        self._root(config, True)

    def _replace(self, config):
        disable_existing = config.pop('disable_existing_loggers', True)
        _forget_handlers()

        def make(section, configure):
            def put(name, description):
                config[section][name] = configure(description)
            return put

        self._each(config, 'formatters', 'Unable to configure formatter %r: %s',
                   make('formatters', self.configure_formatter), list)
        self._each(config, 'filters', 'Unable to configure filter %r: %s', make('filters', self.configure_filter), list)

        # A handler may have another as its target: it waits until that is there.
        deferred = []

        def put_handler(name, description):
            try:
                handler = self.configure_handler(description)
            except StandardError as error:
                if not name in deferred and 'target not configured yet' in str(error):
                    deferred.append(name)
                    return
                raise
            handler.name = name
            config['handlers'][name] = handler

        problem = 'Unable to configure handler %r: %s'
        self._each(config, 'handlers', problem, put_handler)
        self._each(config, 'handlers', problem, put_handler, lambda handlers: list(deferred))

        unused = _Unused()

        def put_logger(name, description):
            name = _encoded(name)
            unused.use(name)
            self.configure_logger(name, description)

        self._each(config, 'loggers', 'Unable to configure logger %r: %s', put_logger, list)
        unused.finish(disable_existing)
        self._root(config, False)

    def configure_formatter(self, config):
        """The formatter that a dict describes."""
        if '()' not in config:
            return logging.Formatter(config.get('format', None), config.get('datefmt', None))
        factory = config['()']
        try:
            return self.configure_custom(config)
        except TypeError as problem:
            if "'format'" not in str(problem):
                raise
            # a class of its own that calls the format fmt, as Formatter does
            config['fmt'] = config.pop('format')
            config['()'] = factory
            return self.configure_custom(config)

    def configure_filter(self, config):
        """The filter that a dict describes."""
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Add filters to something, by their names."""
        for name in filters:
            try:
                filterer.addFilter(self.config['filters'][name])
            except StandardError as error:
                raise ValueError('Unable to add filter %r: %s' % (name, error))

    def configure_handler(self, config):
        """The handler that a dict describes."""
        described = dict(config)    # to be put back if the handler has to wait for its target
        formatter = config.get('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except StandardError as error:
                raise ValueError('Unable to set formatter %r: %s' % (formatter, error))
        level = config.pop('level', None)
        filters = config.pop('filters', None)
        config.pop('formatter', None)
        if '()' in config:
            factory = config.pop('()')
            if not hasattr(factory, '__call__') and type(factory) != types.ClassType:
                factory = self.resolve(factory)
        else:
            name = config.pop('class')
            factory = self.resolve(name)
            if issubclass(factory, logging.handlers.MemoryHandler) and 'target' in config:
                try:
                    target = self.config['handlers'][config['target']]
                    if not isinstance(target, logging.Handler):
                        config.update(described)
                        raise TypeError('target not configured yet')
                    config['target'] = target
                except StandardError as error:
                    raise ValueError('Unable to set target handler %r: %s' % (config['target'], error))
            elif issubclass(factory, logging.handlers.SMTPHandler) and 'mailhost' in config:
                config['mailhost'] = self.as_tuple(config['mailhost'])
            elif issubclass(factory, logging.handlers.SysLogHandler) and 'address' in config:
                config['address'] = self.as_tuple(config['address'])
        keywords = dict((str(name), config[name]) for name in config if valid_ident(name))
        try:
            made = factory(**keywords)
        except TypeError as problem:
            if "'stream'" not in str(problem):
                raise
            # one that was written for older versions
            keywords['strm'] = keywords.pop('stream')
            made = factory(**keywords)
        if formatter:
            made.setFormatter(formatter)
        if level is not None:
            made.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(made, filters)
        return made

    def add_handlers(self, logger, handlers):
        """Add handlers to a logger, by their names."""
        for name in handlers:
            try:
                logger.addHandler(self.config['handlers'][name])
            except StandardError as error:
                raise ValueError('Unable to add handler %r: %s' % (name, error))

    def common_logger_config(self, logger, config, incremental=False):
        """What the root logger and others have in common."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for names, add in (config.get('handlers', None), self.add_handlers), (config.get('filters', None), self.add_filters):
            if names:
                add(logger, names)

    def configure_logger(self, name, config, incremental=False):
        """Set up a logger as a dict says."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        propagate = config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate
        if not incremental:
            logger.disabled = 0

    def configure_root(self, config, incremental=False):
        """Set up the root logger as a dict says."""
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configure logging as a dict says."""
    dictConfigClass(config).configure()


# -- sockets

def _apply(text):
    # a configuration that came over the socket: JSON, or what fileConfig() reads
    try:
        import json
        config = json.loads(text)
        assert isinstance(config, dict)
    except Exception:
        fileConfig(cStringIO.StringIO(text))
    else:
        dictConfig(config)


def listen(port=DEFAULT_LOGGING_CONFIG_PORT):
    """A thread that, once started, takes configurations at a local port, each behind its length, until stopListening()."""
    if not thread:
        raise NotImplementedError("listen() needs threading to work")
    from SocketServer import StreamRequestHandler, ThreadingTCPServer

    class ConfigStreamHandler(StreamRequestHandler):
        def handle(self):
            try:
                head = self.connection.recv(4)
                if len(head) < 4:
                    return
                size, = struct.unpack(">L", head)
                text = ''
                while len(text) < size:
                    piece = self.connection.recv(size - len(text))
                    if not piece:
                        return
                    text += piece
                try:
                    _apply(text)
                except (KeyboardInterrupt, SystemExit):
                    raise
                except:
                    traceback.print_exc()
                if self.server.ready:
                    self.server.ready.set()
            except socket.error as problem:
                if problem.errno != RESET_ERROR:
                    raise

    class ConfigSocketReceiver(ThreadingTCPServer):
        allow_reuse_address = 1

        def __init__(self, host='localhost', port=port, handler=None, ready=None):
            ThreadingTCPServer.__init__(self, (host, port), handler)
            self.abort = 0
            self.timeout = 1
            self.ready = ready

        def serve_until_stopped(self):
            import select
            stop = 0
            while not stop:
                if select.select([self.socket.fileno()], [], [], self.timeout)[0]:
                    self.handle_request()
                logging._acquireLock()
                stop = self.abort
                logging._releaseLock()
            self.socket.close()

    class Server(threading.Thread):
        def __init__(self, rcvr, hdlr, port):
            super(Server, self).__init__()
            self.rcvr, self.hdlr, self.port = rcvr, hdlr, port
            self.ready = threading.Event()

        def run(self):
            global _listener
            server = self.rcvr(port=self.port, handler=self.hdlr, ready=self.ready)
            if self.port == 0:
                self.port = server.server_address[1]
            self.ready.set()
            logging._acquireLock()
            _listener = server
            logging._releaseLock()
            server.serve_until_stopped()

    return Server(ConfigSocketReceiver, ConfigStreamHandler, port)


def stopListening():
    """End the server that listen() made."""
    global _listener
    logging._acquireLock()
    try:
        if _listener:
            _listener.abort = 1
            _listener = None
    finally:
        logging._releaseLock()
