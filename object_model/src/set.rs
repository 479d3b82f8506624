//! `set` and `frozenset` as heap objects: tables of `strategies`. The types' methods are in `types/set`.

#![allow(unsafe_code)] // makes handles from pointers

use crate::context::Context;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::Header;
use strategies::{Set, SetRef};

#[repr(C)]
pub struct SetObject {
    pub set: Set,
    /// Hash of a frozenset; zero: not computed yet.
    pub hash: u64,
}

/// The same layout under the other kind.
#[repr(transparent)]
pub struct FrozensetObject(pub SetObject);

// SAFETY: made by `new_set` and `set.__new__`; all zero behind the header is an empty set.
unsafe impl Object for SetObject {
    const KIND: u8 = kind::SET;
    const NAME: &'static str = "set";
}

// SAFETY: as above.
unsafe impl Object for FrozensetObject {
    const KIND: u8 = kind::FROZENSET;
    const NAME: &'static str = "frozenset";
}

/// A set or frozenset.
pub fn any_set(value: Value) -> Option<Gc<SetObject>> {
    match value.kind() {
        // SAFETY: both kinds have this layout.
        kind::SET | kind::FROZENSET => Some(unsafe { Gc::from_pointer(value.pointer().cast()) }),
        _ => None,
    }
}

impl Gc<SetObject> {
    #[inline(always)]
    pub fn table(self) -> SetRef<Value> {
        // SAFETY: a live set.
        unsafe { SetRef::from_raw(self.pointer().cast()) }
    }
}

impl Context {
    pub fn new_set(&mut self) -> Gc<SetObject> {
        let object = self.heap.alloc(Header::new(kind::SET.into(), kind::SET), size_of::<SetObject>());
        // SAFETY: just allocated; zeroes are an empty set.
        unsafe { Gc::from_pointer(object.cast()) }
    }
    pub fn new_frozenset(&mut self) -> Gc<SetObject> {
        let object = self.heap.alloc(Header::new(kind::FROZENSET.into(), kind::FROZENSET), size_of::<SetObject>());
        // SAFETY: as above.
        unsafe { Gc::from_pointer(object.cast()) }
    }
}
