//! Layout of `float`.

#![allow(unsafe_code)] // makes heap objects

use crate::context::Context;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::{Header, Heap};

#[repr(C)]
pub struct FloatObject {
    pub header: Header,
    pub float: f64,
}

// SAFETY: made by `box_float` and `float.__new__`.
unsafe impl Object for FloatObject {
    const KIND: u8 = kind::FLOAT;
    const NAME: &'static str = "float";
}

#[inline(always)]
pub fn box_float(heap: &mut Heap, float: f64) -> Value {
    let object = heap.alloc(Header::new(kind::FLOAT.into(), kind::FLOAT), size_of::<FloatObject>());
    // SAFETY: just allocated as such.
    let mut boxed: Gc<FloatObject> = unsafe { Gc::from_pointer(object.cast()) };
    boxed.float = float;
    boxed.value()
}

impl Context {
    #[inline(always)]
    pub fn new_float(&mut self, float: f64) -> Value {
        box_float(&mut self.heap, float)
    }
}
