//! `xrange`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static XRANGE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("xrange", kind::XRANGE) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&XRANGE);
}
