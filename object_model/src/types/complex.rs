//! `complex`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static COMPLEX: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("complex", kind::COMPLEX) };

/// The same bits in both parts; both values are complex.
pub fn same_bits(_: crate::Value, _: crate::Value) -> bool {
    false
}

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&COMPLEX);
}

/// A complex number.
pub fn new(cx: &mut Context, re: f64, im: f64) -> crate::Value {
    let _ = (re, im);
    cx.new_float(re)
}
