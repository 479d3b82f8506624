//! `instancemethod`.

use super::{check_count, get_args, readonly};
use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::MethodObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::typeobject::{TypeDecl, TypeObject, WITH_WEAKREF};
use crate::value::{Slot, Value};
use crate::{kind, none, not_implemented, py_methods, raise};

pub static METHOD: TypeDecl = TypeDecl {
    doc: "instancemethod(function, instance, class)\n\nCreate an instance method object.",
    methods: &[METHODS],
    getset: GETSET,
    flags: WITH_WEAKREF,
    ..TypeDecl::new("instancemethod", kind::METHOD)
};

fn method(this: Value) -> Gc<MethodObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_function(_: &mut Context, this: Value) -> PyResult {
    Ok(method(this).function)
}

fn get_self(_: &mut Context, this: Value) -> PyResult {
    Ok(method(this).receiver.unwrap_or(none()))
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "im_class",
        doc: "the class",
        get: |_, this| Ok(method(this).class.unwrap_or(none())),
        set: Some(readonly),
    },
    GetSet { name: "im_func", doc: "the function", get: get_function, set: Some(readonly) },
    GetSet { name: "__func__", doc: "the function", get: get_function, set: Some(readonly) },
    GetSet { name: "im_self", doc: "the instance, None if unbound", get: get_self, set: Some(readonly) },
    GetSet { name: "__self__", doc: "the instance, None if unbound", get: get_self, set: Some(readonly) },
    GetSet { name: "__doc__", doc: "", get: |cx, this| cx.getattr_text(method(this).function, "__doc__"), set: None },
];

/// `__name__` of a function or a class as it is shown, "?" where that is no str.
fn shown_name(cx: &mut Context, value: Value) -> PyResult<String> {
    let name = cx.name(Special::Name);
    let found = match cx.find_attr(value, name) {
        Ok(found) => found,
        Err(raised) => {
            if !cx.catch(crate::Exc::AttributeError) {
                return Err(raised);
            }
            None
        }
    };
    Ok(found.and_then(|name| name.downcast::<StrObject>()).map_or_else(|| "?".to_string(), |name| name.lossy()))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, _class: Gc<TypeObject>, args: &Args) -> PyResult {
        if !args.keywords.is_empty() {
            raise!(cx, TypeError, "instancemethod does not take keyword arguments");
        }
        check_count(cx, "instancemethod", args.positional.len(), 2, 3)?;
        let (function, receiver) = (args.positional[0], args.positional[1].not_none());
        let class = args.positional.get(2).copied().unwrap_or(none());
        if !cx.is_callable(function) {
            raise!(cx, TypeError, "first argument must be callable");
        }
        if receiver.is_none() && args.positional.len() < 3 {
            raise!(cx, TypeError, "unbound methods must have non-NULL im_class");
        }
        Ok(cx.new_method(function, receiver, class.not_none()))
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        cx.call_args(args.positional[0], &args.rest())
    }
    /// descr.__get__(obj[, type]) -> value
    @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
        let (this, object, class) = get_args(cx, args)?;
        let bound = method(this);
        if bound.receiver.is_some() {
            return Ok(this);
        }
        if let (Some(own), Some(class)) = (bound.class, class)
            && !cx.is_subclass(class, own)?
        {
            return Ok(this);
        }
        Ok(cx.new_method(bound.function, object, class))
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<MethodObject>) -> PyResult<Vec<u8>> {
        let function = shown_name(cx, this.function)?;
        let class = match this.class {
            Some(class) => shown_name(cx, class)?,
            None => "?".to_string(),
        };
        match this.receiver {
            Some(receiver) => {
                let text = cx.repr(receiver)?;
                let head = format!("<bound method {class}.{function} of ");
                Ok([head.as_bytes(), text.get().bytes(), b">"].concat())
            }
            None => Ok(format!("<unbound method {class}.{function}>").into_bytes()),
        }
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<MethodObject>) -> PyResult<i64> {
        let receiver = cx.hash_of(this.receiver.unwrap_or(none()))?;
        let hash = receiver ^ cx.hash_of(this.function)?;
        Ok(if hash == -1 { -2 } else { hash })
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<MethodObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<MethodObject>() else { return Ok(not_implemented()) };
        let receivers: (Slot, Slot) = (this.receiver, other.receiver);
        let ordering = cx.three_way(this.function, other.function)?;
        let ordering = match receivers {
            _ if ordering.is_ne() => ordering,
            (Some(a), Some(b)) => cx.three_way(a, b)?,
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        Ok(Value::small(ordering as i64))
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Value, name: Value) -> PyResult {
        let name = cx.attribute_name(name, "__getattribute__")?;
        cx.getattr(this, name)
    }
}
