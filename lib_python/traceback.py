"""Stack traces as text, as the interpreter prints them, and as lists of entries.

An entry is (file name, line number, function name, line of source or None).
"""

import linecache
import sys
import types

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list',
           'format_stack', 'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last',
           'print_stack', 'print_tb', 'tb_lineno']


def _print(file, str='', terminator='\n'):
    file.write(str + terminator)


def _target(file):
    return sys.stderr if file is None else file


def _walk(place, limit, step):
    # (frame, line number) of each place; sys.tracebacklimit stands in for a limit
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
    while place is not None and (limit is None or limit > 0):
        frame, lineno, place_after = step(place)
        yield frame, lineno
        place = place_after
        if limit is not None:
            limit -= 1


def _traceback_step(tb):
    return tb.tb_frame, tb.tb_lineno, tb.tb_next


def _frame_step(frame):
    return frame, frame.f_lineno, frame.f_back


def _entry(frame, lineno):
    code = frame.f_code
    filename = code.co_filename
    linecache.checkcache(filename)
    line = linecache.getline(filename, lineno, frame.f_globals)
    return filename, lineno, code.co_name, line.strip() if line else None


def _format_entry(entry):
    filename, lineno, name, line = entry
    text = '  File "%s", line %d, in %s\n' % (filename, lineno, name)
    return text + '    %s\n' % line.strip() if line else text


def extract_tb(tb, limit=None):
    """The entries of a traceback, at most `limit` of them."""
    return [_entry(frame, lineno) for frame, lineno in _walk(tb, limit, _traceback_step)]


def extract_stack(f=None, limit=None):
    """The entries of the stack below a frame, by default the caller's, oldest first."""
    if f is None:
        f = sys._getframe(1)
    entries = [_entry(frame, lineno) for frame, lineno in _walk(f, limit, _frame_step)]
    entries.reverse()
    return entries


def format_list(extracted_list):
    """The text of each entry, as a list."""
    return [_format_entry(entry) for entry in extracted_list]


def print_list(extracted_list, file=None):
    """Print entries."""
    file = _target(file)
    for entry in extracted_list:
        _print(file, _format_entry(entry), '')


def format_tb(tb, limit=None):
    """format_list(extract_tb(tb, limit))"""
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback, each as soon as it is known."""
    file = _target(file)
    for frame, lineno in _walk(tb, limit, _traceback_step):
        _print(file, _format_entry(_entry(frame, lineno)), '')


def format_stack(f=None, limit=None):
    """format_list(extract_stack(f, limit))"""
    if f is None:
        f = sys._getframe(1)
    return format_list(extract_stack(f, limit))


def print_stack(f=None, limit=None, file=None):
    """Print the entries of the stack below a frame, by default the caller's."""
    if f is None:
        f = sys._getframe(1)
    print_list(extract_stack(f, limit), file)


def format_exception_only(etype, value):
    """The lines that tell an exception itself: one, or more for a SyntaxError."""
    # the type may also be an instance, or a string of old
    if etype is None or isinstance(etype, (BaseException, types.InstanceType)) or type(etype) is str:
        return [_format_final_exc_line(etype, value)]
    lines = []
    if issubclass(etype, SyntaxError):
        try:
            value, (filename, lineno, offset, source) = value.args
        except Exception:
            pass    # made by hand, with other arguments
        else:
            lines.append('  File "%s", line %d\n' % (filename or "<string>", lineno))
            if source is not None:
                lines.append('    %s\n' % source.strip())
                if offset is not None:
                    lines.append('    %s^\n' % _caret_indent(source, offset))
    lines.append(_format_final_exc_line(etype.__name__, value))
    return lines


def _caret_indent(source, offset):
    # blanks, and tabs where the source has them, up to a column of the source without its own indent
    source = source.rstrip('\n')
    before = source[:min(len(source), offset) - 1].lstrip()
    return ''.join([char if char.isspace() else ' ' for char in before])


def _format_final_exc_line(etype, value):
    text = _some_str(value)
    if value is None or not text:
        return "%s\n" % etype
    return "%s: %s\n" % (etype, text)


def _some_str(value):
    for convert in str, _escaped:
        try:
            return convert(value)
        except Exception:
            pass
    return '<unprintable %s object>' % type(value).__name__


def _escaped(value):
    return unicode(value).encode("ascii", "backslashreplace")


def format_exception(etype, value, tb, limit=None):
    """The lines that print_exception() prints, as a list."""
    header = ['Traceback (most recent call last):\n'] + format_tb(tb, limit) if tb else []
    return header + format_exception_only(etype, value)


def print_exception(etype, value, tb, limit=None, file=None):
    """Print the traceback of an exception and the exception itself."""
    file = _target(file)
    if tb:
        _print(file, 'Traceback (most recent call last):')
        print_tb(tb, limit, file)
    for line in format_exception_only(etype, value):
        _print(file, line, '')


def print_exc(limit=None, file=None):
    """Print the exception being handled."""
    file = _target(file)
    info = sys.exc_info()
    try:
        print_exception(*(info + (limit, file)))
    finally:
        info = None     # it refers to this frame


def format_exc(limit=None):
    """The text that print_exc() prints."""
    info = sys.exc_info()
    try:
        return ''.join(format_exception(*(info + (limit,))))
    finally:
        info = None


def print_last(limit=None, file=None):
    """Print the exception that last ended a command of the interactive interpreter."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, _target(file))


def tb_lineno(tb):
    """tb.tb_lineno, from the time when that was wrong under -O."""
    return tb.tb_lineno
