//! `BaseException` and the small differences of `SystemExit` and `KeyError`.

use super::{allocate, exception, init_args};
use crate::context::Context;
use crate::declare::{Args, GetSet};
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::{Exc, ExceptionObject};
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value};
use crate::{instance, kind, none, py_methods, raise};

/// The exception and its arguments, for an `__init__`; "x does not take keyword arguments".
pub(super) fn init_receiver<'a>(cx: &mut Context, args: &Args<'a>) -> PyResult<(Gc<ExceptionObject>, &'a [Value])> {
    let Some((&w_this, rest)) = args.positional.split_first() else {
        raise!(cx, TypeError, "descriptor '__init__' of 'exceptions.BaseException' object needs an argument");
    };
    let Some(this) = w_this.downcast::<ExceptionObject>() else {
        let given = cx.type_name(w_this);
        raise!(cx, TypeError, "descriptor '__init__' requires a 'exceptions.BaseException' object but received a '{given}'");
    };
    if !args.keywords.is_empty() {
        let name = cx.type_name(w_this);
        raise!(cx, TypeError, "{name} does not take keyword arguments");
    }
    init_args(cx, this, rest)?;
    Ok((this, rest))
}

/// `str(e)` where the class has no way of its own.
pub(super) fn default_str(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
    let args = this.args();
    match args.get().items() {
        [] => Ok(cx.empty_str),
        [only] => cx.str(*only),
        _ => cx.str(args.value()),
    }
}

pub static BASE_GETSET: &[GetSet] = &[
    GetSet { name: "__dict__", doc: "attributes that programs gave it", get: get_dict, set: Some(set_dict) },
    GetSet {
        name: "args",
        doc: "tuple of the arguments",
        get: |_, this| Ok(exception(this).args().value()),
        set: Some(set_args),
    },
    GetSet { name: "message", doc: "the only argument (deprecated)", get: get_message, set: Some(set_message) },
];

fn get_dict(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.own_dict(this, true).map_or(none(), Gc::value))
}

fn set_dict(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "__dict__ may not be deleted") };
    match value.downcast::<DictObject>() {
        Some(dict) => instance::set_dict(cx, this, dict),
        None => raise!(cx, TypeError, "__dict__ must be a dictionary"),
    }
}

fn set_args(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "args may not be deleted") };
    let args = cx.tuple_from(value)?;
    let mut this = exception(this);
    this.args = Some(args);
    cx.barrier(this);
    Ok(())
}

fn get_message(cx: &mut Context, this: Value) -> PyResult {
    let name = cx.name(Special::Message);
    // One that a program set is no longer the deprecated one.
    if let Some(own) = instance::own_get(cx, this, name) {
        return Ok(own);
    }
    match exception(this).message {
        Some(message) => {
            cx.warn(Exc::DeprecationWarning, "BaseException.message has been deprecated as of Python 2.6")?;
            Ok(message)
        }
        None => raise!(cx, AttributeError, "message attribute was deleted"),
    }
}

fn set_message(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let name = cx.name(Special::Message);
    match value {
        Some(value) => instance::own_set(cx, this, name, value),
        None => {
            instance::own_delete(cx, this, name)?;
            exception(this).message = None;
            Ok(())
        }
    }
}

py_methods! { BASE_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<ExceptionObject>> {
        if class.kind != kind::EXCEPTION {
            let name = class.name_lossy();
            raise!(cx, TypeError, "exceptions.BaseException.__new__({name}): {name} is not a subtype of exceptions.BaseException");
        }
        allocate(cx, class, &[])
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        init_receiver(cx, args).map(drop)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
        let text = cx.repr(this.args().value())?;
        let class = cx.class_of(this.value());
        let name = class.name.get().bytes();
        let name = name.rsplit(|&byte| byte == b'.').next().unwrap_or(name);
        cx.try_new_str(&[name, text.get().bytes()].concat())
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
        default_str(cx, this)
    }
    /// x.__unicode__() <==> unicode(x)
    fn __unicode__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult {
        // A `__str__` of its own speaks for the class.
        let class = cx.class_of(this.value());
        let name = cx.name(Special::Str);
        let base = Exc::BaseException.class(cx);
        if cx.lookup_where(class, name).is_some_and(|(_, owner)| owner != base) {
            let Some(w_str) = cx.special(class, Special::Str) else { return Ok(cx.empty_str.value()) };
            let text = cx.call_special(w_str, this.value(), &[])?;
            return Ok(cx.unicode(text)?.value());
        }
        let args = this.args();
        let value = match args.get().items() {
            [] => cx.empty_str.value(),
            [only] => *only,
            _ => args.value(),
        };
        Ok(cx.unicode(value)?.value())
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<ExceptionObject>, index: Value) -> PyResult {
        if !index.is_kind(kind::SLICE) && !cx.is_index(index) {
            let given = cx.type_name(index);
            raise!(cx, TypeError, "sequence index must be integer, not '{given}'");
        }
        cx.warn_py3k("__getitem__ not supported for exception classes in 3.x; use args attribute")?;
        cx.getitem(this.args().value(), index)
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<ExceptionObject>, lo: Value, hi: Value) -> PyResult {
        cx.warn_py3k("__getslice__ not supported for exception classes in 3.x; use args attribute")?;
        cx.getslice(this.args().value(), Some(lo), Some(hi))
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult {
        let args = this.args().value();
        reduce(cx, this, args)
    }
    /// sets attributes from a dict
    fn __setstate__(cx: &mut Context, this: Gc<ExceptionObject>, state: Value) -> PyResult<()> {
        if state.is_none() {
            return Ok(());
        }
        let Some(dict) = state.downcast::<DictObject>() else { raise!(cx, TypeError, "state is not a dictionary") };
        let mut position = 0;
        while let Some((w_key, w_value)) = cx.dict_next(dict, &mut position) {
            let name = cx.attribute_name(w_key, "setattr")?;
            cx.setattr(this.value(), name, Some(w_value))?;
        }
        Ok(())
    }
    /// x.__setattr__('name', value) <==> x.name = value
    fn __setattr__(cx: &mut Context, this: Value, name: Value, value: Value) -> PyResult<()> {
        let name = cx.attribute_name(name, "__setattr__")?;
        let class = cx.class_of(this);
        cx.object_setattr(this, class, name, Some(value))
    }
    /// x.__delattr__('name') <==> del x.name
    fn __delattr__(cx: &mut Context, this: Value, name: Value) -> PyResult<()> {
        let name = cx.attribute_name(name, "__delattr__")?;
        let class = cx.class_of(this);
        cx.object_setattr(this, class, name, None)
    }
}

/// `(class, args)`, with the attributes where there are some.
pub(super) fn reduce(cx: &mut Context, this: Gc<ExceptionObject>, args: Value) -> PyResult {
    let class = cx.class_of(this.value()).value();
    if let Some(dict) = cx.own_dict(this.value(), true)
        && cx.dict_len(dict) > 0
    {
        return Ok(cx.new_tuple(&[class, args, dict.value()]).value());
    }
    Ok(cx.new_tuple(&[class, args]).value())
}

pub static EXIT_GETSET: &[GetSet] = &[super::field_attribute!("code", 0, "exit status")];

/// The exit status of a SystemExit with these arguments.
pub(super) fn init_exit(cx: &mut Context, mut this: Gc<ExceptionObject>, args: &[Value]) {
    this.fields[0] = match args {
        [] => return,
        [only] => Some(*only),
        _ => Some(this.args().value()),
    };
    cx.barrier(this);
}

mod exit {
    use super::*;
    py_methods! { METHODS:
        /// x.__init__(...) initializes x
        @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let (this, rest) = init_receiver(cx, args)?;
            init_exit(cx, this, rest);
            Ok(())
        }
    }
}
pub use exit::METHODS as EXIT_METHODS;

mod key {
    use super::*;
    py_methods! { METHODS:
        /// x.__str__() <==> str(x)
        fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
            // The key as it is written: an empty one would show nothing.
            match this.args().get().items() {
                [key] => cx.repr(*key),
                _ => default_str(cx, this),
            }
        }
    }
}
pub use key::METHODS as KEY_METHODS;
