//! `str`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static STR: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("str", kind::STR) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&STR);
}

impl Context {
    /// `format(value, spec)`
    pub fn format(&mut self, value: crate::Value, spec: crate::Value) -> crate::PyResult {
        let _ = spec;
        Ok(value)
    }
}
