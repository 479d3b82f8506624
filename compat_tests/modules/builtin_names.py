# every name of __builtin__
import __builtin__
for n in sorted(dir(__builtin__)):
    if n not in ('_', 'copyright', 'credits', 'exit', 'quit', 'license', 'help', '__pypy__'):
        v = getattr(__builtin__, n)
        print n, type(v).__name__ if not isinstance(v, type) else 'type ' + v.__name__ + ' ' + v.__base__.__name__ if v is not object else 'object'
