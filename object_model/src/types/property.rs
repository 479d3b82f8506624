//! `property`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static PROPERTY: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("property", kind::PROPERTY) };

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&PROPERTY);
}
