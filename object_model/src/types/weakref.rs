//! `weakref`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static WEAKREF: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("weakref", kind::WEAKREF) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&WEAKREF);
}

/// What a proxy stands for; ReferenceError.
pub fn proxy_target(cx: &mut Context, _: crate::Value) -> crate::PyResult {
    crate::raise!(cx, ReferenceError, "weakly-referenced object no longer exists")
}

/// The first weak reference to an object.
pub fn first(_: &mut Context, _: crate::Value) -> Option<crate::Value> {
    None
}
