# object: its methods, repr, comparison, attributes of types
o = object()
print type(o).__name__, o == o, o != object(), repr(o).startswith('<object object at 0x'), o.__class__ is object, object.__name__, object.__bases__, object.__mro__ == (object,), object.__base__, type.__base__.__name__, type(type) is type, isinstance(type, object), object.__doc__ is not None
print sorted(dir(object)), repr(object), str(int), type(5), [int], type(None), type(Ellipsis), type(NotImplemented), repr(Ellipsis), NotImplemented, type(len), type(lambda: 0), type([].append), type(iter([])), type(object.__init__), type('a'.__add__), type(int.real) if 0 else '', type(type.__dict__['__doc__']).__name__ if 0 else ''
class A(object): pass
print A, repr(A), A.__module__, A.__weakref__ is not None, type(A.__dict__).__name__ in ('dictproxy', 'dict'), A().__reduce_ex__(2)[1], A().__hash__() == hash(A()) or True, A().__str__().startswith('<__main__.A object'), A.__subclasses__()
for bad in ('object().x', 'object.x', 'A().y', 'A.y', 'object().__class__ = A', 'A().__class__ = int', 'A().__class__ = 5', 'del A().__class__', 'int.__class__ = A', 'A.__dict__ = {}', 'object().__doc__ = 1', 'A.__mro__ = ()', 'type.__call__()', 'object.__reduce__()'):
    try:
        exec bad
    except (AttributeError, TypeError) as e:
        print bad, '->', type(e).__name__, e
