//! `weakref.ref`.

use super::{WeakrefObject, new_reference};
use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::strings::StrObject;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::types::function::check_count;
use crate::value::{Slot, Value};
use crate::{kind, none, not_implemented, py_bool, py_methods, raise};

pub static WEAKREF: TypeDecl =
    TypeDecl { methods: &[METHODS, ORDER], flags: BASETYPE, ..TypeDecl::new("weakref", kind::WEAKREF) };

fn arguments(cx: &mut Context, function: &str, given: &[Value]) -> PyResult<(Value, Slot)> {
    check_count(cx, function, given.len(), 1, 2)?;
    Ok((given[0], given.get(1).and_then(|callback| callback.not_none())))
}

/// Between references of one class: referents decide while both live, then identity.
fn compare(cx: &mut Context, op: CompareOp, this: Gc<WeakrefObject>, other: Value) -> PyResult {
    let class = cx.class_of(this.value());
    let Some(other) = other.downcast::<WeakrefObject>().filter(|&other| cx.class_of(other.value()) == class) else {
        return Ok(not_implemented());
    };
    match (this.referent(), other.referent()) {
        (Some(a), Some(b)) => cx.compare(op, a, b),
        _ => Ok(py_bool((this == other) == (op == CompareOp::Eq))),
    }
}

/// A weak reference's text; `kind` is "weakref" or the like.
fn text(cx: &mut Context, this: Gc<WeakrefObject>) -> String {
    let address = this.value().bits();
    let Some(referent) = this.referent() else { return format!("<weakref at {address:#x}; dead>") };
    let class = cx.type_name(referent);
    let name = cx.name(Special::Name);
    let name = match cx.find_attr(referent, name) {
        Ok(name) => name.and_then(|name| name.downcast::<StrObject>()).map(|name| name.lossy()),
        Err(_) => {
            cx.pending = None;
            None
        }
    };
    match name {
        Some(name) => format!("<weakref at {address:#x}; to '{class}' at {:#x} ({name})>", referent.bits()),
        None => format!("<weakref at {address:#x}; to '{class}' at {:#x}>", referent.bits()),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        if !args.keywords.is_empty() && class.kind == kind::WEAKREF && class.decl.is_some() {
            raise!(cx, TypeError, "ref() does not take keyword arguments");
        }
        let (value, callback) = arguments(cx, "__new__", args.positional)?;
        new_reference(cx, class, value, callback)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        arguments(cx, "__init__", args.rest().positional).map(drop)
    }
    /// x.__call__(...) <==> x(...)
    fn __call__(cx: &mut Context, this: Gc<WeakrefObject>) -> Value {
        let _ = cx;
        this.referent().unwrap_or(none())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<WeakrefObject>) -> String {
        text(cx, this)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<WeakrefObject>) -> PyResult<i64> {
        let mut this = this;
        if !this.hashed {
            let Some(referent) = this.referent() else { raise!(cx, TypeError, "weak object has gone away") };
            this.hash = cx.hash_of(referent)?;
            this.hashed = true;
        }
        Ok(this.hash)
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<WeakrefObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<WeakrefObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
}

macro_rules! unordered {
    ($($name:ident)*) => {
        py_methods! { ORDER:
            $(
            /// Weak references have no order.
            fn $name(cx: &mut Context, this: Value, other: Value) -> Value {
                let _ = (cx, this, other);
                not_implemented()
            }
            )*
        }
    };
}

unordered! { __lt__ __le__ __gt__ __ge__ }
