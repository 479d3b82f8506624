"""Types that make objects of the interpreter, under their old names: types has them."""

import types as _types
from warnings import warnpy3k as _warnpy3k
_warnpy3k("The 'new' module has been removed in Python 3.0; use the 'types' module instead.", stacklevel=2)

code, function = _types.CodeType, _types.FunctionType
classobj, instance, instancemethod = _types.ClassType, _types.InstanceType, _types.MethodType
module = _types.ModuleType
