"""A framework for line-oriented command interpreters (library reference 23.1).

A subclass of Cmd has a method do_x for each command x, which gets the rest of the line and returns whether to stop.
help_x, or the method's docstring, is its help; complete_x completes its arguments where readline is there.
"""

import string

__all__ = ["Cmd"]

PROMPT = '(Cmd) '
IDENTCHARS = string.ascii_letters + string.digits + '_'


class Cmd:
    """Cmd(completekey='tab', stdin=None, stdout=None)

    prompt          what is shown before each line
    identchars      the characters of a command's name
    lastcmd         the last command line that was not empty
    intro           what cmdloop() shows first
    doc_header, misc_header, undoc_header, ruler
                    for the overview of help
    use_rawinput    read with raw_input(), with completion; otherwise from `stdin`
    cmdqueue        lines to be run before more are read
    """

    intro = None
    lastcmd = ''
    prompt, identchars = PROMPT, IDENTCHARS
    use_rawinput = 1
    # what help shows
    ruler, doc_leader = '=', ""
    undoc_header = "Undocumented commands:"
    misc_header = "Miscellaneous help topics:"
    doc_header = "Documented commands (type help <topic>):"
    nohelp = "*** No help on %s"

    def __init__(self, completekey='tab', stdin=None, stdout=None):
        import sys
        self.stdin = sys.stdin if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    # -- the loop

    def cmdloop(self, intro=None):
        """Read lines and run them until one asks to stop."""
        self.preloop()
        readline = None
        if self.use_rawinput and self.completekey:
            try:
                import readline
            except ImportError:
                pass
            else:
                self.old_completer = readline.get_completer()
                readline.set_completer(self.complete)
                readline.parse_and_bind(self.completekey + ": complete")
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(str(self.intro) + "\n")
            stop = None
            while not stop:
                line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._read())
                stop = self.postcmd(self.onecmd(line), line)
            self.postloop()
        finally:
            if readline is not None:
                readline.set_completer(self.old_completer)

    def _read(self):
        # a line without its end, 'EOF' at the end of input
        if self.use_rawinput:
            try:
                return raw_input(self.prompt)
            except EOFError:
                return 'EOF'
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else 'EOF'

    def precmd(self, line):
        """Called with each line before it is run; what it returns is run."""
        return line

    def postcmd(self, stop, line):
        """Called after each line; what it returns says whether to stop."""
        return stop

    def preloop(self):
        """Called once before the loop."""

    def postloop(self):
        """Called once after the loop."""

    # -- a line

    def parseline(self, line):
        """(command, rest, line); ? stands for help and ! for shell, and the command is None where there is none."""
        line = line.strip()
        first = line[:1]
        if not line or first == '!' and not hasattr(self, 'do_shell'):
            return None, None, line
        if first == '?' or first == '!':
            line = ('help ' if first == '?' else 'shell ') + line[1:]
        end = 0
        while end < len(line) and line[end] in self.identchars:
            end += 1
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        """Run a line as if it had been typed; whether to stop."""
        command, rest, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if command is None:
            return self.default(line)
        self.lastcmd = '' if line == 'EOF' else line
        if command == '':
            return self.default(line)
        run = getattr(self, 'do_' + command, None)
        return self.default(line) if run is None else run(rest)

    def emptyline(self):
        """What an empty line does: the last command again."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """What a line does that is no command."""
        self.stdout.write('*** Unknown syntax: %s\n' % line)

    # -- completion

    def completedefault(self, *ignored):
        """The completions for commands that have no method of their own for it."""
        return []

    def completenames(self, text, *ignored):
        start = 'do_' + text
        return [name[3:] for name in self.get_names() if name.startswith(start)]

    def complete(self, text, state):
        """The completion number `state` of a word: of commands at the beginning of a line, of arguments elsewhere."""
        if state == 0:
            import readline
            typed = readline.get_line_buffer()
            line = typed.lstrip()
            cut = len(typed) - len(line)
            begin, end = readline.get_begidx() - cut, readline.get_endidx() - cut
            find = self.completenames
            if begin > 0:
                command = self.parseline(line)[0]
                find = self.completedefault
                if command:
                    find = getattr(self, 'complete_' + command, find)
            self.completion_matches = find(text, line, begin, end)
        try:
            return self.completion_matches[state]
        except IndexError:
            return None

    def get_names(self):
        """The names of the class's attributes, inherited ones included."""
        return dir(self.__class__)

    def complete_help(self, *args):
        topics = set(name[5:] for name in self.get_names() if name.startswith('help_' + args[0]))
        return list(topics | set(self.completenames(*args)))

    # -- help

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            self._help_on(arg)
            return
        names = self.get_names()
        topics = set(name[5:] for name in names if name[:5] == 'help_')
        documented, undocumented = [], []
        for command in sorted(set(name[3:] for name in names if name[:3] == 'do_')):
            if command in topics or getattr(self, 'do_' + command).__doc__:
                documented.append(command)
                topics.discard(command)
            else:
                undocumented.append(command)
        self.stdout.write("%s\n" % str(self.doc_leader))
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, list(topics), 15, 80)
        self.print_topics(self.undoc_header, undocumented, 15, 80)

    def _help_on(self, topic):
        explain = getattr(self, 'help_' + topic, None)
        if explain is not None:
            explain()
            return
        text = getattr(getattr(self, 'do_' + topic, None), '__doc__', None)
        self.stdout.write("%s\n" % str(text or self.nohelp % (topic,)))

    def print_topics(self, header, cmds, cmdlen, maxcol):
        if not cmds:
            return
        self.stdout.write("%s\n" % str(header))
        if self.ruler:
            self.stdout.write("%s\n" % str(self.ruler * len(header)))
        self.columnize(cmds, maxcol - 1)
        self.stdout.write("\n")

    def columnize(self, list, displaywidth=80):
        """Write strings in as few lines as fit the width, downwards in columns two blanks apart."""
        if not list:
            self.stdout.write("<empty>\n")
            return
        for at, item in enumerate(list):
            if not isinstance(item, str):
                wrong = [str(at) for at, item in enumerate(list) if not isinstance(item, str)]
                raise TypeError("list[i] not a string for i in %s" % ", ".join(wrong))
        count = len(list)
        if count == 1:
            self.stdout.write('%s\n' % str(list[0]))
            return
        for height in range(1, count):
            columns = [list[at:at + height] for at in range(0, count, height)]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        else:
            height, columns, widths = count, [list], [0]
        for row in range(height):
            cells = [column[row] if row < len(column) else "" for column in columns]
            while cells and not cells[-1]:
                del cells[-1]
            self.stdout.write("%s\n" % "  ".join(cell.ljust(width) for cell, width in zip(cells, widths)))
