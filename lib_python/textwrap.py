"""Text in lines of limited width: wrap(), fill(), and dedent()."""

import re
import string

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent']

# Only these: in some locales string.whitespace has the no-break space too.
_whitespace = '\t\n\x0b\x0c\r '


class TextWrapper:
    """Wraps one paragraph at a time; its options are attributes of the same names.

    width               the greatest width of a line, indent included
    initial_indent      what the first line begins with
    subsequent_indent   what the others begin with
    expand_tabs         turn tabs into blanks, up to the next multiple of eight
    replace_whitespace  then turn each other white-space character into a blank
    fix_sentence_endings  have two blanks after a sentence, as far as one can tell where it ends
    break_long_words    cut words that are longer than a line
    drop_whitespace     leave out blanks where lines begin and end
    break_on_hyphens    break lines after hyphens within words too
    """

    whitespace_trans = string.maketrans(_whitespace, ' ' * len(_whitespace))
    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    # Where a line may be broken: at white space, behind the hyphen between two parts of a word that
    # both have two letters there, and around a dash of hyphens between words.
    wordsep_re = re.compile(
        r'''(\s+|[^\s\w]*\w+[^0-9\W]-(?=\w+[^0-9\W])|(?<=[\w\!\"\'\&\.\,\?])-{2,}(?=\w))''')
    wordsep_simple_re = re.compile(r'(\s+)')

    sentence_end_re = re.compile(r'[%s][\.\!\?][\"\']?\Z' % string.lowercase)

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True):
        options = locals()
        del options['self']
        self.__dict__.update(options)

    # The expressions that go for unicode text are made when there is some, out of those of the class,
    # which programs have been known to replace.
    wordsep_re_uni = property(lambda self: re.compile(self.wordsep_re.pattern, re.U))
    wordsep_simple_re_uni = property(lambda self: re.compile(self.wordsep_simple_re.pattern, re.U))

    # steps, which subclasses may override

    def _munge_whitespace(self, text):
        """Expand tabs and replace white space, as the options say."""
        if self.expand_tabs:
            text = text.expandtabs()
        if not self.replace_whitespace:
            return text
        if isinstance(text, unicode):
            return text.translate(self.unicode_whitespace_trans)
        return text.translate(self.whitespace_trans) if isinstance(text, str) else text

    def _split(self, text):
        """The text as a list of chunks between which lines may be broken; white space is a chunk too."""
        kind = 'wordsep_re' if self.break_on_hyphens else 'wordsep_simple_re'
        if isinstance(text, unicode):
            kind += '_uni'
        return [chunk for chunk in getattr(self, kind).split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        """Make the blank after the end of a sentence two, in place."""
        at, last = 1, len(chunks)
        while at < last:
            if chunks[at] == " " and self.sentence_end_re.search(chunks[at - 1]):
                chunks[at] = "  "
                at += 1
            at += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Deal with a chunk, the last of the list, that is longer than any line."""
        if not self.break_long_words:
            # alone on a line it does least harm
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        room = width - cur_len if width > 0 else 1
        word = reversed_chunks[-1]
        cur_line.append(word[:room])
        reversed_chunks[-1] = word[room:]

    def _wrap_chunks(self, chunks):
        """The lines that a list of chunks makes; the list is used up."""
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        lines = []
        chunks.reverse()    # the next chunk is the last: cheap to take
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            room = width = self.width - len(indent)
            if lines and self.drop_whitespace and not chunks[-1].strip():
                chunks.pop()
            line = []
            while chunks and len(chunks[-1]) <= room:
                room -= len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, width - room, width)
            if line and self.drop_whitespace and not line[-1].strip():
                line.pop()
            if line:
                lines.append(indent + ''.join(line))
        return lines

    # what the class is for

    def wrap(self, text):
        """The lines of a paragraph, without line ends, as a list."""
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The lines of a paragraph in one string."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines of a paragraph, as a list; the options are those of TextWrapper."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The lines of a paragraph in one string; the options are those of TextWrapper."""
    return TextWrapper(width=width, **kwargs).fill(text)


_blank_line_re = re.compile('^[ \t]+$', re.MULTILINE)
_indent_re = re.compile('^([ \t]*)[^ \t\n]', re.MULTILINE)


def dedent(text):
    """The text without the blanks and tabs that all its lines begin with.

    Lines of nothing else become empty and do not count; blanks are never taken for tabs.
    """
    text = _blank_line_re.sub('', text)
    indents = _indent_re.findall(text)
    if not indents:
        return text
    # what the least and the greatest have in common, all between them have too
    low, high = min(indents), max(indents)
    size = 0
    while size < len(low) and low[size] == high[size]:
        size += 1
    return re.sub('(?m)^' + low[:size], '', text) if size else text
