//! `super`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static SUPER: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("super", kind::SUPER) };

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&SUPER);
}

/// `super(C).__get__`: an unbound super binds.
pub fn bind(_: &mut Context, found: crate::Value, _: crate::Slot) -> crate::PyResult {
    Ok(found)
}
