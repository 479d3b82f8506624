//! `bytearray`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static BYTEARRAY: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("bytearray", kind::BYTEARRAY) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&BYTEARRAY);
}
