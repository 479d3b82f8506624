# odd arguments to introspective functions
import sys, types
for e in ('types.FunctionType(5, {})', 'types.FunctionType((lambda: 0).func_code, 5)', 'types.MethodType(5, 6)', 'types.MethodType(len, None)', 'types.ModuleType()', 'types.ModuleType(5)', 'types.ClassType(5, (), {})', 'types.ClassType("a", 5, {})', 'types.InstanceType(5)', 'types.GeneratorType()', 'types.CodeType()', 'types.FrameType()', 'types.TracebackType()', 'type(iter([]))()', 'type(len)()', 'types.DictProxyType({})', 'types.NoneType()', 'types.EllipsisType()', 'types.GetSetDescriptorType()'):
    try:
        eval(e)
        print e, 'fine'
    except TypeError as x:
        print e, 'TypeError'
