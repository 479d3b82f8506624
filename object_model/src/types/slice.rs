//! `slice`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static SLICE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("slice", kind::SLICE) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&SLICE);
}

impl Context {
    pub fn new_slice(&mut self, start: crate::Value, stop: crate::Value, step: crate::Value) -> crate::Value {
        let _ = (start, stop, step);
        crate::none()
    }
}
