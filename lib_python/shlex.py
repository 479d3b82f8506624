"""Splitting text into words as a Unix shell does (library reference 23.2)."""

import os.path
import sys
from collections import deque

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__all__ = ["shlex", "split"]

_SPACE, _WORD = ' ', 'a'    # states; the others are the quote or the escape character that is open, and None: at the end
_LETTERS_OF_LATIN_1 = ''.join(map(chr, range(0xdf, 0xf7) + range(0xf8, 0x100) + range(0xc0, 0xd7) + range(0xd8, 0xdf)))


class shlex:
    """A reader of words from a stream or a string.

    In POSIX mode quotes and escapes are taken off and may stand within words; otherwise quotes stay, and only a word
    that begins with one is quoted.  What counts as which character is said by the attributes `commenters`,
    `wordchars`, `whitespace`, `escape`, `quotes` and `escapedquotes`; `whitespace_split` makes whatever stands
    between whitespace a word.  `source` names the word that has another file read, as sourcehook() finds it.
    """

    def __init__(self, instream=None, infile=None, posix=False):
        if isinstance(instream, basestring):
            instream = StringIO(instream)
        if instream is None:
            self.instream, self.infile = sys.stdin, None
        else:
            self.instream, self.infile = instream, infile
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
        if posix:
            self.wordchars += _LETTERS_OF_LATIN_1
        self.whitespace = ' \t\r\n'
        self.whitespace_split = False
        self.quotes = '\'"'
        self.escape = '\\'
        self.escapedquotes = '"'
        self.state = _SPACE
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ''
        self.filestack = deque()
        self.source = None

    # -- words given back, and files within files

    def push_token(self, tok):
        """Have get_token() return this word next."""
        if self.debug >= 1:
            print "shlex: pushing token " + repr(tok)
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another stream, or a string, until its end."""
        if isinstance(newstream, basestring):
            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile, self.instream, self.lineno = newfile, newstream, 1
        if self.debug:
            print 'shlex: pushing to ' + ('file %s' % newfile if newfile is not None else 'stream %s' % newstream)

    def pop_source(self):
        """Go back to the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        if self.debug:
            print 'shlex: popping to %s, line %d' % (self.instream, self.lineno)
        self.state = _SPACE

    def sourcehook(self, newfile):
        """(name, open file) for what follows `source`; names without a folder are looked up beside the current file."""
        if newfile[:1] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, basestring) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """What a message about the current place begins with, as compilers have it."""
        return '"%s", line %d: ' % (self.infile if infile is None else infile,
                                    self.lineno if lineno is None else lineno)

    # -- words

    def get_token(self):
        """The next word; `eof` at the end."""
        if self.pushback:
            word = self.pushback.popleft()
            if self.debug >= 1:
                print "shlex: popping token " + repr(word)
            return word
        word = self.read_token()
        if self.source is not None:
            while word == self.source:
                opened = self.sourcehook(self.read_token())
                if opened:
                    name, stream = opened
                    self.push_source(stream, name)
                word = self.get_token()
        while word == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            word = self.get_token()
        if self.debug >= 1:
            print "shlex: token=" + (repr(word) if word != self.eof else "EOF")
        return word

    def read_token(self):
        """The next word of the current stream, whatever was pushed."""
        self._quoted = False
        self._resume = _WORD        # the state after an escape
        complete = False
        while not complete:
            char = self.instream.read(1)
            if char == '\n':
                self.lineno += 1
            if self.debug >= 3:
                print "shlex: in state", repr(self.state), "I see character:", repr(char)
            state = self.state
            if state is None:
                self.token = ''
                complete = True
            elif state == _SPACE:
                complete = self._between(char)
            elif state == _WORD:
                complete = self._within(char)
            elif state in self.quotes:
                complete = self._in_quotes(char, state)
            elif state in self.escape:
                self._escaped(char, state)
        word, self.token = self.token, ''
        if self.posix and not self._quoted and word == '':
            word = None
        if self.debug > 1:
            print "shlex: raw token=" + (repr(word) if word else "EOF")
        return word

    # Each takes a character in a state, and says whether the word is complete.

    def _any_word(self):
        return bool(self.token or self.posix and self._quoted)

    def _comment(self):
        self.instream.readline()
        self.lineno += 1

    def _between(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            return self._any_word()
        if char in self.commenters:
            self._comment()
        elif self.posix and char in self.escape:
            self._resume = _WORD
            self.state = char
        elif char in self.wordchars:
            self.token, self.state = char, _WORD
        elif char in self.quotes:
            if not self.posix:
                self.token = char
            self.state = char
        elif self.whitespace_split:
            self.token, self.state = char, _WORD
        else:
            self.token = char
            return self._any_word()
        return False

    def _within(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            self.state = _SPACE
            return self._any_word()
        if char in self.commenters:
            self._comment()
            if not self.posix:
                return False
            self.state = _SPACE
            return self._any_word()
        if self.posix and (char in self.quotes or char in self.escape):
            if char not in self.quotes:
                self._resume = _WORD
            self.state = char
        elif char in self.wordchars or char in self.quotes or self.whitespace_split:
            self.token += char
        else:
            self.pushback.appendleft(char)
            self.state = _SPACE
            return self._any_word()
        return False

    def _in_quotes(self, char, quote):
        self._quoted = True
        if not char:
            raise ValueError("No closing quotation")
        if char == quote:
            if self.posix:
                self.state = _WORD
                return False
            self.token += char
            self.state = _SPACE
            return True
        if self.posix and char in self.escape and quote in self.escapedquotes:
            self._resume = quote
            self.state = char
        else:
            self.token += char
        return False

    def _escaped(self, char, escape):
        if not char:
            raise ValueError("No escaped character")
        # within quotes an escape means something before the quote and itself only
        if self._resume in self.quotes and char != escape and char != self._resume:
            self.token += escape
        self.token += char
        self.state = self._resume

    def __iter__(self):
        return self

    def next(self):
        word = self.get_token()
        if word == self.eof:
            raise StopIteration
        return word


def split(s, comments=False, posix=True):
    """The words of a string, separated by whitespace; of standard input where s is None."""
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    if not comments:
        words.commenters = ''
    return list(words)


if __name__ == '__main__':
    if len(sys.argv) == 1:
        words = shlex()
    else:
        words = shlex(open(sys.argv[1]), sys.argv[1])
    for word in iter(words.get_token, words.eof):
        print "Token: " + repr(word)
