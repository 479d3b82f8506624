# the traceback module: format_exc, extract_tb, print_exception, limits
import traceback, sys
def a():
    b()
def b():
    raise ValueError('deep')
try:
    a()
except ValueError:
    print traceback.format_exc()
    print [(f, n) for _, _, f, n in [(x[0], x[1], x[2], x[3]) for x in traceback.extract_tb(sys.exc_info()[2])]]
    print traceback.format_exc(1)
    traceback.print_exc(file=sys.stdout)
    t, v, tb = sys.exc_info()
    print traceback.format_exception_only(t, v), traceback.format_tb(tb, 1)
print traceback.format_exception_only(SyntaxError, SyntaxError('m', ('f', 2, 4, 'a b c\n')))
print traceback.format_exception_only(KeyError, KeyError('k')), traceback.format_exception_only(ValueError, None), traceback.format_exception_only('str', 'v')
def c():
    return traceback.extract_stack()[-1][2:]
print c()
print traceback.format_list([('f.py', 3, 'fn', 'x = 1'), ('g.py', 4, 'gn', None)])
