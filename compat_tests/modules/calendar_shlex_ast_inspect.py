# calendar, shlex, ast, inspect: samples of each
import calendar, shlex, ast, inspect
print calendar.TextCalendar(6).formatmonth(2024, 2), calendar.monthrange(2023, 2), calendar.isleap(1900), calendar.timegm((2001, 2, 3, 4, 5, 6)), calendar.monthcalendar(2015, 2)[0]
print shlex.split('a "b c" d\\ e \'f"g\' # h'), shlex.split('x #y', comments=True), list(shlex.shlex("a=b 'c d'")), list(shlex.shlex('p|q "r s"', posix=True))
for bad in '"', 'x\\':
    try:
        shlex.split(bad)
    except ValueError as e:
        print e
print ast.literal_eval("{'a': [1, 2.5, None, True]}"), ast.dump(ast.parse('x = f(1)')), ast.get_docstring(ast.parse('"doc"'))
try:
    ast.literal_eval('f(1)')
except ValueError as e:
    print e
class V(ast.NodeTransformer):
    def visit_Num(self, node): return ast.copy_location(ast.Num(node.n * 2), node)
print eval(compile(V().visit(ast.parse('1 + 2', mode='eval')), '', 'eval'))
def f(a, b=1, *c, **d):
    """doc
        indented
    """
    return inspect.currentframe()
print inspect.getargspec(f), inspect.formatargspec(*inspect.getargspec(f)), inspect.getcallargs(f, 1, 2, 3, x=4) == {'a': 1, 'b': 2, 'c': (3,), 'd': {'x': 4}}, repr(inspect.getdoc(f)), inspect.getargvalues(f(1))[:3]
print inspect.getsource(f).split('\n')[0], inspect.isfunction(f), inspect.isclass(V), inspect.getmro(bool), inspect.getmodule(f).__name__, [n for n, m in inspect.getmembers(V, inspect.ismethod)]
for args in (), (1, 2), (1,):
    try:
        inspect.getcallargs(f, *args, **({'a': 3} if args else {}))
    except TypeError as e:
        print e
