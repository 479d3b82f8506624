//! `builtin_function_or_method`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static BUILTIN_FUNCTION: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("builtin_function_or_method", kind::BUILTIN_FUNCTION) };

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&BUILTIN_FUNCTION);
}
