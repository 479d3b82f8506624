"""The debugger (library reference 26.2): bdb's frames and breakpoints, with the commands of cmd.

What the debugger prints goes to `stdout`; `stack` and `curindex` say where it is, `curframe` is the frame that commands
are about.
"""

import bdb
import cmd
import linecache
import os
import pprint
import re
from repr import Repr
import sys
import traceback

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]

_repr = Repr()
_repr.maxstring = 200
_saferepr = _repr.repr
line_prefix = '\n-> '


class Restart(Exception):
    """Have the program begin anew."""


def find_function(funcname, filename):
    """(name, file, line) of a function at the begin of a line of a file, or None."""
    begin = re.compile(r'def\s+%s\s*[(]' % re.escape(funcname))
    try:
        with open(filename) as source:
            for number, line in enumerate(source, 1):
                if begin.match(line):
                    return funcname, filename, number
    except IOError:
        pass


def _kind(type):
    return type if isinstance(type, str) else type.__name__


class Pdb(bdb.Bdb, cmd.Cmd):
    """A debugger that reads its commands from stdin, or from another file."""

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None):
        bdb.Bdb.__init__(self, skip=skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        if stdout:
            self.use_rawinput = 0
        self.prompt, self.aliases = '(Pdb) ', {}
        self.mainpyfile, self._wait_for_mainpyfile = '', 0
        try:
            import readline
        except ImportError:
            pass
        # commands to begin with: of the user, and of the directory
        self.rcLines = []
        for name in [os.path.join(os.environ[key], '.pdbrc') for key in ('HOME',) if key in os.environ] + ['.pdbrc']:
            try:
                with open(name) as source:
                    self.rcLines += source.readlines()
            except IOError:
                pass
        # commands of breakpoints, by their numbers, and which of them go on by themselves, or say nothing
        self.commands, self.commands_doprompt, self.commands_silent = {}, {}, {}
        self.commands_defining, self.commands_bnum = False, None

    def _say(self, *words):
        self.stdout.write(' '.join(map(str, words)) + '\n')

    # -- where it is

    def reset(self):
        bdb.Bdb.reset(self)
        self.forget()

    def forget(self):
        """Be nowhere."""
        self.lineno, self.stack, self.curindex, self.curframe = None, [], 0, None

    def setup(self, f, t):
        """Be in a frame, or where a traceback ends."""
        self.forget()
        self.stack, self.curindex = self.get_stack(f, t)
        self._select(self.curindex)
        self.execRcLines()

    def _select(self, index):
        self.curindex = index
        self.curframe = self.stack[index][0]
        self.curframe_locals = self.curframe.f_locals

    def execRcLines(self):
        """Run the commands to begin with, once."""
        lines, self.rcLines = self.rcLines, []
        for line in lines:
            line = line.rstrip('\n')
            if line and not line.startswith('#'):
                self.onecmd(line)

    # -- what bdb calls

    def user_call(self, frame, argument_list):
        """A function is called."""
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self._say('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        """A line is reached."""
        if self._wait_for_mainpyfile:
            if frame.f_lineno <= 0 or self.mainpyfile != self.canonic(frame.f_code.co_filename):
                return
            self._wait_for_mainpyfile = 0
        if self.bp_commands(frame):
            self.interaction(frame, None)

    def bp_commands(self, frame):
        """Run the commands of the breakpoint that is reached; 1 if there are none."""
        number = getattr(self, 'currentbp', False)
        if not number or number not in self.commands:
            return 1
        self.currentbp = 0
        last = self.lastcmd
        self.setup(frame, None)
        for line in self.commands[number]:
            self.onecmd(line)
        self.lastcmd = last
        if not self.commands_silent[number]:
            self.print_stack_entry(self.stack[self.curindex])
        if self.commands_doprompt[number]:
            self.cmdloop()
        self.forget()

    def user_return(self, frame, return_value):
        """A function returns."""
        if not self._wait_for_mainpyfile:
            frame.f_locals['__return__'] = return_value
            self._say('--Return--')
            self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        """An exception goes through a frame."""
        if not self._wait_for_mainpyfile:
            kind, value, trace = exc_info
            frame.f_locals['__exception__'] = kind, value
            self._say(_kind(kind) + ':', _saferepr(value))
            self.interaction(frame, trace)

    # -- commands

    def interaction(self, frame, traceback):
        """Read and run commands at a place."""
        self.setup(frame, traceback)
        self.print_stack_entry(self.stack[self.curindex])
        self.cmdloop()
        self.forget()

    def displayhook(self, obj):
        """Print what an expression gives, without keeping it."""
        if obj is not None:
            print repr(obj)

    def _complain(self, shown):
        kind, value = sys.exc_info()[:2]
        self._say('***', _kind(kind) + ':', shown(value))

    def default(self, line):
        """A line that is no command is a statement."""
        line = line[1:] if line.startswith('!') else line
        namespaces = self.curframe.f_globals, self.curframe_locals
        try:
            code = compile(line + '\n', '<stdin>', 'single')
            kept = sys.stdin, sys.stdout, sys.displayhook
            sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
            try:
                exec code in namespaces[0], namespaces[1]
            finally:
                sys.stdin, sys.stdout, sys.displayhook = kept
        except:
            self._complain(str)

    def precmd(self, line):
        """Replace aliases, and leave what follows ;; for later."""
        if not line.strip():
            return line
        words = line.split()
        while words[0] in self.aliases:
            line = self.aliases[words[0]]
            for number, word in enumerate(words[1:], 1):
                line = line.replace('%' + str(number), word)
            line = line.replace('%*', ' '.join(words[1:]))
            words = line.split()
        if words[0] != 'alias':
            line, mark, later = line.partition(';;')
            if mark:
                self.cmdqueue.append(later.lstrip())
                line = line.rstrip()
        return line

    def onecmd(self, line):
        """Run a command, or keep it for a breakpoint."""
        return self.handle_command_def(line) if self.commands_defining else cmd.Cmd.onecmd(self, line)

    def handle_command_def(self, line):
        """Keep a command for a breakpoint; 1 if it is the last."""
        name, argument, line = self.parseline(line)
        if not name:
            return
        number = self.commands_bnum
        if name == 'silent':
            self.commands_silent[number] = True
            return
        if name != 'end':
            self.commands[number].append(name + ' ' + argument if argument else name)
            method = getattr(self, 'do_' + name, self.default)
            if method.im_func.func_name not in self.commands_resuming:
                return
            self.commands_doprompt[number] = False
        self.cmdqueue = []
        return 1

    commands_resuming = ['do_' + name for name in 'continue step next return quit jump'.split()]

    def do_commands(self, arg):
        number = len(bdb.Breakpoint.bpbynumber) - 1
        if arg:
            try:
                number = int(arg)
            except ValueError:
                self._say('Usage : commands [bnum]\n        ...\n        end')
                return
        self.commands_bnum, self.commands[number] = number, []
        self.commands_doprompt[number], self.commands_silent[number] = True, False
        prompt, self.prompt = self.prompt, '(com) '
        self.commands_defining = True
        try:
            self.cmdloop()
        finally:
            self.commands_defining, self.prompt = False, prompt

    # breakpoints

    def do_break(self, arg, temporary=0):
        if not arg:
            if self.breaks:
                self._say('Num Type         Disp Enb   Where')
                for each in filter(None, bdb.Breakpoint.bpbynumber):
                    each.bpprint(self.stdout)
            return
        condition = None
        if arg.find(',') > 0:
            arg, _, condition = arg.partition(',')
            arg, condition = arg.rstrip(), condition.lstrip()
        place = self._place(arg)
        if place is None:
            return
        name, filename, line = place
        filename = filename or self.defaultFile()
        line = self.checkline(filename, line)
        if line:
            problem = self.set_break(filename, line, temporary, condition, name)
            if problem:
                self._say('***', problem)
            else:
                made = self.get_breaks(filename, line)[-1]
                self._say('Breakpoint %d at %s:%d' % (made.number, made.file, made.line))

    def _place(self, arg):
        # (function, file or None, line) that an argument means, or None
        filename, colon, line = arg.rpartition(':')
        if colon:
            filename = filename.rstrip()
            found = self.lookupmodule(filename)
            if not found:
                self._say('*** ', repr(filename), 'not found from sys.path')
                return None
            try:
                return None, found, int(line)
            except ValueError:
                self._say('*** Bad lineno:', line.lstrip())
                return None
        try:
            return None, None, int(arg)
        except ValueError:
            pass
        try:
            function = eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            function = arg
        try:
            code = getattr(function, 'im_func', function).func_code
            return code.co_name, code.co_filename, code.co_firstlineno
        except AttributeError:
            name, filename, line = self.lineinfo(arg)
        if not name:
            self._say('*** The specified object', repr(arg), 'is not a function\nor was not found along sys.path.')
            return None
        return name, filename, int(line)

    def defaultFile(self):
        """The file of the present frame."""
        name = self.curframe.f_code.co_filename
        return self.mainpyfile if name == '<string>' and self.mainpyfile else name

    def do_tbreak(self, arg):
        self.do_break(arg, 1)

    def lineinfo(self, identifier):
        """(name, file, line) of a function by its name, perhaps with that of its module; all None if there is none."""
        nothing = None, None, None
        quoted = identifier.split("'")
        if len(quoted) not in (1, 3):
            return nothing
        parts = quoted[len(quoted) // 2].strip().split('.')
        if parts[0] == 'self':
            del parts[0]
        if not parts or not parts[0]:
            return nothing
        filename = self.defaultFile()
        if len(parts) > 1:
            filename = self.lookupmodule(parts[0]) or filename
        return find_function(parts[min(1, len(parts) - 1)], filename) or nothing

    def checkline(self, filename, lineno):
        """The number of a line if one can stop there, else 0."""
        frame = getattr(self, 'curframe', None)
        line = linecache.getline(filename, lineno, frame.f_globals if frame else None)
        if not line:
            self._say('End of file')
            return 0
        line = line.strip()
        if not line or line.startswith(('#', '"""', "'''")):
            self._say('*** Blank or comment')
            return 0
        return lineno

    def _numbered(self, texts):
        # the numbers of breakpoints, as far as there are any
        for text in texts:
            try:
                number = int(text)
            except ValueError:
                self._say('Breakpoint index %r is not a number' % text)
                continue
            if 0 <= number < len(bdb.Breakpoint.bpbynumber):
                yield number
            else:
                self._say('No breakpoint numbered', number)

    def do_enable(self, arg):
        for number in self._numbered(arg.split()):
            if bdb.Breakpoint.bpbynumber[number]:
                bdb.Breakpoint.bpbynumber[number].enable()

    def do_disable(self, arg):
        for number in self._numbered(arg.split()):
            if bdb.Breakpoint.bpbynumber[number]:
                bdb.Breakpoint.bpbynumber[number].disable()

    def _one(self, text):
        # (number, breakpoint) or None
        try:
            number = int(text)
            return number, bdb.Breakpoint.bpbynumber[number]
        except ValueError:
            self._say('Breakpoint index %r is not a number' % text)
        except IndexError:
            self._say('Breakpoint index %r is not valid' % text)

    def do_condition(self, arg):
        text, blank, condition = arg.partition(' ')
        found = self._one(text)
        if found and found[1]:
            found[1].cond = condition if blank else None
            if not found[1].cond:
                self._say('Breakpoint', found[0], 'is now unconditional.')

    def do_ignore(self, arg):
        words = arg.split() or ['']
        found = self._one(words[0])
        if not found or not found[1]:
            return
        try:
            count = int(words[1])
        except (IndexError, ValueError):
            count = 0
        found[1].ignore = count
        if count > 0:
            times = '%d crossings' % count if count > 1 else '1 crossing'
            self._say('Will ignore next %s of breakpoint %d.' % (times, found[0]))
        else:
            self._say('Will stop next time breakpoint', found[0], 'is reached.')

    def do_clear(self, arg):
        if not arg:
            try:
                answer = raw_input('Clear all breaks? ')
            except EOFError:
                answer = 'no'
            if answer.strip().lower() in ('y', 'yes'):
                self.clear_all_breaks()
            return
        if ':' in arg:
            filename, _, line = arg.rpartition(':')
            try:
                problem = self.clear_break(filename, int(line))
            except ValueError:
                problem = 'Invalid line number (%s)' % line
            if problem:
                self._say('***', problem)
            return
        for number in self._numbered(arg.split()):
            problem = self.clear_bpbynumber(number)
            self._say(*('***', problem) if problem else ('Deleted breakpoint', number))

    # frames

    def do_where(self, arg):
        self.print_stack_trace()

    def do_up(self, arg):
        if self.curindex == 0:
            self._say('*** Oldest frame')
        else:
            self._move(-1)

    def do_down(self, arg):
        if self.curindex + 1 == len(self.stack):
            self._say('*** Newest frame')
        else:
            self._move(1)

    def _move(self, step):
        self._select(self.curindex + step)
        self.print_stack_entry(self.stack[self.curindex])
        self.lineno = None

    def print_stack_trace(self):
        """Print all frames."""
        try:
            for entry in self.stack:
                self.print_stack_entry(entry)
        except KeyboardInterrupt:
            pass

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        """Print a frame and its line."""
        mark = '>' if frame_lineno[0] is self.curframe else ' '
        self._say(mark, self.format_stack_entry(frame_lineno, prompt_prefix))

    # going on

    def do_until(self, arg):
        self.set_until(self.curframe)
        return 1

    def do_step(self, arg):
        self.set_step()
        return 1

    def do_next(self, arg):
        self.set_next(self.curframe)
        return 1

    def do_run(self, arg):
        if arg:
            import shlex
            sys.argv = sys.argv[:1] + shlex.split(arg)
        raise Restart

    def do_return(self, arg):
        self.set_return(self.curframe)
        return 1

    def do_continue(self, arg):
        self.set_continue()
        return 1

    def do_jump(self, arg):
        if self.curindex + 1 != len(self.stack):
            self._say('*** You can only jump within the bottom frame')
            return
        try:
            line = int(arg)
        except ValueError:
            self._say("*** The 'jump' command requires a line number.")
            return
        try:
            self.curframe.f_lineno = line
        except ValueError as problem:
            self._say('*** Jump failed:', problem)
        else:
            self.stack[self.curindex] = self.curframe, line
            self.print_stack_entry(self.stack[self.curindex])

    def do_debug(self, arg):
        sys.settrace(None)
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.prompt = '(%s) ' % self.prompt.strip()
        self._say('ENTERING RECURSIVE DEBUGGER')
        sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe_locals))
        self._say('LEAVING RECURSIVE DEBUGGER')
        sys.settrace(self.trace_dispatch)
        self.lastcmd = inner.lastcmd

    def do_quit(self, arg):
        self._user_requested_quit = 1
        self.set_quit()
        return 1

    def do_EOF(self, arg):
        self._say()
        return self.do_quit(arg)

    # values

    def do_args(self, arg):
        code, values = self.curframe.f_code, self.curframe_locals
        count = code.co_argcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
        for name in code.co_varnames[:count]:
            self._say(name, '=', values.get(name, '*** undefined ***'))

    def do_retval(self, arg):
        self._say(self.curframe_locals.get('__return__', '*** Not yet returned!'))

    def _getval(self, arg):
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            self._complain(repr)
            raise

    def do_p(self, arg):
        try:
            self._say(repr(self._getval(arg)))
        except:
            pass

    def do_pp(self, arg):
        try:
            pprint.pprint(self._getval(arg), self.stdout)
        except:
            pass

    def do_whatis(self, arg):
        try:
            value = self._getval(arg)
        except:
            return
        for kind, function in ('Function', value), ('Method', getattr(value, 'im_func', None)):
            code = getattr(function, 'func_code', None)
            if code and (kind == 'Method') == hasattr(value, 'im_func'):
                self._say(kind, code.co_name)
                return
        self._say(type(value))

    def do_list(self, arg):
        self.lastcmd = 'list'
        last = None
        if arg:
            try:
                wanted = eval(arg, {}, {})
                if isinstance(wanted, tuple):
                    first, last = map(int, wanted)
                    last = first + last if last < first else last
                else:
                    first = max(1, int(wanted) - 5)
            except:
                self._say('*** Error in argument:', repr(arg))
                return
        else:
            first = max(1, self.curframe.f_lineno - 5) if self.lineno is None else self.lineno + 1
        filename = self.curframe.f_code.co_filename
        stops = self.get_file_breaks(filename)
        try:
            for number in range(first, (first + 10 if last is None else last) + 1):
                line = linecache.getline(filename, number, self.curframe.f_globals)
                if not line:
                    self._say('[EOF]')
                    break
                self.stdout.write('%s%s%s\t%s' % (str(number).rjust(3).ljust(4), 'B' if number in stops else ' ',
                                                  '->' if number == self.curframe.f_lineno else '', line))
                self.lineno = number
        except KeyboardInterrupt:
            pass

    # aliases

    def do_alias(self, arg):
        words = arg.split()
        if len(words) > 1 or words and words[0] not in self.aliases:
            self.aliases[words[0]] = ' '.join(words[1:])
            return
        for name in words or sorted(self.aliases):
            self._say('%s = %s' % (name, self.aliases[name]))

    def do_unalias(self, arg):
        self.aliases.pop((arg.split() or [''])[0], None)

    do_h = cmd.Cmd.do_help
    do_b, do_cl, do_w, do_bt, do_u, do_d = do_break, do_clear, do_where, do_where, do_up, do_down
    do_unt, do_s, do_n, do_restart, do_r = do_until, do_step, do_next, do_run, do_return
    do_c = do_cont = do_continue
    do_j, do_q, do_exit, do_a, do_rv, do_l = do_jump, do_quit, do_quit, do_args, do_retval, do_list

    # -- modules and programs

    def lookupmodule(self, filename):
        """The file of a module or a program by its name, or None."""
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        beside = os.path.join(sys.path[0], filename)
        if os.path.exists(beside) and self.canonic(beside) == self.mainpyfile:
            return beside
        if not os.path.splitext(filename)[1]:
            filename += '.py'
        if os.path.isabs(filename):
            return filename
        for folder in sys.path:
            while os.path.islink(folder):
                folder = os.readlink(folder)
            if os.path.exists(os.path.join(folder, filename)):
                return os.path.join(folder, filename)

    def _runscript(self, filename):
        # a program finds its own names in __main__, and nothing of ours
        import __main__
        namespace = vars(__main__)
        namespace.clear()
        namespace.update({'__name__': '__main__', '__file__': filename, '__builtins__': __builtins__})
        self._wait_for_mainpyfile, self.mainpyfile = 1, self.canonic(filename)
        self._user_requested_quit = 0
        self.run('execfile(%r)' % filename)


# What help says: names of a command, and its text.
_HELP = """
h help: h(elp) [command]: list the commands, or tell about one of them.
w where bt: w(here): print all frames; an arrow is at the one that commands are about.
d down: d(own): go to the frame that this one has called.
u up: u(p): go to the frame that has called this one.
b break: b(reak) [[file:]line | function] [, condition]: stop there, if the condition is true; list all such places.
tbreak: tbreak [[file:]line | function] [, condition]: stop there once.
cl clear: cl(ear) [file:line | number ...]: drop breakpoints; all of them, after a question.
enable: enable number ...: have breakpoints stop again.
disable: disable number ...: have breakpoints stop no more.
ignore: ignore number count: pass over a breakpoint so many times.
condition: condition number [expression]: have a breakpoint stop only if the expression is true.
commands: commands [number] ... end: what to do at a breakpoint, by default the last; `silent` for nothing to be printed.
s step: s(tep): go on to the next line, in this function or in one that is called.
n next: n(ext): go on to the next line of this function.
unt until: unt(il): go on to a line behind this one, or to the end of the function.
r return: r(eturn): go on to the end of the function.
c cont continue: c(ont(inue)): go on to the next breakpoint.
j jump: j(ump) line: have that line be the next.
debug: debug code: debug another statement in between.
l list: l(ist) [first [, last]]: show lines of the source; those that follow, around a line, or from one to another.
a args: a(rgs): print the arguments of the function.
p: p expression: print its value.
pp: pp expression: print its value nicely.
whatis: whatis expression: print the type of its value.
exec: (!) statement: run it here; the ! is needed where it begins like a command.
run restart: run [arguments]: begin anew.
q quit exit: q(uit) or exit: end the program and the debugger.
EOF: the end of the input is for quit.
alias: alias [name [command]]: give a command a name; %1, %2 and so on, and %* in it stand for arguments.
unalias: unalias name: drop an alias.
"""


def _helper(text):
    def show(self):
        self._say(text)
    return show


for _row in _HELP.strip().split("\n"):
    _names, _, _text = _row.partition(': ')
    for _name in _names.split():
        setattr(Pdb, 'help_' + _name, _helper(_text))
del _row, _names, _text, _name


def run(statement, globals=None, locals=None):
    """Debug a statement."""
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def runctx(statement, globals, locals):
    """Debug a statement, under its old name."""
    run(statement, globals, locals)


def runcall(*args, **kwds):
    """Debug a call of the first argument with the others; what it returns."""
    return Pdb().runcall(*args, **kwds)


def set_trace():
    """Debug from here on."""
    Pdb().set_trace(sys._getframe(1))


def post_mortem(t=None):
    """Look at where a traceback ends; at that of the present exception unless one is given."""
    t = sys.exc_info()[2] if t is None else t
    if t is None:
        raise ValueError("A valid traceback must be passed if no exception is being handled")
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    """Look at where the last exception came from that was not handled."""
    post_mortem(sys.last_traceback)


def help():
    """Print what the commands are."""
    Pdb().onecmd('help')


def main():
    """The command: pdb.py program [arguments]"""
    if not sys.argv[1:] or sys.argv[1] in ('--help', '-h'):
        print 'usage: pdb.py scriptfile [arg] ...'
        sys.exit(2)
    program = sys.argv[1]
    if not os.path.exists(program):
        print 'Error:', program, 'does not exist'
        sys.exit(1)
    del sys.argv[0]
    sys.path[0] = os.path.dirname(program)
    debugger = Pdb()
    while 1:
        try:
            debugger._runscript(program)
            if debugger._user_requested_quit:
                break
            print 'The program finished and will be restarted'
        except Restart:
            print 'Restarting', program, 'with arguments:\n\t' + ' '.join(sys.argv[1:])
        except SystemExit:
            print 'The program exited via sys.exit(). Exit status:', sys.exc_info()[1]
        except SyntaxError:
            traceback.print_exc()
            sys.exit(1)
        except:
            traceback.print_exc()
            print 'Uncaught exception. Entering post mortem debugging'
            print "Running 'cont' or 'step' will restart the program"
            debugger.interaction(None, sys.exc_info()[2])
            print 'Post mortem debugger finished. The ' + program + ' will be restarted'


if __name__ == '__main__':
    # as a module of its own name, so that the program's __main__ is another
    import pdb
    pdb.main()
