//! `module`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static MODULE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("module", kind::MODULE) };

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&MODULE);
}
