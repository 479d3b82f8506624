//! Layout of `tuple`: items inline behind the length.

#![allow(unsafe_code)] // inline storage

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::Header;

#[repr(C)]
pub struct TupleObject {
    pub header: Header,
    len: usize,
    // Items follow.
}

// SAFETY: made by the functions below.
unsafe impl Object for TupleObject {
    const KIND: u8 = kind::TUPLE;
    const NAME: &'static str = "tuple";
}

/// Where the items begin.
pub const TUPLE_ITEMS: usize = size_of::<TupleObject>();

impl TupleObject {
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` items lie behind the object; all are set before anybody else sees it.
        unsafe { std::slice::from_raw_parts((&raw const *self).cast::<u8>().add(TUPLE_ITEMS).cast(), self.len) }
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// # Safety
/// `object` is a tuple.
pub unsafe fn tuple_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    TUPLE_ITEMS + unsafe { (*object.cast::<TupleObject>()).len } * 8
}

/// # Safety
/// `object` is a tuple.
pub unsafe fn tuple_trace(object: *mut Header, tracer: &mut gc::Tracer) {
    // SAFETY: by contract; items not yet set are zero words, which the tracer passes over.
    unsafe { tracer.words(object.cast::<u8>().add(TUPLE_ITEMS).cast(), (*object.cast::<TupleObject>()).len) };
}

/// Sets the items of a tuple allocated with room for them.
pub fn init_tuple(mut tuple: Gc<TupleObject>, items: &[Value]) {
    tuple.len = items.len();
    // SAFETY: the caller's allocation.
    unsafe {
        let to = tuple.pointer().cast::<u8>().add(TUPLE_ITEMS).cast::<Value>();
        if items.len() <= 4 {
            // One by one: for so few a call of memcpy costs more than the copying.
            for (at, item) in items.iter().enumerate() {
                to.add(at).write_volatile(*item);
            }
        } else {
            items.as_ptr().copy_to_nonoverlapping(to, items.len());
        }
    }
}

impl Context {
    /// A tuple of these items, few enough to be on a native stack or in another object.
    pub fn new_tuple(&mut self, items: &[Value]) -> Gc<TupleObject> {
        if items.is_empty() {
            return self.empty_tuple;
        }
        let object = self.heap.alloc(Header::new(kind::TUPLE.into(), kind::TUPLE), TUPLE_ITEMS + items.len() * 8);
        // SAFETY: just allocated as such.
        let tuple = unsafe { Gc::from_pointer(object.cast()) };
        init_tuple(tuple, items);
        tuple
    }

    /// A tuple of interned strings.
    pub fn tuple_of_names(&mut self, names: &[&str]) -> Gc<TupleObject> {
        let tuple = self.new_tuple(&vec![crate::none(); names.len()]);
        for (i, name) in names.iter().enumerate() {
            let name = self.intern(name.as_bytes()).value();
            set_fresh_item(self, tuple, i, name);
        }
        tuple
    }

    /// As `new_tuple`, for numbers of items that a program chooses: MemoryError.
    pub fn try_new_tuple(&mut self, len: usize, item: impl Fn(usize) -> Value) -> PyResult<Gc<TupleObject>> {
        if len == 0 {
            return Ok(self.empty_tuple);
        }
        let size = len.checked_mul(8).and_then(|size| size.checked_add(TUPLE_ITEMS));
        let header = Header::new(kind::TUPLE.into(), kind::TUPLE);
        let Some(object) = size.and_then(|size| self.heap.try_alloc(header, size)) else {
            return Err(self.memory_error());
        };
        // SAFETY: just allocated with room for `len` items.
        let mut tuple: Gc<TupleObject> = unsafe { Gc::from_pointer(object.cast()) };
        for i in 0..len {
            // SAFETY: as above.
            unsafe { object.cast::<u8>().add(TUPLE_ITEMS).cast::<Value>().add(i).write(item(i)) };
        }
        tuple.len = len;
        Ok(tuple)
    }
}

/// Sets an item of a tuple that no program has seen yet; an index beyond its length is passed over.
pub fn set_fresh_item(cx: &mut Context, tuple: Gc<TupleObject>, index: usize, item: Value) {
    if index < tuple.len() {
        cx.barrier(tuple);
        // SAFETY: in bounds; the items lie behind the object.
        unsafe { tuple.pointer().cast::<u8>().add(TUPLE_ITEMS).cast::<Value>().add(index).write(item) };
    }
}
