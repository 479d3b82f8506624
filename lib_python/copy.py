"""Copies of objects: copy.copy(x) and copy.deepcopy(x).

A shallow copy is a new object with the same parts, a deep one has copies of the parts too.  A deep copy
remembers in its `memo` what it has copied (id -> copy), so that an object that occurs twice, or inside
itself, is copied once.

A class decides for itself by defining __copy__() or __deepcopy__(memo); otherwise it is copied the way
it is pickled: __reduce_ex__(), __getstate__(), __setstate__(), __getinitargs__(), and the functions
registered with copy_reg.
"""

import types as _types
import weakref
from copy_reg import dispatch_table

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    """Raised for an object that cannot be copied."""


error = Error   # an older name


def _reduced(x, cls, kind):
    # what pickle would be told about an object
    reduction = dispatch_table.get(cls)
    if reduction:
        return reduction(x)
    reduction = getattr(x, "__reduce_ex__", None)
    if reduction:
        return reduction(2)
    reduction = getattr(x, "__reduce__", None)
    if reduction:
        return reduction()
    raise Error("un(%s)copyable object of type %s" % (kind, cls))


def copy(x):
    """A shallow copy of an object."""
    cls = type(x)
    copier = _copy_dispatch.get(cls) or getattr(cls, "__copy__", None)
    if copier:
        return copier(x)
    return _reconstruct(x, _reduced(x, cls, "shallow"), 0)


def deepcopy(x, memo=None, _nil=[]):
    """A deep copy of an object; `memo` holds what is copied already."""
    if memo is None:
        memo = {}
    key = id(x)
    found = memo.get(key, _nil)
    if found is not _nil:
        return found
    cls = type(x)
    copier = _deepcopy_dispatch.get(cls)
    if copier is _deepcopy_atomic:
        memo[key] = x
        return x
    if copier:
        result = copier(x, memo)
    elif _is_class(cls):
        result = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier:
            result = copier(memo)
        else:
            result = _reconstruct(x, _reduced(x, cls, "deep"), 1, memo)
    memo[key] = result
    # an id is good only as long as its object lives
    _keep_alive(x, memo)
    return result


def _is_class(cls):
    try:
        return issubclass(cls, type)
    except TypeError:
        return False    # not a type in the first place, as some extension modules have it


def _keep_alive(x, memo):
    # kept under the memo's own id, which nobody copies
    memo.setdefault(id(memo), []).append(x)


def _copy_immutable(x):
    return x


def _deepcopy_atomic(x, memo):
    return x


def _copy_with_constructor(x):
    return type(x)(x)


def _deepcopy_list(x, memo):
    result = memo[id(x)] = []
    for item in x:
        result.append(deepcopy(item, memo))
    return result


def _deepcopy_tuple(x, memo):
    copies = [deepcopy(item, memo) for item in x]
    # one of its items may have led back here
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, copies):
        if old is not new:
            result = tuple(copies)
            break
    else:
        result = x
    memo[id(x)] = result
    return result


def _deepcopy_dict(x, memo):
    result = memo[id(x)] = {}
    for key, value in x.iteritems():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deepcopy_method(x, memo):
    return type(x)(x.im_func, deepcopy(x.im_self, memo), x.im_class)


class _EmptyClass:
    """What an instance of a classic class is made from, without calling its __init__()."""


def _new_instance(x, prepare):
    if hasattr(x, '__getinitargs__'):
        return x.__class__(*prepare(x.__getinitargs__()))
    made = _EmptyClass()
    made.__class__ = x.__class__
    return made


def _fill_instance(x, made, prepare):
    state = prepare(x.__getstate__() if hasattr(x, '__getstate__') else x.__dict__)
    if hasattr(made, '__setstate__'):
        made.__setstate__(state)
    else:
        made.__dict__.update(state)
    return made


def _copy_inst(x):
    if hasattr(x, '__copy__'):
        return x.__copy__()
    return _fill_instance(x, _new_instance(x, _copy_immutable), _copy_immutable)


def _deepcopy_inst(x, memo):
    if hasattr(x, '__deepcopy__'):
        return x.__deepcopy__(memo)
    prepare = lambda part: deepcopy(part, memo)
    made = memo[id(x)] = _new_instance(x, prepare)
    return _fill_instance(x, made, prepare)


# type -> function that copies an object of exactly that type
_copy_dispatch = {_types.InstanceType: _copy_inst}
_deepcopy_dispatch = {list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict,
                      _types.InstanceType: _deepcopy_inst, _types.MethodType: _deepcopy_method}
for _type in (_types.NoneType, int, long, float, complex, bool, str, unicode, type, xrange, weakref.ref,
              _types.EllipsisType, _types.ClassType, _types.CodeType, _types.FunctionType,
              _types.BuiltinFunctionType):
    _copy_dispatch[_type] = _copy_immutable
    _deepcopy_dispatch[_type] = _deepcopy_atomic
_copy_dispatch[tuple] = _copy_dispatch[frozenset] = _copy_immutable
_copy_dispatch[list] = _copy_dispatch[dict] = _copy_dispatch[set] = _copy_with_constructor
del _type


def _reconstruct(x, info, deep, memo=None):
    """An object from what __reduce_ex__() said: (function, arguments, state, items, pairs)."""
    if isinstance(info, str):
        return x    # the name of a global
    assert isinstance(info, tuple)
    assert 2 <= len(info) <= 5
    if memo is None:
        memo = {}
    make, args, state, items, pairs = info + (None,) * (5 - len(info))
    result = make(*(deepcopy(args, memo) if deep else args))
    memo[id(x)] = result
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(result, '__setstate__'):
            result.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                result.__dict__.update(state)
            for name in slots or ():
                setattr(result, name, slots[name])
    if items is not None:
        for item in items:
            result.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            result[key] = value
    return result
