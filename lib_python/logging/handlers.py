"""More handlers: files that are rotated, sockets, syslog, mail, HTTP, and memory (library reference 15.9)."""

import codecs
import cPickle
import errno
import logging
import os
import re
import struct
import time
from logging import _Reporting
from stat import ST_DEV, ST_INO, ST_MTIME

try:
    import socket
except ImportError:
    socket = None       # only some handlers need it

_unicode = True

(DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT, DEFAULT_HTTP_LOGGING_PORT,
 DEFAULT_SOAP_LOGGING_PORT) = range(9020, 9024)
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514

_MIDNIGHT = 24 * 60 * 60    # seconds in a day


# -- files

class BaseRotatingHandler(logging.FileHandler):
    """A file that is exchanged for a new one when shouldRollover() says so, by doRollover()."""

    def __init__(self, filename, mode, encoding=None, delay=0):
        logging.FileHandler.__init__(self, filename, mode, encoding, delay)

    def emit(self, record):
        with _Reporting(self, record):
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)

    def _close_stream(self):
        if self.stream:
            self.stream.close()
            self.stream = None


def _replace(source, target):
    # source becomes target, whatever that was, if there is a source
    if os.path.exists(source):
        if os.path.exists(target):
            os.remove(target)
        os.rename(source, target)


class RotatingFileHandler(BaseRotatingHandler):
    """A file of at most maxBytes; of the older ones backupCount are kept, named name.1, name.2 and so on.

    It grows without limit where either is 0.
    """

    def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=0):
        # where there is a limit, nothing is lost at the start of the next run
        BaseRotatingHandler.__init__(self, filename, 'a' if maxBytes > 0 else mode, encoding, delay)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def doRollover(self):
        """Go on with an empty file."""
        self._close_stream()
        if self.backupCount > 0:
            names = [self.baseFilename] + ["%s.%d" % (self.baseFilename, number + 1) for number in range(self.backupCount)]
            for number in reversed(range(self.backupCount)):
                _replace(names[number], names[number + 1])
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Whether the file would get too long with the record."""
        self.stream = self.stream or self._open()
        if self.maxBytes <= 0:
            return 0
        line = "%s\n" % self.format(record)
        self.stream.seek(0, 2)
        return int(self.stream.tell() + len(line) >= self.maxBytes)


class TimedRotatingFileHandler(BaseRotatingHandler):
    """A file that is exchanged every so often; the older ones get the time as a suffix, backupCount of them are kept.

    `when` is 'S', 'M', 'H' or 'D' for seconds to days, of which `interval` is the number, 'midnight', or 'W0' (Monday)
    to 'W6'; `utc` says which midnight.
    """

    #          seconds         suffix              its form
    _UNITS = {'S': (1, "%Y-%m-%d_%H-%M-%S", r"^\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}(\.\w+)?$"),
              'M': (60, "%Y-%m-%d_%H-%M", r"^\d{4}-\d{2}-\d{2}_\d{2}-\d{2}(\.\w+)?$"),
              'H': (60 * 60, "%Y-%m-%d_%H", r"^\d{4}-\d{2}-\d{2}_\d{2}(\.\w+)?$"),
              'D': (_MIDNIGHT, "%Y-%m-%d", r"^\d{4}-\d{2}-\d{2}(\.\w+)?$")}

    def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False):
        BaseRotatingHandler.__init__(self, filename, 'a', encoding, delay)
        self.when, self.utc, self.backupCount = when.upper(), utc, backupCount
        unit = self._UNITS.get('D' if self.when == 'MIDNIGHT' else self.when)
        if unit is None and self.when.startswith('W'):
            if len(self.when) != 2:
                raise ValueError("You must specify a day for weekly rollover from 0 to 6 (0 is Monday): %s" % self.when)
            if not '0' <= self.when[1] <= '6':
                raise ValueError("Invalid day specified for weekly rollover: %s" % self.when)
            self.dayOfWeek = int(self.when[1])
            _, suffix, form = self._UNITS['D']
            unit = 7 * _MIDNIGHT, suffix, form
        if unit is None:
            raise ValueError("Invalid rollover interval specified: %s" % self.when)
        seconds, self.suffix, form = unit
        self.extMatch = re.compile(form)
        self.interval = seconds * interval
        try:
            began = os.stat(filename)[ST_MTIME]
        except OSError:
            began = int(time.time())
        self.rolloverAt = self.computeRollover(began)

    def _clock(self, seconds):
        return time.gmtime(seconds) if self.utc else time.localtime(seconds)

    def computeRollover(self, currentTime):
        """When the file is to be exchanged, if it was begun at a time."""
        weekly = self.when.startswith('W')
        if self.when != 'MIDNIGHT' and not weekly:
            return currentTime + self.interval
        now = self._clock(currentTime)
        left = _MIDNIGHT - ((now[3] * 60 + now[4]) * 60 + now[5])
        if weekly:
            # the end of the day, which may be any number of days ahead
            left += (self.dayOfWeek - now[6]) % 7 * _MIDNIGHT
        at = currentTime + left
        return at if self.utc else at + self._change_of_clock(now[-1], at)

    def _change_of_clock(self, dst, at):
        # seconds to add where daylight saving time begins or ends until then
        dst_then = time.localtime(at)[-1]
        if dst == dst_then:
            return 0
        return 3600 if dst else -3600

    def shouldRollover(self, record):
        """Whether it is time."""
        return int(time.time() >= self.rolloverAt)

    def getFilesToDelete(self):
        """The files that are too many, oldest first."""
        folder, base = os.path.split(self.baseFilename)
        start = base + "."
        found = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                       if name.startswith(start) and self.extMatch.match(name[len(start):]))
        return found[:-self.backupCount] if len(found) >= self.backupCount else []

    def doRollover(self):
        """Go on with an empty file; the old one gets the time when it was begun as its suffix."""
        self._close_stream()
        now = int(time.time())
        dst = time.localtime(now)[-1]
        begun = self.rolloverAt - self.interval
        stamp = self._clock(begun)
        if not self.utc and dst != stamp[-1]:
            stamp = time.localtime(begun + (3600 if dst else -3600))
        _replace(self.baseFilename, self.baseFilename + "." + time.strftime(self.suffix, stamp))
        if self.backupCount > 0:
            for name in self.getFilesToDelete():
                os.remove(name)
        if not self.delay:
            self.stream = self._open()
        following = self.computeRollover(now)
        while following <= now:
            following += self.interval
        if (self.when == 'MIDNIGHT' or self.when.startswith('W')) and not self.utc:
            following += self._change_of_clock(dst, following)
        self.rolloverAt = following


class WatchedFileHandler(logging.FileHandler):
    """A file that others may rename or remove, as logrotate does: it is opened anew then."""

    def __init__(self, filename, mode='a', encoding=None, delay=0):
        logging.FileHandler.__init__(self, filename, mode, encoding, delay)
        self.dev = self.ino = -1
        self._statstream()

    def _statstream(self):
        # remember which file it is
        found = self.stream and os.fstat(self.stream.fileno())
        if found:
            self.dev, self.ino = found[ST_DEV], found[ST_INO]

    def emit(self, record):
        try:
            found = os.stat(self.baseFilename)
        except OSError as problem:
            if problem.errno != errno.ENOENT:
                raise
            found = None
        if not found or (found[ST_DEV], found[ST_INO]) != (self.dev, self.ino):
            old, self.stream = self.stream, None
            if old is not None:
                old.flush()
                old.close()
                self.stream = self._open()
                self._statstream()
        logging.FileHandler.emit(self, record)


# -- sockets

class SocketHandler(logging.Handler):
    """Sends pickled records, each behind its length, over a TCP connection.

    The connection is made when it is needed; after a failure it is tried again after `retryStart` seconds, then after
    `retryFactor` times as long each time, `retryMax` at most, and what is logged meanwhile is lost.
    """

    def __init__(self, host, port):
        logging.Handler.__init__(self)
        self.host, self.port = host, port
        self.sock = None
        self.closeOnError = 0
        self.retryTime = None
        self.retryStart, self.retryMax, self.retryFactor = 1.0, 30.0, 2.0

    def makeSocket(self, timeout=1):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(made, 'settimeout'):
            made.settimeout(timeout)
        made.connect((self.host, self.port))
        return made

    def createSocket(self):
        """Connect, unless it is too early for another try."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
        except socket.error:
            if self.retryTime is None:
                self.retryPeriod = self.retryStart
            else:
                self.retryPeriod = min(self.retryPeriod * self.retryFactor, self.retryMax)
            self.retryTime = now + self.retryPeriod
        else:
            self.retryTime = None

    def send(self, s):
        """Send bytes, connecting first if need be."""
        if self.sock is None:
            self.createSocket()
        if not self.sock:
            return
        try:
            self.sock.sendall(s)
        except socket.error:
            self.sock.close()
            self.sock = None    # to be connected again next time

    def makePickle(self, record):
        """The bytes for a record; exceptions and arguments go as text."""
        if record.exc_info:
            self.format(record)     # leaves exc_text
        fields = dict(record.__dict__, msg=record.getMessage(), args=None, exc_info=None)
        text = cPickle.dumps(fields, 1)
        return struct.pack(">L", len(text)) + text

    def handleError(self, record):
        if not (self.closeOnError and self.sock):
            logging.Handler.handleError(self, record)
            return
        self.sock.close()
        self.sock = None

    def emit(self, record):
        with _Reporting(self, record):
            self.send(self.makePickle(record))

    def close(self):
        with self._held():
            gone, self.sock = self.sock, None
            if gone:
                gone.close()
        logging.Handler.close(self)


class DatagramHandler(SocketHandler):
    """Sends pickled records by UDP."""

    def __init__(self, host, port):
        SocketHandler.__init__(self, host, port)
        self.closeOnError = 0

    def makeSocket(self):
        return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, s):
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, (self.host, self.port))


class SysLogHandler(logging.Handler):
    """Sends lines to the system's log: address is (host, port) or the path of a Unix socket."""

    # priorities
    LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)
    # facilities
    (LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS, LOG_UUCP, LOG_CRON,
     LOG_AUTHPRIV, LOG_FTP) = range(12)
    (LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7) = range(16, 24)

    priority_names = {"emerg": LOG_EMERG, "panic": LOG_EMERG, "alert": LOG_ALERT, "crit": LOG_CRIT,
                      "critical": LOG_CRIT, "err": LOG_ERR, "error": LOG_ERR, "warning": LOG_WARNING,
                      "warn": LOG_WARNING, "notice": LOG_NOTICE, "info": LOG_INFO, "debug": LOG_DEBUG}
    facility_names = {"kern": LOG_KERN, "user": LOG_USER, "mail": LOG_MAIL, "daemon": LOG_DAEMON, "auth": LOG_AUTH,
                      "security": LOG_AUTH, "syslog": LOG_SYSLOG, "lpr": LOG_LPR, "news": LOG_NEWS, "uucp": LOG_UUCP,
                      "cron": LOG_CRON, "authpriv": LOG_AUTHPRIV, "ftp": LOG_FTP, "local0": LOG_LOCAL0,
                      "local1": LOG_LOCAL1, "local2": LOG_LOCAL2, "local3": LOG_LOCAL3, "local4": LOG_LOCAL4,
                      "local5": LOG_LOCAL5, "local6": LOG_LOCAL6, "local7": LOG_LOCAL7}
    priority_map = dict((name, name.lower()) for name in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))

    log_format_string = '<%d>%s\000'

    def __init__(self, address=('localhost', SYSLOG_UDP_PORT), facility=LOG_USER, socktype=None):
        logging.Handler.__init__(self)
        self.address, self.socktype, self.facility = address, socktype, facility
        self.unixsocket = int(isinstance(address, basestring))
        if self.unixsocket:
            try:
                self._connect_unixsocket(address)
            except socket.error:
                pass    # nobody listens yet: emit() tries again
            return
        if socktype is None:
            socktype = socket.SOCK_DGRAM
        host, port = address
        found = socket.getaddrinfo(host, port, 0, socktype)
        if not found:
            raise socket.error("getaddrinfo returns an empty list")
        problem = self.socket = None
        for family, kind, protocol, _, place in found:
            made = None
            try:
                made = socket.socket(family, kind, protocol)
                if kind == socket.SOCK_STREAM:
                    made.connect(place)
            except socket.error as problem:
                if made is not None:
                    made.close()
            else:
                problem, self.socket = None, made
                break
        if problem is not None:
            raise problem
        self.socktype = kind

    def _connect_unixsocket(self, address):
        # a datagram socket or, unless the kind was given, a stream
        kinds = [socket.SOCK_DGRAM, socket.SOCK_STREAM] if self.socktype is None else [self.socktype]
        for kind in kinds:
            self.socket = socket.socket(socket.AF_UNIX, kind)
            try:
                self.socket.connect(address)
            except socket.error:
                self.socket.close()
                if kind == kinds[-1]:
                    raise
            else:
                self.socktype = kind
                return

    def encodePriority(self, facility, priority):
        """The number of a facility and a priority, given as numbers or names."""
        facility, priority = [names[given] if isinstance(given, basestring) else given for names, given in
                              ((self.facility_names, facility), (self.priority_names, priority))]
        return facility << 3 | priority

    def close(self):
        with self._held():
            if self.unixsocket:
                self.socket.close()
        logging.Handler.close(self)

    def mapPriority(self, levelName):
        """The priority for a level; 'warning' for those that are not in `priority_map`."""
        return self.priority_map.get(levelName, "warning")

    def emit(self, record):
        with _Reporting(self, record):
            text = self.format(record) + '\000'
            if isinstance(text, unicode):
                text = text.encode('utf-8')
            text = '<%d>' % self.encodePriority(self.facility, self.mapPriority(record.levelname)) + text
            if self.unixsocket:
                try:
                    self.socket.send(text)
                except socket.error:
                    self.socket.close()
                    self._connect_unixsocket(self.address)
                    self.socket.send(text)
            elif self.socktype == socket.SOCK_DGRAM:
                self.socket.sendto(text, self.address)
            else:
                self.socket.sendall(text)


# -- mail and the web

class SMTPHandler(logging.Handler):
    """Mails each record.

    mailhost is a host or (host, port), credentials (user, password); `secure` is a tuple of starttls()'s arguments.
    """

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None):
        logging.Handler.__init__(self)
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None)
        self.username = None
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, basestring) else toaddrs
        self._timeout = 5.0
        self.secure, self.subject = secure, subject

    def getSubject(self, record):
        """The subject for a record; for subclasses to override."""
        return self.subject

    def emit(self, record):
        with _Reporting(self, record):
            import smtplib
            from email.utils import formatdate
            server = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self._timeout)
            head = [("From", self.fromaddr), ("To", ",".join(self.toaddrs)), ("Subject", self.getSubject(record)),
                    ("Date", formatdate())]
            text = "".join("%s: %s\r\n" % field for field in head) + "\r\n" + self.format(record)
            if self.username:
                if self.secure is not None:
                    server.ehlo()
                    server.starttls(*self.secure)
                    server.ehlo()
                server.login(self.username, self.password)
            server.sendmail(self.fromaddr, self.toaddrs, text)
            server.quit()


class HTTPHandler(logging.Handler):
    """Sends each record to a web server, as a form, by GET or POST."""

    def __init__(self, host, url, method="GET"):
        logging.Handler.__init__(self)
        method = method.upper()
        if method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        self.host, self.url, self.method = host, url, method

    def mapLogRecord(self, record):
        """The form's fields; for subclasses to override."""
        return record.__dict__

    def emit(self, record):
        with _Reporting(self, record):
            import httplib
            import urllib
            connection = httplib.HTTP(self.host)
            form, url = urllib.urlencode(self.mapLogRecord(record)), self.url
            if self.method == "GET":
                url += ('&' if '?' in url else '?') + form
            connection.putrequest(self.method, url)
            connection.putheader("Host", self.host.partition(":")[0])
            if self.method == "POST":
                connection.putheader("Content-type", "application/x-www-form-urlencoded")
                connection.putheader("Content-length", str(len(form)))
            connection.endheaders(form if self.method == "POST" else None)
            connection.getreply()


class NTEventLogHandler(logging.Handler):
    """Writes to the event log of Windows; does nothing where win32evtlogutil is missing."""

    def __init__(self, appname, dllname=None, logtype="Application"):
        logging.Handler.__init__(self)
        self.appname, self.dllname, self.logtype = appname, dllname, logtype
        self._welu = None
        try:
            import win32evtlog
            import win32evtlogutil
        except ImportError:
            print "The Python Win32 extensions for NT (service, event logging) appear not to be available."
            return
        self._welu = win32evtlogutil
        self._welu.AddSourceToRegistry(appname, dllname, logtype)
        self.deftype = win32evtlog.EVENTLOG_ERROR_TYPE
        self.typemap = {logging.DEBUG: win32evtlog.EVENTLOG_INFORMATION_TYPE,
                        logging.INFO: win32evtlog.EVENTLOG_INFORMATION_TYPE,
                        logging.WARNING: win32evtlog.EVENTLOG_WARNING_TYPE,
                        logging.ERROR: win32evtlog.EVENTLOG_ERROR_TYPE,
                        logging.CRITICAL: win32evtlog.EVENTLOG_ERROR_TYPE}

    def getMessageID(self, record):
        return 1

    def getEventCategory(self, record):
        return 0

    def getEventType(self, record):
        return self.typemap.get(record.levelno, self.deftype)

    def emit(self, record):
        if not self._welu:
            return
        with _Reporting(self, record):
            self._welu.ReportEvent(self.appname, self.getMessageID(record), self.getEventCategory(record),
                                   self.getEventType(record), [self.format(record)])


# -- memory

class BufferingHandler(logging.Handler):
    """Keeps records until there are `capacity` of them."""

    def __init__(self, capacity):
        logging.Handler.__init__(self)
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        with self._held():
            self.buffer = []

    def close(self):
        try:
            self.flush()
        finally:
            logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are `capacity`, or one of flushLevel; then gives them to the handler `target`."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None):
        BufferingHandler.__init__(self, capacity)
        self.target, self.flushLevel = target, flushLevel

    def shouldFlush(self, record):
        return record.levelno >= self.flushLevel or BufferingHandler.shouldFlush(self, record)

    def setTarget(self, target):
        self.target = target

    def flush(self):
        with self._held():
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer = []

    def close(self):
        try:
            self.flush()
        finally:
            with self._held():
                self.target = None
                BufferingHandler.close(self)
