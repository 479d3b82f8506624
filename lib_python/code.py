"""What makes an interactive interpreter (library reference 28.1)."""

import sys
import traceback

from codeop import CommandCompiler, compile_command

__all__ = ["InteractiveInterpreter", "InteractiveConsole", "interact", "compile_command"]


def softspace(file, newvalue):
    """Set the attribute softspace of a file, if it can have one; what it was before."""
    before = getattr(file, 'softspace', 0)
    try:
        file.softspace = newvalue
    except (AttributeError, TypeError):
        pass
    return before


class InteractiveInterpreter:
    """Runs what is typed, in a namespace."""

    def __init__(self, locals=None):
        self.compile = CommandCompiler()
        self.locals = {'__name__': '__console__', '__doc__': None} if locals is None else locals

    def runsource(self, source, filename="<input>", symbol="single"):
        """Run a text, or tell what is wrong with it; True if more of it is needed."""
        whole = None
        try:
            whole = self.compile(source, filename, symbol)
            needs_more = whole is None
        except (ValueError, OverflowError, SyntaxError):
            needs_more = False
            self.showsyntaxerror(filename)
        if whole is not None:
            self.runcode(whole)
        return needs_more

    def runcode(self, code):
        """Run code; exceptions are shown, but SystemExit goes on."""
        try:
            exec code in self.locals
        except:
            if isinstance(sys.exc_info()[1], SystemExit):
                raise
            self.showtraceback()
            return
        if softspace(sys.stdout, 0):
            print

    def showsyntaxerror(self, filename=None):
        """Show the present SyntaxError, as one of the file of the name."""
        kind, value, sys.last_traceback = sys.exc_info()
        if filename and kind is SyntaxError:
            try:
                message, (_, line, column, text) = value
            except ValueError:
                pass                            # not of the usual form
            else:
                value = SyntaxError(message, (filename, line, column, text))
        sys.last_type, sys.last_value = kind, value
        self.write(''.join(traceback.format_exception_only(kind, value)))

    def showtraceback(self):
        """Show the present exception, from the code's own frame on."""
        kind, value, trace = sys.exc_info()
        sys.last_type, sys.last_value, sys.last_traceback = kind, value, trace
        frames = traceback.format_list(traceback.extract_tb(trace)[1:])
        if frames:
            frames.insert(0, 'Traceback (most recent call last):\n')
        self.write(''.join(frames + traceback.format_exception_only(kind, value)))

    def write(self, data):
        """Write to the error stream; subclasses may have another place."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """Runs what is typed line by line, as the interpreter itself does."""

    def __init__(self, locals=None, filename="<console>"):
        self.filename, self.buffer = filename, []
        InteractiveInterpreter.__init__(self, locals)

    def resetbuffer(self):
        """Forget the lines of a statement that is not complete."""
        self.buffer = []

    def interact(self, banner=None):
        """Read and run lines until the input ends."""
        for name, text in ('ps1', '>>> '), ('ps2', '... '):
            if not hasattr(sys, name):
                setattr(sys, name, text)
        if banner is None:
            hint = 'Type "help", "copyright", "credits" or "license" for more information.'
            self.write('Python %s on %s\n%s\n(%s)\n' % (sys.version, sys.platform, hint, self.__class__.__name__))
        elif banner:
            self.write('%s\n' % str(banner))
        more = 0
        while 1:
            try:
                try:
                    line = self.raw_input(sys.ps2 if more else sys.ps1)
                except EOFError:
                    self.write('\n')
                    break
                encoding = getattr(sys.stdin, 'encoding', None)
                if encoding and not isinstance(line, unicode):
                    line = line.decode(encoding)
                more = self.push(line)
            except KeyboardInterrupt:
                self.write('\nKeyboardInterrupt\n')
                self.resetbuffer()
                more = 0

    def push(self, line):
        """Take a line, and run the statement if it is complete; True if not."""
        self.buffer.append(line)
        needs_more = self.runsource('\n'.join(self.buffer), self.filename)
        if needs_more:
            return True
        self.resetbuffer()
        return False

    def raw_input(self, prompt=""):
        """A line, without its end; EOFError at the end of the input."""
        return raw_input(prompt)


def interact(banner=None, readfunc=None, local=None):
    """Be an interactive interpreter, which reads lines by a function, in a namespace."""
    console = InteractiveConsole(local)
    if readfunc is None:
        try:
            import readline             # which changes what raw_input() can do
        except ImportError:
            pass
    else:
        console.raw_input = readfunc
    console.interact(banner)


if __name__ == "__main__":
    interact()
