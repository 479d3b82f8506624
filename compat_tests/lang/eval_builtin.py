# eval in namespaces, of code objects, with leading blanks; locals may be any mapping
print eval('1 + 2'), eval('  x', {'x': 5}), eval('x', {'x': 1}, {'x': 2}), eval(u'"\\xe9"')
print eval(compile('3 * 3', '<e>', 'eval'))
class M(object):
    def __getitem__(self, k):
        return k * 2
print eval('abc', {}, M())
for bad in ('1 +', 'x = 1', '', '1\n2'):
    try:
        eval(bad)
    except SyntaxError as e:
        print e.msg, e.lineno, e.offset
try:
    eval('undefined_name')
except NameError as e:
    print e
try:
    eval(5)
except TypeError as e:
    print e
print eval(compile('x = 5', 's', 'exec'), {})
