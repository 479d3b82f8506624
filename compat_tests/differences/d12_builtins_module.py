# D12: __builtins__ is always the __builtin__ module; assigning to it has no effect
import __builtin__
import types
print __builtins__ is __builtin__
ns = {}
exec 'b = __builtins__' in ns
print ns['b'] is __builtin__
m = types.ModuleType('m')
exec 'x = len([1])\nb = __builtins__' in m.__dict__
print m.x, m.b is __builtin__
__builtins__ = {'len': lambda x: 'fake'}
print len('abc')
ns = {'__builtins__': {}}
exec 'r = len("ab")' in ns
print ns['r']
