"""Looking at live objects (library reference 28.13): what they are, their members, sources, arguments, and frames."""

import imp
import linecache
import os
import re
import string
import sys
import tokenize
import types
from abc import ABCMeta
from collections import namedtuple
from operator import attrgetter

# bits of co_flags
CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 0x1, 0x2, 0x4, 0x8
CO_NESTED, CO_GENERATOR, CO_NOFREE = 0x10, 0x20, 0x40

TPFLAGS_IS_ABSTRACT = 1 << 20   # of a type's __flags__

ModuleInfo = namedtuple('ModuleInfo', 'name suffix mode module_type')
Attribute = namedtuple('Attribute', 'name kind defining_class object')
Arguments = namedtuple('Arguments', 'args varargs keywords')
ArgSpec = namedtuple('ArgSpec', 'args varargs keywords defaults')
ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')
Traceback = namedtuple('Traceback', 'filename lineno function code_context index')


# -- what it is

def _kind(name, kinds, text):
    def test(object):
        return isinstance(object, kinds)
    test.__name__, test.__doc__ = name, "Whether an object is %s." % text
    return test


ismodule = _kind('ismodule', types.ModuleType, 'a module')
isclass = _kind('isclass', (type, types.ClassType), 'a class')
ismethod = _kind('ismethod', types.MethodType, 'a method of a class written in Python')
isfunction = _kind('isfunction', types.FunctionType, 'a function written in Python')
isgenerator = _kind('isgenerator', types.GeneratorType, 'a generator')
istraceback = _kind('istraceback', types.TracebackType, 'a traceback')
isframe = _kind('isframe', types.FrameType, 'a frame')
iscode = _kind('iscode', types.CodeType, 'a code object')
isbuiltin = _kind('isbuiltin', types.BuiltinFunctionType, 'a built-in function, or a method bound to something')
ismemberdescriptor = _kind('ismemberdescriptor', types.MemberDescriptorType, 'a slot of a class')
isgetsetdescriptor = _kind('isgetsetdescriptor', types.GetSetDescriptorType, 'a computed attribute of a built-in type')


def ismethoddescriptor(object):
    """Whether an object is a descriptor as methods of built-in types are: with __get__ and without __set__."""
    return (hasattr(object, "__get__") and not hasattr(object, "__set__")
            and not (ismethod(object) or isfunction(object) or isclass(object)))


def isdatadescriptor(object):
    """Whether an object has both __get__ and __set__, as properties have."""
    return hasattr(object, "__set__") and hasattr(object, "__get__")


def isgeneratorfunction(object):
    """Whether an object is a function or method with yield in it."""
    return bool((isfunction(object) or ismethod(object)) and object.func_code.co_flags & CO_GENERATOR)


def isroutine(object):
    """Whether an object is any kind of function or method."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isabstract(object):
    """Whether an object is a class with abstract methods."""
    if not isinstance(object, type):
        return False
    return bool(object.__flags__ & TPFLAGS_IS_ABSTRACT
                or isinstance(object, ABCMeta) and getattr(object, '__abstractmethods__', None))


# -- members

def getmembers(object, predicate=None):
    """The (name, value) pairs of an object's attributes, sorted; those for which the predicate holds, if given."""
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0]) if predicate is None else sorted(found)


def getmro(cls):
    """The bases of a class in the order in which attributes are looked up, itself first."""
    if hasattr(cls, "__mro__"):
        return cls.__mro__
    found = []

    def search(each):
        if each not in found:
            found.append(each)
            for base in each.__bases__:
                search(base)
    search(cls)
    return tuple(found)


def classify_class_attrs(cls):
    """For each attribute of a class, an Attribute: name, kind, the class that defines it, the object there.

    The kind is 'class method', 'static method', 'property', 'method' or 'data'.
    """
    mro, found = getmro(cls), []
    for name in dir(cls):
        homes = [base for base in mro if name in base.__dict__]
        if homes:
            home, raw = homes[0], homes[0].__dict__[name]
        else:
            try:
                raw = getattr(cls, name)
            except AttributeError:
                continue    # something that dir() only claims
            home = getattr(raw, "__objclass__", None)
        for which, kind in (staticmethod, "static method"), (classmethod, "class method"), (property, "property"):
            if isinstance(raw, which):
                break
        else:
            kind = "method" if isfunction(raw) or ismethod(raw) or ismethoddescriptor(raw) else "data"
        found.append(Attribute(name, kind, home, raw))
    return found


# -- documentation

def indentsize(line):
    """The number of columns before the text of a line."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getdoc(object):
    """An object's docstring, cleaned up, or None."""
    text = getattr(object, '__doc__', None)
    return cleandoc(text) if isinstance(text, types.StringTypes) else None


def cleandoc(doc):
    """A docstring without what all its lines but the first are indented by, and without empty lines around it."""
    try:
        lines = doc.expandtabs().split('\n')
    except UnicodeError:
        return None
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    lines[0] = lines[0].lstrip()
    if margins:
        lines[1:] = [line[min(margins):] for line in lines[1:]]
    full = [at for at, line in enumerate(lines) if line]
    return '\n'.join(lines[full[0]:full[-1] + 1]) if full else ''


# -- files

def getfile(object):
    """The name of the file, source or compiled, where an object is defined."""
    if ismodule(object):
        if hasattr(object, '__file__'):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if isclass(object):
        home = sys.modules.get(object.__module__)
        if hasattr(home, '__file__'):
            return home.__file__
        raise TypeError('{!r} is a built-in class'.format(object))
    for is_one, attribute in ((ismethod, 'im_func'), (isfunction, 'func_code'), (istraceback, 'tb_frame'),
                              (isframe, 'f_code')):
        if is_one(object):
            object = getattr(object, attribute)
    if iscode(object):
        return object.co_filename
    raise TypeError('{!r} is not a module, class, method, function, traceback, frame, or code object'.format(object))


def getmoduleinfo(path):
    """(name, suffix, mode, kind) of the module that a file would be imported as, or None."""
    name = os.path.basename(path)
    # the longest suffix that fits
    for suffix, mode, kind in sorted(imp.get_suffixes(), key=lambda row: -len(row[0])):
        if name.endswith(suffix):
            return ModuleInfo(name[:-len(suffix)], suffix, mode, kind)
    return None


def getmodulename(path):
    """The name of the module that a file would be imported as, or None."""
    info = getmoduleinfo(path)
    return info and info[0]


def getsourcefile(object):
    """The name of the source file where an object is defined, or None."""
    name = getfile(object)
    if name[-4:].lower() in ('.pyc', '.pyo'):
        name = name[:-4] + '.py'
    for suffix, mode, kind in imp.get_suffixes():
        if 'b' in mode and name.lower().endswith(suffix):
            return None
    if os.path.exists(name):
        return name
    # somebody else may have it: an archive, or the library within the interpreter
    if hasattr(getmodule(object, name), '__loader__') or name in linecache.cache or linecache.getlines(name):
        return name
    return None


def getabsfile(object, _filename=None):
    """The absolute path of an object's file, in the normal form."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


modulesbyfile = {}      # path -> module's name
_filesbymodname = {}    # module's name -> its __file__ when it was looked at


def getmodule(object, _filename=None):
    """The module where an object is defined, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except TypeError:
        return None
    if file not in modulesbyfile:
        for name, module in sys.modules.items():
            path = getattr(module, '__file__', None) if ismodule(module) else None
            if path is None or path == _filesbymodname.get(name):
                continue
            _filesbymodname[name] = path
            path = getabsfile(module)
            modulesbyfile[path] = modulesbyfile[os.path.realpath(path)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    name = getattr(object, '__name__', None)
    if name is not None:
        for home in '__main__', '__builtin__':
            module = sys.modules[home]
            if getattr(module, name, None) is object:
                return module
    return None


# -- sources

def findsource(object):
    """(all lines of the file where an object is defined, the index of the line where it begins); IOError if unknown."""
    file = getfile(object)
    source = getsourcefile(object)
    if not source and file[:1] + file[-1:] != '<>':
        raise IOError('source code not available')
    file = source or file
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise IOError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        pattern = re.compile(r'^(\s*)class\s*' + object.__name__ + r'\b')
        # the least indented one, if there are several
        found = [(match.group(1), at) for at, match in enumerate(map(pattern.match, lines)) if match]
        for indent, at in found:
            if lines[at][:1] == 'c':
                return lines, at
        if not found:
            raise IOError('could not find class definition')
        return lines, min(found)[1]
    for is_one, attribute in ((ismethod, 'im_func'), (isfunction, 'func_code'), (istraceback, 'tb_frame'),
                              (isframe, 'f_code')):
        if is_one(object):
            object = getattr(object, attribute)
    if not iscode(object):
        raise IOError('could not find code object')
    if not hasattr(object, 'co_firstlineno'):
        raise IOError('could not find function definition')
    at = object.co_firstlineno - 1
    pattern = re.compile(r'^(\s*def\s)|(.*(?<!\w)lambda(:|\s))|^(\s*@)')
    while at > 0 and not (at < len(lines) and pattern.match(lines[at])):
        at -= 1
    return lines, at


def getcomments(object):
    """The comment lines right before an object, or at the head of a module, as one text; None if there are none."""
    try:
        lines, at = findsource(object)
    except (IOError, TypeError):
        return None

    def is_comment(line):
        return line.strip()[:1] == '#'

    if ismodule(object):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == '#':
            end += 1
        return ''.join(line.expandtabs() for line in lines[start:end]) if end > start else None
    if at <= 0:
        return None
    indent = indentsize(lines[at])
    start = at
    while start > 0 and is_comment(lines[start - 1]) and indentsize(lines[start - 1]) == indent:
        start -= 1
    kept = [line.expandtabs().lstrip() for line in lines[start:at]]
    # a line with nothing but the sign belongs to nothing at either end
    while kept and kept[0].strip() == '#':
        del kept[0]
    while kept and kept[-1].strip() == '#':
        del kept[-1]
    return ''.join(kept) or None


class EndOfBlock(Exception):
    pass


class BlockFinder:
    """Takes tokens until the block that they begin with has ended; `last` is its last line."""

    def __init__(self):
        self.indent = 0
        self.islambda = self.started = self.passline = False
        self.last = 1

    def tokeneater(self, type, token, srow_scol, erow_ecol, line):
        row = srow_scol[0]
        if not self.started:
            if token in ("def", "class", "lambda"):
                self.islambda = token == "lambda"
                self.started = True
            self.passline = True    # what comes before the end of this line is the head
        elif type == tokenize.NEWLINE:
            self.passline, self.last = False, row
            if self.islambda:
                raise EndOfBlock
        elif self.passline:
            pass
        elif type == tokenize.INDENT:
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif self.indent == 0 and type not in (tokenize.COMMENT, tokenize.NL):
            raise EndOfBlock        # all was in one line


def getblock(lines):
    """The lines of the block at the beginning of a list of lines."""
    finder = BlockFinder()
    try:
        tokenize.tokenize(iter(lines).next, finder.tokeneater)
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]


def getsourcelines(object):
    """(the lines of an object's source, the number of the first in the file)"""
    lines, at = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[at:]), at + 1


def getsource(object):
    """An object's source as one text; IOError if it cannot be had."""
    return string.join(getsourcelines(object)[0], '')


# -- classes

def walktree(classes, children, parent):
    found = []
    for cls in sorted(classes, key=attrgetter('__module__', '__name__')):
        found.append((cls, cls.__bases__))
        if cls in children:
            found.append(walktree(children[cls], children, cls))
    return found


def getclasstree(classes, unique=0):
    """Classes as nested lists: a list follows the class whose subclasses it has; entries are (class, bases).

    With `unique` a class that has several of the bases appears once only.
    """
    children, roots = {}, []
    for cls in classes:
        if not cls.__bases__:
            if cls not in roots:
                roots.append(cls)
            continue
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
    roots.extend(parent for parent in children if parent not in classes)
    return walktree(roots, children, None)


# -- arguments

def _nested_arguments(co):
    # {position: nested names} of parameters that are tuples, as the source tells them
    import _ast
    found = {}
    try:
        lines = linecache.getlines(co.co_filename)
        block = getblock(lines[co.co_firstlineno - 1:])
        margin = indentsize(block[0])
        tree = compile(''.join(line.expandtabs()[margin:] for line in block), co.co_filename, 'exec', 0x400)
    except (SyntaxError, IndexError, TypeError, tokenize.TokenError):
        return found

    def names(node):
        return node.id if isinstance(node, _ast.Name) else [names(each) for each in node.elts]

    def search(node):
        if isinstance(node, (_ast.FunctionDef, _ast.Lambda)) and not found:
            name = getattr(node, 'name', '<lambda>')
            if name == co.co_name and len(node.args.args) == co.co_argcount:
                for at, each in enumerate(node.args.args):
                    if isinstance(each, _ast.Tuple):
                        found[at] = names(each)
        for field in node._fields or ():
            value = getattr(node, field, None)
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, _ast.AST):
                    search(each)
    search(tree)
    return found


def getargs(co):
    """(names of arguments, name of *args, name of **keywords) of a code object; tuples are lists of names."""
    if not iscode(co):
        raise TypeError('{!r} is not a code object'.format(co))
    count = co.co_argcount
    args = list(co.co_varnames[:count])
    if any(name[:1] in '.' for name in args):
        for at, nested in _nested_arguments(co).items():
            args[at] = nested
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = co.co_varnames[count]
        count += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = co.co_varnames[count]
    return Arguments(args, varargs, varkw)


def getargspec(func):
    """ArgSpec(args, varargs, keywords, defaults) of a function written in Python."""
    if ismethod(func):
        func = func.im_func
    if not isfunction(func):
        raise TypeError('{!r} is not a Python function'.format(func))
    return ArgSpec(*getargs(func.func_code) + (func.func_defaults,))


def getargvalues(frame):
    """ArgInfo(args, varargs, keywords, locals) of a frame."""
    return ArgInfo(*getargs(frame.f_code) + (frame.f_locals,))


def joinseq(seq):
    return '(' + seq[0] + ',)' if len(seq) == 1 else '(' + string.join(seq, ', ') + ')'


def strseq(object, convert, join=joinseq):
    """Nested lists of names as text."""
    if type(object) in (list, tuple):
        return join([strseq(each, convert, join) for each in object])
    return convert(object)


def formatargspec(args, varargs=None, varkw=None, defaults=None, formatarg=str,
                  formatvarargs=lambda name: '*' + name, formatvarkw=lambda name: '**' + name,
                  formatvalue=lambda value: '=' + repr(value), join=joinseq):
    """What getargspec() returns as a list of parameters in parentheses; the functions say how each is shown."""
    specs = []
    required = len(args) - len(defaults) if defaults else len(args)
    for at, arg in enumerate(args):
        text = strseq(arg, formatarg, join)
        specs.append(text + formatvalue(defaults[at - required]) if at >= required else text)
    specs.extend(show(name) for show, name in ((formatvarargs, varargs), (formatvarkw, varkw)) if name is not None)
    return '(%s)' % string.join(specs, ', ')


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name, formatvalue=lambda value: '=' + repr(value), join=joinseq):
    """What getargvalues() returns as a list of arguments in parentheses; the functions say how each is shown."""
    specs = [strseq(arg, lambda name: formatarg(name) + formatvalue(locals[name]), join) for arg in args]
    specs.extend(show(name) + formatvalue(locals[name])
                 for show, name in ((formatvarargs, varargs), (formatvarkw, varkw)) if name)
    return '(%s)' % string.join(specs, ', ')


def getcallargs(func, *positional, **named):
    """The arguments by name that a function would have, if it were called with these; TypeError as the call would."""
    args, varargs, varkw, defaults = getargspec(func)
    name, values, bound_tuples = func.__name__, {}, []

    def bind(arg, value):
        if isinstance(arg, str):
            values[arg] = value
            return
        bound_tuples.append(arg)
        value, count = iter(value), 0
        for part in arg:
            try:
                item = next(value)
            except StopIteration:
                raise ValueError('need more than %d %s to unpack' % (count, 'values' if count > 1 else 'value'))
            bind(part, item)
            count += 1
        for _ in value:
            raise ValueError('too many values to unpack')

    def is_bound(arg):
        return arg in values if isinstance(arg, str) else arg in bound_tuples

    if ismethod(func) and func.im_self is not None:
        positional = (func.im_self,) + positional
    given, total, expected = len(positional), len(positional) + len(named), len(args)
    optional = len(defaults) if defaults else 0
    for arg, value in zip(args, positional):
        bind(arg, value)
    if varargs:
        bind(varargs, positional[expected:])
    elif 0 < expected < given:
        raise TypeError('%s() takes %s %d %s (%d given)' % (
            name, 'at most' if optional else 'exactly', expected, 'arguments' if expected > 1 else 'argument', total))
    elif expected == 0 and given and varkw:
        raise TypeError('%s() takes exactly 0 arguments (%d given)' % (name, total))
    elif expected == 0 and total and not varkw:
        raise TypeError('%s() takes no arguments (%d given)' % (name, total))
    for arg in args:
        if isinstance(arg, str) and arg in named:
            if is_bound(arg):
                raise TypeError("%s() got multiple values for keyword argument '%s'" % (name, arg))
            bind(arg, named.pop(arg))
    if defaults:
        for arg, value in zip(args[-optional:], defaults):
            if not is_bound(arg):
                bind(arg, value)
    if varkw:
        bind(varkw, named)
    elif named:
        unexpected = next(iter(named))
        if isinstance(unexpected, unicode):
            unexpected = unexpected.encode(sys.getdefaultencoding(), 'replace')
        raise TypeError("%s() got an unexpected keyword argument '%s'" % (name, unexpected))
    missing = expected - len([arg for arg in args if is_bound(arg)])
    if missing:
        required = expected - optional
        raise TypeError('%s() takes %s %d %s (%d given)' % (
            name, 'at least' if varargs or optional else 'exactly', required,
            'arguments' if required > 1 else 'argument', total))
    return values


# -- frames

def getframeinfo(frame, context=1):
    """Traceback(filename, lineno, function, lines around, index of the line) of a frame or a traceback."""
    if istraceback(frame):
        number, frame = frame.tb_lineno, frame.tb_frame
    else:
        number = getattr(frame, 'f_lineno', None)
    if not isframe(frame):
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))
    filename = getsourcefile(frame) or getfile(frame)
    shown = index = None
    if context > 0:
        try:
            lines, _ = findsource(frame)
        except IOError:
            pass
        else:
            start = number - 1 - context // 2
            start = max(0, min(start, len(lines) - context))
            shown, index = lines[start:start + context], number - 1 - start
    return Traceback(filename, number, frame.f_code.co_name, shown, index)


def getlineno(frame):
    """The line that a frame is at."""
    return frame.f_lineno


def getouterframes(frame, context=1):
    """(frame,) + getframeinfo() of a frame and those that called it."""
    found = []
    while frame:
        found.append((frame,) + getframeinfo(frame, context))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """(frame,) + getframeinfo() of the frames of a traceback."""
    found = []
    while tb:
        found.append((tb.tb_frame,) + getframeinfo(tb, context))
        tb = tb.tb_next
    return found


currentframe = getattr(sys, '_getframe', lambda _=None: None)


def stack(context=1):
    """getouterframes() of whoever calls this."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """getinnerframes() of the exception that is being handled."""
    return getinnerframes(sys.exc_info()[2], context)
