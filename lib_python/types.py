"""Names for the interpreter's types, also for those that no built-in name stands for."""

import sys


def _anything():
    yield None


class _Classic:
    def method(self):
        pass


# types that have a built-in name
NoneType = type(None)
TypeType, ObjectType, BooleanType = type, object, bool
IntType, LongType, FloatType = int, long, float
StringType, UnicodeType = str, unicode
StringTypes = StringType, UnicodeType
TupleType, ListType, XRangeType = tuple, list, xrange
DictType = DictionaryType = dict
FileType, BufferType, SliceType = file, buffer, slice
try:
    ComplexType = complex
except NameError:
    pass

# functions, methods and classes
LambdaType = FunctionType = type(_anything)
CodeType = type(_anything.func_code)
GeneratorType = type(_anything())
ClassType = type(_Classic)
InstanceType = type(_Classic())
MethodType = UnboundMethodType = type(_Classic.method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
ModuleType = type(sys)

# what a traceback is made of
try:
    raise TypeError
except TypeError:
    TracebackType = type(sys.exc_info()[2])
    FrameType = type(sys.exc_info()[2].tb_frame)

# singletons and descriptors
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
DictProxyType = type(TypeType.__dict__)
GetSetDescriptorType = type(FunctionType.func_code)
MemberDescriptorType = type(FunctionType.func_globals)

del sys, _anything, _Classic

__all__ = [_name for _name in globals().keys() if _name[0] != '_']
del _name
