//! The namespaces of built-in types as programs see them (D14): dicts in every respect, but for changes.
//!
//! The type is a subclass of `dict` whose instances hold a copy of the namespace, which never changes after the type is
//! made. `dict`'s own methods refuse to change it.

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::typeobject::{NO_DICT, NO_WEAKREF, TypeDecl};
use crate::value::Value;
use crate::{kind, raise};

pub static DICTPROXY: TypeDecl = TypeDecl {
    doc: "The namespace of a built-in type: a dictionary that refuses changes.",
    base: Some(&super::dict::DICT),
    flags: NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("dictproxy", kind::DICT)
};

/// A view of a built-in type's namespace that refuses changes.
pub fn new(cx: &mut Context, dict: Gc<DictObject>) -> Value {
    let class = DICTPROXY.get(cx);
    // Both steps allocate little; without memory the program gets an empty dict of its own.
    match cx.allocate_for::<DictObject>(class, 0) {
        Ok(copy) => {
            if dict.table().copy_into(cx, copy.table()).is_err() {
                cx.pending = None;
            }
            copy.value()
        }
        Err(_) => {
            cx.pending = None;
            cx.new_dict().value()
        }
    }
}

/// TypeError for a dict that is a built-in type's namespace.
#[inline]
pub(crate) fn check_writable(cx: &mut Context, dict: Gc<DictObject>, method: &str) -> PyResult<()> {
    if dict.value().shape() == u32::from(kind::DICT) { Ok(()) } else { check_subclass(cx, dict, method) }
}

fn check_subclass(cx: &mut Context, dict: Gc<DictObject>, method: &str) -> PyResult<()> {
    let class = cx.class_of(dict.value());
    if !class.decl.is_some_and(|decl| std::ptr::eq(decl, &DICTPROXY)) {
        return Ok(());
    }
    match method {
        "__setitem__" => raise!(cx, TypeError, "'dictproxy' object does not support item assignment"),
        "__delitem__" => raise!(cx, TypeError, "'dictproxy' object doesn't support item deletion"),
        "__init__" => raise!(cx, TypeError, "cannot create 'dictproxy' instances"),
        _ => raise!(cx, TypeError, "'dictproxy' object does not support {method}()"),
    }
}

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(_: &mut Context) {}
