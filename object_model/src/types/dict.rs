//! `dict`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static DICT: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("dict", kind::DICT) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&DICT);
}
