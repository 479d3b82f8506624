# exceptions: args, message, str, repr, attributes of each kind
e = Exception('a', 1)
print e.args, repr(e), str(e), repr(Exception()), str(Exception()), repr(Exception('x')), str(Exception(5)), str(Exception(u'abc')), repr(ValueError(u'\xe9')), e[0], e[:], len(e.args)
print repr(BaseException(1, 2)), Exception('m').message, repr(Exception('a', 'b').message), unicode(Exception(u'\xe9')) == u'\xe9', unicode(Exception('a', 1))
e.args = (5,); print e, repr(e); e.args = [1, 2]; print e.args; e.x = 'attr'; print e.x, e.__dict__
k = KeyError('k'); print str(k), repr(k), str(KeyError()), str(KeyError('a', 'b')), str(KeyError(u'\xe9'))
i = IOError(2, 'No such file', 'fname'); print i, i.errno, i.strerror, i.filename, i.args, repr(i); i = IOError(2, 'msg'); print i, i.filename, repr(i); print IOError('one'), IOError('one').errno, IOError(), IOError(1, 2, 3, 4), repr(OSError(2, 'x', 'f')), OSError(2, 'x', 'f')
s = SyntaxError('msg', ('file', 3, 5, 'text')); print s, s.msg, s.filename, s.lineno, s.offset, s.text, s.args, s.print_file_and_line, repr(s), SyntaxError('only'), SyntaxError(), SyntaxError('m', ('f', 1, None, None))
x = SystemExit(3); print x.code, repr(x), SystemExit().code, SystemExit(1, 2).code, str(SystemExit('m'))
print StopIteration('v').args, GeneratorExit().args, issubclass(GeneratorExit, Exception), issubclass(KeyboardInterrupt, Exception), issubclass(SystemExit, Exception), issubclass(StopIteration, Exception), UnicodeError.__mro__[1].__name__, WindowsError.__name__ if 'WindowsError' in dir(__builtins__) else 'no WindowsError'
import exceptions
for n in sorted(dir(exceptions)):
    c = getattr(exceptions, n)
    if isinstance(c, type):
        print n, c.__base__.__name__, c.__module__
class E(Exception):
    def __init__(self, a, b):
        self.a = a
print E(1, 2).args, repr(E(1, 2)), str(E('x', 'y')), E(1, b=2).args
class S(Exception):
    def __str__(self): return 'custom str'
print S(), repr(S(1)), str(S(1)), unicode(S(1))
try:
    Exception(x=1)
except TypeError as e:
    print e
e = Exception('s'); e.__setstate__({'q': 1}); print e.q, e.__reduce__(), Exception(1).__reduce__()
for bad in ('Exception().args = 5', 'Exception()[5]', 'Exception().nope', 'SyntaxError("m", 5)', 'SyntaxError("m", (1,))', 'BaseException.__new__()'):
    try:
        exec bad
        print bad, 'fine'
    except (TypeError, IndexError, AttributeError) as x:
        print bad, '->', type(x).__name__, x
