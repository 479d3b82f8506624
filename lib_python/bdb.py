"""What debuggers rest on: breakpoints, and running code under sys.settrace() (library reference 26.1)."""

import fnmatch
import os
import sys
import types

__all__ = ["BdbQuit", "Bdb", "Breakpoint"]


class BdbQuit(Exception):
    """The user has ended the debugger."""


class Bdb:
    """Runs code and calls user_call(), user_line(), user_return() and user_exception() where it is to stop.

    These are for subclasses to override; in them set_step() and its like say where to stop next.  `skip` has patterns
    of the names of modules not to stop in.
    """

    def __init__(self, skip=None):
        self.fncache, self.breaks = {}, {}      # breaks: file -> numbers of lines
        self.frame_returning = None
        self.skip = set(skip or ()) or None

    def canonic(self, filename):
        """A file's name as it is kept here: absolute, unless it is in <>."""
        if filename[:1] == "<" and filename[-1:] == ">":
            return filename
        if filename not in self.fncache:
            self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return self.fncache[filename]

    def reset(self):
        """Before code is run: stop at its first line."""
        from linecache import checkcache
        self.botframe = None
        checkcache()
        self._set_stopinfo(stopframe=None, returnframe=None)

    # -- events

    def trace_dispatch(self, frame, event, arg):
        """The function for sys.settrace()."""
        if self.quitting:
            return None
        handler = {'line': self.dispatch_line, 'call': self.dispatch_call, 'return': self.dispatch_return,
                   'exception': self.dispatch_exception}.get(event)
        if event == 'line':
            return handler(frame)
        if handler is not None:
            return handler(frame, arg)
        if event not in ('c_call', 'c_exception', 'c_return'):
            print 'bdb.Bdb.dispatch: unknown debugging event:', repr(event)
        return self.trace_dispatch

    def _unless_quitting(self):
        if self.quitting:
            raise BdbQuit
        return self.trace_dispatch

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self.user_line(frame)
            return self._unless_quitting()
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is not None:
            if self.stop_here(frame) or self.break_anywhere(frame):
                self.user_call(frame, arg)
                return self._unless_quitting()
            return None     # nothing of interest in there
        # the first one: what is below it is the debugger
        self.botframe = frame.f_back
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        if frame != self.returnframe and not self.stop_here(frame):
            return self.trace_dispatch
        self.frame_returning = frame
        try:
            self.user_return(frame, arg)
        finally:
            self.frame_returning = None
        return self._unless_quitting()

    def dispatch_exception(self, frame, arg):
        if self.stop_here(frame):
            self.user_exception(frame, arg)
            return self._unless_quitting()
        return self.trace_dispatch

    # -- where to stop

    def is_skipped_module(self, module_name):
        return any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Whether stepping ends in a frame."""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        # else in what called that frame, down to the debugger
        while frame not in (None, self.stopframe, self.botframe):
            frame = frame.f_back
        return frame is not None and frame is not self.stopframe

    def break_here(self, frame):
        """Whether there is a breakpoint that stops a frame where it is."""
        filename = self.canonic(frame.f_code.co_filename)
        if filename not in self.breaks:
            return False
        line = frame.f_lineno
        if line not in self.breaks[filename]:
            # one of the function as a whole
            line = frame.f_code.co_firstlineno
            if line not in self.breaks[filename]:
                return False
        found, delete = effective(filename, line, frame)
        if not found:
            return False
        self.currentbp = found.number
        if delete and found.temporary:
            self.do_clear(str(found.number))
        return True

    def do_clear(self, arg):
        raise NotImplementedError("subclass of bdb must implement do_clear()")

    def break_anywhere(self, frame):
        """Whether there are breakpoints in a frame's file."""
        return self.canonic(frame.f_code.co_filename) in self.breaks

    def user_call(self, frame, argument_list):
        """A function is entered that may be stopped in."""

    def user_line(self, frame):
        """Stopped before a line."""

    def user_return(self, frame, return_value):
        """Stopped where a function returns."""

    def user_exception(self, frame, exc_info):
        """Stopped where an exception came up, or passes through."""

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe, self.returnframe, self.quitting = stopframe, returnframe, 0
        self.stoplineno = stoplineno    # lines from there on count in stopframe; -1: none at all

    def set_until(self, frame):
        """Stop at a line further down in a frame, or where it returns."""
        self._set_stopinfo(frame, frame, frame.f_lineno + 1)

    def set_step(self):
        """Stop at the next line."""
        returning = self.frame_returning
        if returning:
            # the caller is not traced unless it is told to
            caller = returning.f_back
            if caller and not caller.f_trace:
                caller.f_trace = self.trace_dispatch
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        """Stop at the next line in a frame or in one that called it."""
        self._set_stopinfo(frame, None)

    def set_return(self, frame):
        """Stop where a frame returns."""
        self._set_stopinfo(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Begin to debug in a frame, by default that of whoever calls this."""
        each = sys._getframe().f_back if frame is None else frame
        self.reset()
        while each:
            self.botframe, each.f_trace = each, self.trace_dispatch
            each = each.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """Stop at breakpoints only; at full speed if there are none."""
        self._set_stopinfo(self.botframe, None, -1)
        if self.breaks:
            return
        sys.settrace(None)
        each = sys._getframe().f_back
        while each not in (None, self.botframe):
            del each.f_trace
            each = each.f_back

    def set_quit(self):
        """Leave what is run, by BdbQuit."""
        self.stopframe, self.returnframe, self.quitting = self.botframe, None, 1
        sys.settrace(None)

    # -- breakpoints; what goes wrong is returned as text

    def set_break(self, filename, lineno, temporary=0, cond=None, funcname=None):
        """Set a breakpoint."""
        import linecache
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return 'Line %s:%d does not exist' % (filename, lineno)
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)

    def _prune_breaks(self, filename, lineno):
        lines = self.breaks[filename]
        if not Breakpoint.bplist.get((filename, lineno)):
            lines.remove(lineno)
        if not lines:
            self.breaks.pop(filename)

    def clear_break(self, filename, lineno):
        """Delete the breakpoints of a line."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return 'There are no breakpoints in %s' % filename
        if lineno not in self.breaks[filename]:
            return 'There is no breakpoint at %s:%d' % (filename, lineno)
        for each in Breakpoint.bplist[filename, lineno][:]:
            each.deleteMe()
        self._prune_breaks(filename, lineno)

    def clear_bpbynumber(self, arg):
        """Delete the breakpoint of a number."""
        try:
            number = int(arg)
        except ValueError:
            return 'Non-numeric breakpoint number (%s)' % arg
        try:
            found = Breakpoint.bpbynumber[number]
        except IndexError:
            return 'Breakpoint number (%d) out of range' % number
        if not found:
            return 'Breakpoint (%d) already deleted' % number
        found.deleteMe()
        self._prune_breaks(found.file, found.line)

    def clear_all_file_breaks(self, filename):
        """Delete the breakpoints in a file."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return 'There are no breakpoints in %s' % filename
        for line in self.breaks.pop(filename):
            for each in Breakpoint.bplist[filename, line][:]:
                each.deleteMe()

    def clear_all_breaks(self):
        """Delete all breakpoints."""
        if not self.breaks:
            return 'There are no breakpoints'
        for each in filter(None, Breakpoint.bpbynumber):
            each.deleteMe()
        self.breaks = {}

    def get_break(self, filename, lineno):
        """Whether there is a breakpoint at a line."""
        return lineno in self.breaks.get(self.canonic(filename), ())

    def get_breaks(self, filename, lineno):
        """The breakpoints of a line."""
        filename = self.canonic(filename)
        if lineno not in self.breaks.get(filename, ()):
            return []
        return Breakpoint.bplist[filename, lineno] or []

    def get_file_breaks(self, filename):
        """The lines of a file that have breakpoints."""
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        """The lines that have breakpoints, by file."""
        return self.breaks

    # -- the stack

    def get_stack(self, f, t):
        """([(frame, line)] from the outermost to where an exception was raised, the index of the frame f)"""
        frames, tail = [], t.tb_next if t and t.tb_frame is f else t
        frame = f
        while frame is not None:
            frames.append((frame, frame.f_lineno))
            if frame is self.botframe:
                break
            frame = frame.f_back
        frames.reverse()
        index = max(0, len(frames) - 1)
        while tail is not None:
            frames.append((tail.tb_frame, tail.tb_lineno))
            tail = tail.tb_next
        return frames, index if f is not None else max(0, len(frames) - 1)

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """file(line)function(arguments)->value: source"""
        import linecache
        import repr
        frame, lineno = frame_lineno
        filename = self.canonic(frame.f_code.co_filename)
        text = '%s(%r)%s' % (filename, lineno, frame.f_code.co_name or "<lambda>")
        arguments = frame.f_locals.get('__args__')
        text += repr.repr(arguments) if arguments else '()'
        if '__return__' in frame.f_locals:
            text += '->' + repr.repr(frame.f_locals['__return__'])
        line = linecache.getline(filename, lineno, frame.f_globals)
        return text + lprefix + line.strip() if line else text

    # -- running code

    def _namespaces(self, globals, locals):
        if globals is None:
            import __main__
            globals = __main__.__dict__
        return globals, globals if locals is None else locals

    def _begin(self):
        self.reset()
        sys.settrace(self.trace_dispatch)

    def run(self, cmd, globals=None, locals=None):
        """Run statements."""
        globals, locals = self._namespaces(globals, locals)
        if not isinstance(cmd, types.CodeType):
            cmd += '\n'
        self._begin()
        try:
            exec cmd in globals, locals
        except BdbQuit:
            pass
        finally:
            # not in a function of its own: who steps would come to see it
            self.quitting = 1
            sys.settrace(None)

    def runeval(self, expr, globals=None, locals=None):
        """The value of an expression."""
        globals, locals = self._namespaces(globals, locals)
        if not isinstance(expr, types.CodeType):
            expr += '\n'
        self._begin()
        try:
            return eval(expr, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = 1
            sys.settrace(None)

    def runctx(self, cmd, globals, locals):
        """run()"""
        self.run(cmd, globals, locals)

    def runcall(self, func, *args, **kwds):
        """Call a function; returns its value."""
        self._begin()
        result = None
        try:
            result = func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = 1
            sys.settrace(None)
        return result


def set_trace():
    """Bdb().set_trace()"""
    Bdb().set_trace()


class Breakpoint:
    """A breakpoint: file, line, whether it is temporary, its condition, how often to ignore it, and `hits`.

    All of them are in the class, by number (`bpbynumber`) and by place (`bplist`).
    """

    next = 1
    bplist = {}             # (file, line) -> breakpoints
    bpbynumber = [None]     # the numbers begin with 1; None is one that was deleted

    def __init__(self, file, line, temporary=0, cond=None, funcname=None):
        self.file, self.line = file, line       # the file's name is canonical
        self.funcname = funcname
        self.func_first_executable_line = None
        self.temporary, self.cond = temporary, cond
        self.enabled, self.ignore, self.hits = 1, 0, 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    def deleteMe(self):
        """Delete it."""
        place = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[place].remove(self)
        if not self.bplist[place]:
            del self.bplist[place]

    def enable(self):
        self.enabled = 1

    def disable(self):
        self.enabled = 0

    def bpprint(self, out=None):
        """Show it, as pdb's command break does."""
        out = out or sys.stdout
        kind = 'del  ' if self.temporary else 'keep '
        print >>out, '%-4dbreakpoint   %s at %s:%d' % (self.number, kind + ('yes  ' if self.enabled else 'no   '),
                                                       self.file, self.line)
        if self.cond:
            print >>out, '\tstop only if %s' % self.cond
        if self.ignore:
            print >>out, '\tignore next %d hits' % self.ignore
        if self.hits:
            print >>out, '\tbreakpoint already hit %d time%s' % (self.hits, 's' if self.hits > 1 else '')


def checkfuncname(b, frame):
    """Whether a breakpoint is meant for where a frame is: that of a function, for its first line as it runs."""
    if not b.funcname:
        return b.line == frame.f_lineno     # set by a line's number
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """(the breakpoint that stops a frame here, whether to delete it if temporary), (None, None) if there is none.

    A condition that cannot be evaluated counts as true, and the breakpoint is kept.
    """
    for each in Breakpoint.bplist[file, line]:
        if not each.enabled or not checkfuncname(each, frame):
            continue
        each.hits += 1
        sure = 1
        if each.cond:
            try:
                if not eval(each.cond, frame.f_globals, frame.f_locals):
                    continue
            except:
                sure = 0
        if sure and each.ignore > 0:
            each.ignore -= 1
            continue
        return each, sure
    return None, None
