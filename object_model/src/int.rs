//! Ints: tagged words, and heap objects (`IntObject`) for those beyond 63 bits and for instances of subclasses.

#![allow(unsafe_code)] // makes heap objects

use crate::context::Context;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::singletons::BoolObject;
use crate::value::Value;
use gc::{Header, Heap};

#[repr(C)]
pub struct IntObject {
    pub header: Header,
    pub int: i64,
}

// SAFETY: made by `box_int` and `int.__new__`.
unsafe impl Object for IntObject {
    const KIND: u8 = kind::INT;
    const NAME: &'static str = "int";
}

/// The int `n` as a value.
#[inline(always)]
pub fn box_int(heap: &mut Heap, n: i64) -> Value {
    match Value::try_small(n) {
        Some(value) => value,
        None => box_wide(heap, n),
    }
}

#[cold]
#[inline(never)]
fn box_wide(heap: &mut Heap, n: i64) -> Value {
    let object = heap.alloc(Header::new(kind::INT.into(), kind::INT), size_of::<IntObject>());
    // SAFETY: just allocated as such.
    let mut boxed: Gc<IntObject> = unsafe { Gc::from_pointer(object.cast()) };
    boxed.int = n;
    boxed.value()
}

impl Value {
    /// The value of an int, bool or instance of a subclass of int.
    #[inline(always)]
    pub fn as_int(self) -> Option<i64> {
        match self.as_small() {
            Some(n) => Some(n),
            None => self.as_wide_int(),
        }
    }
    #[inline]
    fn as_wide_int(self) -> Option<i64> {
        if let Some(object) = self.downcast::<IntObject>() {
            return Some(object.int);
        }
        self.downcast::<BoolObject>().map(|object| object.int)
    }
    /// The value of an object of exact type int.
    #[inline(always)]
    pub fn as_exact_int(self) -> Option<i64> {
        match self.as_small() {
            Some(n) => Some(n),
            None => self.exact::<IntObject>().map(|object| object.int),
        }
    }
}

impl Context {
    #[inline(always)]
    pub fn new_int(&mut self, n: i64) -> Value {
        box_int(&mut self.heap, n)
    }
    /// An int, or a long where it does not fit.
    pub fn new_int_u64(&mut self, n: u64) -> Value {
        match i64::try_from(n) {
            Ok(n) => self.new_int(n),
            Err(_) => self.new_long(&n.into()),
        }
    }
}
