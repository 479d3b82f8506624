//! `xrange`.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::kind;
use crate::handle::Object;
use crate::typeobject::{BASETYPE, TypeDecl};
use gc::Header;

/// Steps through an arithmetic progression; the evaluator's FOR_ITER knows the layout.
#[repr(C)]
pub struct XrangeIterator {
    pub header: Header,
    pub next: i64,
    /// Items still to come.
    pub left: i64,
    pub step: i64,
}

// SAFETY: made by `iter(xrange)`.
unsafe impl Object for XrangeIterator {
    const KIND: u8 = kind::XRANGE_ITERATOR;
    const NAME: &'static str = "rangeiterator";
}

pub static XRANGE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("xrange", kind::XRANGE) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&XRANGE);
}
