"""Servers over sockets (library reference 20.17).

A server waits for requests and makes a handler for each; where that happens, in this thread or in a new thread or
process, is what ThreadingMixIn and ForkingMixIn say.
"""

import errno
import os
import select
import socket
import sys
import time

try:
    import threading
except ImportError:
    import dummy_threading as threading

__version__ = "0.4"

__all__ = ["TCPServer", "UDPServer", "ForkingUDPServer", "ForkingTCPServer", "ThreadingUDPServer",
           "ThreadingTCPServer", "BaseRequestHandler", "StreamRequestHandler", "DatagramRequestHandler",
           "ThreadingMixIn", "ForkingMixIn"]
if hasattr(socket, 'AF_UNIX'):
    __all__ += ["UnixStreamServer", "UnixDatagramServer", "ThreadingUnixStreamServer", "ThreadingUnixDatagramServer"]


def _eintr_retry(function, *arguments):
    # again where a signal came in between
    while 1:
        try:
            return function(*arguments)
        except (OSError, select.error) as problem:
            if problem.args[0] != errno.EINTR:
                raise


class BaseServer:
    """What servers have in common; subclasses know about sockets.

    server_address is where requests come to, RequestHandlerClass makes what handles one."""

    timeout = None                              # how long handle_request() waits

    def __init__(self, server_address, RequestHandlerClass):
        self.server_address, self.RequestHandlerClass = server_address, RequestHandlerClass
        self.__stop, self.__stopped = False, threading.Event()

    def server_activate(self):
        """Called by the constructor of subclasses, to begin."""

    def server_close(self):
        """Called to clean up."""

    # -- the loop

    def serve_forever(self, poll_interval=0.5):
        """Handle requests until shutdown(), for which to look every so many seconds."""
        self.__stopped.clear()
        try:
            while not self.__stop:
                ready = _eintr_retry(select.select, [self], [], [], poll_interval)[0]
                if self.__stop:
                    break
                if self in ready:
                    self._handle_request_noblock()
        finally:
            self.__stop = False
            self.__stopped.set()

    def shutdown(self):
        """Have serve_forever(), in another thread, stop, and wait until it has."""
        self.__stop = True
        self.__stopped.wait()

    def handle_request(self):
        """Handle one request, or call handle_timeout()."""
        limits = [limit for limit in (self.socket.gettimeout(), self.timeout) if limit is not None]
        ready = _eintr_retry(select.select, [self], [], [], min(limits) if limits else None)[0]
        if ready:
            self._handle_request_noblock()
        else:
            self.handle_timeout()

    def _handle_request_noblock(self):
        # there is a request, or has been: it may be gone by now
        try:
            request, client = self.get_request()
        except socket.error:
            return
        try:
            if self.verify_request(request, client):
                self.process_request(request, client)
            else:
                self.shutdown_request(request)
        except:
            self.handle_error(request, client)
            self.shutdown_request(request)

    # -- one request

    def finish_request(self, request, client_address):
        """Make the handler, which does it all."""
        self.RequestHandlerClass(request, client_address, self)

    def handle_timeout(self):
        """Called when handle_request() has waited in vain."""

    def close_request(self, request):
        """End a request."""

    def process_request(self, request, client_address):
        """Have the request handled, here."""
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def verify_request(self, request, client_address):
        """Whether the request is to be handled."""
        return True

    def shutdown_request(self, request):
        """End a request in good order."""
        self.close_request(request)

    def handle_error(self, request, client_address):
        """Tell of an exception in a handler."""
        import traceback
        line = '-' * 40
        print line
        print 'Exception happened during processing of request from', client_address
        traceback.print_exc()
        print line


class TCPServer(BaseServer):
    """A server of streams; the request is the socket of a connection."""

    address_family, socket_type = socket.AF_INET, socket.SOCK_STREAM
    request_queue_size = 5
    allow_reuse_address = False

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        BaseServer.__init__(self, server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        begin = (self.server_bind, self.server_activate) if bind_and_activate else ()
        try:
            for step in begin:
                step()
        except:
            self.server_close()
            raise

    def get_request(self):
        """(request, address of the client)."""
        return self.socket.accept()

    def close_request(self, request):
        """Close the socket of a connection."""
        request.close()

    def fileno(self):
        """The descriptor of the socket, for select()."""
        return self.socket.fileno()

    def server_close(self):
        """Close the socket."""
        self.socket.close()

    def shutdown_request(self, request):
        """End a connection, so that the client comes to know."""
        try:
            request.shutdown(socket.SHUT_WR)
        except socket.error:
            pass                                # the client was quicker
        self.close_request(request)

    def server_activate(self):
        """Listen."""
        self.socket.listen(self.request_queue_size)

    def server_bind(self):
        """Give the socket its address; the system may have chosen the port then."""
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()


class UDPServer(TCPServer):
    """A server of datagrams; the request is a pair of the datagram and the socket."""

    socket_type = socket.SOCK_DGRAM
    max_packet_size = 8192

    def server_activate(self):
        """There is nothing to listen to."""

    def get_request(self):
        data, client = self.socket.recvfrom(self.max_packet_size)
        return (data, self.socket), client

    def shutdown_request(self, request):
        self.close_request(request)

    def close_request(self, request):
        """There is nothing to close."""


class ForkingMixIn:
    """Handles each request in a process of its own."""

    timeout = 300
    max_children = 40
    active_children = None                      # their numbers

    def collect_children(self):
        """Let go of processes that have ended; where there are too many, wait for some."""
        children = self.active_children
        while children is not None and len(children) >= self.max_children:
            try:
                child = os.waitpid(-1, 0)[0]
            except OSError as problem:
                if problem.errno == errno.ECHILD:
                    children.clear()            # somebody else has waited for them
                elif problem.errno != errno.EINTR:
                    break
            else:
                children.discard(child)
        for child in list(children or ()):
            try:
                if os.waitpid(child, os.WNOHANG)[0]:
                    children.discard(child)
            except OSError as problem:
                if problem.errno == errno.ECHILD:
                    children.discard(child)

    def handle_timeout(self):
        """Use the time to look after the processes."""
        self.collect_children()

    def process_request(self, request, client_address):
        """Have the request handled in a new process."""
        self.collect_children()
        child = os.fork()
        if child:
            if self.active_children is None:
                self.active_children = set()
            self.active_children.add(child)
            self.close_request(request)         # it is the child's now
            return
        status = 1                              # the child must never come back from here
        try:
            self.finish_request(request, client_address)
            self.shutdown_request(request)
            status = 0
        except:
            try:
                self.handle_error(request, client_address)
                self.shutdown_request(request)
            except:
                pass
        finally:
            os._exit(status)


class ThreadingMixIn:
    """Handles each request in a thread of its own."""

    daemon_threads = False                      # whether the program may end before they do

    def process_request_thread(self, request, client_address):
        """What the thread does."""
        try:
            self.finish_request(request, client_address)
        except:
            self.handle_error(request, client_address)
        self.shutdown_request(request)

    def process_request(self, request, client_address):
        """Have the request handled in a new thread."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address))
        thread.daemon = self.daemon_threads
        thread.start()


class ForkingUDPServer(ForkingMixIn, UDPServer):
    """A server of datagrams with processes."""


class ForkingTCPServer(ForkingMixIn, TCPServer):
    """A server of streams with processes."""


class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    """A server of datagrams with threads."""


class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    """A server of streams with threads."""


if hasattr(socket, 'AF_UNIX'):

    class UnixStreamServer(TCPServer):
        """A server of streams within the system."""

        address_family = socket.AF_UNIX

    class UnixDatagramServer(UDPServer):
        """A server of datagrams within the system."""

        address_family = socket.AF_UNIX

    class ThreadingUnixStreamServer(ThreadingMixIn, UnixStreamServer):
        """A server of streams within the system, with threads."""

    class ThreadingUnixDatagramServer(ThreadingMixIn, UnixDatagramServer):
        """A server of datagrams within the system, with threads."""


class BaseRequestHandler:
    """Handles one request when it is made: subclasses say how in handle()."""

    def __init__(self, request, client_address, server):
        self.request, self.client_address, self.server = request, client_address, server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        """Called before handle()."""

    def handle(self):
        """Do what is asked for."""

    def finish(self):
        """Called after handle(), whatever has happened there."""


class StreamRequestHandler(BaseRequestHandler):
    """A handler with a connection as two files, rfile and wfile."""

    rbufsize, wbufsize = -1, 0
    disable_nagle_algorithm, timeout = False, None

    def setup(self):
        connection = self.connection = self.request
        if self.disable_nagle_algorithm:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        if self.timeout is not None:
            connection.settimeout(self.timeout)
        self.rfile, self.wfile = [self.connection.makefile(mode, size)
                                  for mode, size in (('rb', self.rbufsize), ('wb', self.wbufsize))]

    def finish(self):
        try:
            if not self.wfile.closed:
                self.wfile.flush()
        except socket.error:
            pass                                # the client is gone
        for each in self.wfile, self.rfile:
            each.close()


class DatagramRequestHandler(BaseRequestHandler):
    """A handler with a datagram to read, rfile, and one to be sent back, wfile."""

    def setup(self):
        try:
            from cStringIO import StringIO
        except ImportError:
            from StringIO import StringIO
        self.packet, self.socket = self.request
        self.rfile, self.wfile = StringIO(self.packet), StringIO()

    def finish(self):
        self.socket.sendto(self.wfile.getvalue(), self.client_address)
