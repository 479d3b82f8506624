//! `builtin_function_or_method`.

use super::doc_value;
use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::BuiltinFunction;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::protocols::compare::is_same;
use crate::protocols::hash::pointer_hash;
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value};
use crate::{kind, none, not_implemented, py_bool, py_methods};

pub static BUILTIN_FUNCTION: TypeDecl =
    TypeDecl { methods: &[METHODS], getset: GETSET, ..TypeDecl::new("builtin_function_or_method", kind::BUILTIN_FUNCTION) };

fn function(this: Value) -> Gc<BuiltinFunction> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "__name__",
        doc: "",
        get: |cx, this| Ok(cx.intern(function(this).decl.name.as_bytes()).value()),
        set: None,
    },
    GetSet { name: "__doc__", doc: "", get: |cx, this| Ok(doc_value(cx, function(this).decl.doc)), set: None },
    GetSet { name: "__self__", doc: "", get: |_, this| Ok(function(this).receiver.unwrap_or(none())), set: None },
    GetSet {
        name: "__module__",
        doc: "",
        get: |_, this| Ok(function(this).module.unwrap_or(none())),
        set: Some(set_module),
    },
];

fn set_module(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    cx.barrier(this);
    this.module = value;
    Ok(())
}

fn same_receiver(a: Gc<BuiltinFunction>, b: Gc<BuiltinFunction>) -> bool {
    match (a.receiver, b.receiver) {
        (Some(a), Some(b)) => is_same(a, b),
        (a, b) => a == b,
    }
}

fn same(a: Gc<BuiltinFunction>, b: Gc<BuiltinFunction>) -> bool {
    same_receiver(a, b) && std::ptr::eq(a.decl, b.decl)
}

py_methods! { METHODS:
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        cx.call_args(args.positional[0], &args.rest())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<BuiltinFunction>) -> String {
        let name = this.decl.name;
        match this.receiver {
            Some(receiver) => {
                let class = cx.type_name(receiver);
                format!("<built-in method {name} of {class} object at {:#x}>", receiver.bits())
            }
            None => format!("<built-in function {name}>"),
        }
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<BuiltinFunction>) -> PyResult<i64> {
        let receiver = match this.receiver {
            Some(receiver) => cx.hash_of(receiver)?,
            None => 0,
        };
        Ok(receiver ^ ((&raw const *this.decl) as i64).rotate_right(4))
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<BuiltinFunction>, other: Value) -> Value {
        let _ = cx;
        other.downcast().map_or(not_implemented(), |other| py_bool(same(this, other)))
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<BuiltinFunction>, other: Value) -> Value {
        let _ = cx;
        other.downcast().map_or(not_implemented(), |other| py_bool(!same(this, other)))
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<BuiltinFunction>, other: Value) -> Value {
        let _ = cx;
        let Some(other) = other.downcast::<BuiltinFunction>() else { return not_implemented() };
        let ordering = match (same_receiver(this, other), this.receiver, other.receiver) {
            (false, Some(a), Some(b)) => pointer_hash(a).cmp(&pointer_hash(b)),
            (false, a, b) => a.is_some().cmp(&b.is_some()),
            _ if std::ptr::eq(this.decl, other.decl) => std::cmp::Ordering::Equal,
            _ => this.decl.name.cmp(other.decl.name).then(std::cmp::Ordering::Greater),
        };
        Value::small(ordering as i64)
    }
}
