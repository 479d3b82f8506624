//! `list` as a heap object: a list of `strategies`. The type's methods are in `types/list`.

#![allow(unsafe_code)] // makes handles from pointers

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::Header;
use strategies::{List, ListRef, OutOfMemory};

#[repr(transparent)]
pub struct ListObject(pub List);

// SAFETY: made by `new_list` and `list.__new__`; all zero behind the header is an empty list.
unsafe impl Object for ListObject {
    const KIND: u8 = kind::LIST;
    const NAME: &'static str = "list";
}

impl Gc<ListObject> {
    /// The storage's operations.
    #[inline(always)]
    pub fn storage(self) -> ListRef<Value> {
        // SAFETY: a live list.
        unsafe { ListRef::from_raw(self.pointer().cast()) }
    }
    #[inline(always)]
    pub fn len(self) -> usize {
        self.storage().len()
    }
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl Context {
    pub fn new_list(&mut self) -> Gc<ListObject> {
        let object = self.heap.alloc(Header::new(kind::LIST.into(), kind::LIST), size_of::<ListObject>());
        // SAFETY: just allocated; zeroes are an empty list.
        unsafe { Gc::from_pointer(object.cast()) }
    }

    pub fn new_list_from(&mut self, items: &[Value]) -> PyResult<Gc<ListObject>> {
        let list = self.new_list();
        let filled = list.storage().fill_from(&mut self.heap, items);
        self.memory(filled)?;
        Ok(list)
    }

    #[inline]
    pub fn list_get(&mut self, list: Gc<ListObject>, index: usize) -> Option<Value> {
        list.storage().get(&mut self.heap, index)
    }

    #[inline]
    pub fn list_push(&mut self, list: Gc<ListObject>, item: Value) -> PyResult<()> {
        let pushed = list.storage().push(&mut self.heap, item);
        self.memory(pushed)
    }

    /// A tuple of a list's items.
    pub fn list_to_tuple(&mut self, list: Gc<ListObject>) -> PyResult<Gc<crate::tuple::TupleObject>> {
        let storage = list.storage();
        if storage.tag().has_references() {
            return self.try_new_tuple(storage.len(), |i| storage.peek(i).unwrap_or(crate::none()));
        }
        // Items are made anew, which may collect: the tuple is a valid one meanwhile.
        let tuple = self.try_new_tuple(storage.len(), |_| crate::none())?;
        for i in 0..storage.len() {
            if let Some(item) = self.list_get(list, i) {
                crate::tuple::set_fresh_item(self, tuple, i, item);
            }
        }
        Ok(tuple)
    }

    /// `OutOfMemory` becomes MemoryError.
    #[inline(always)]
    pub fn memory<T>(&mut self, result: Result<T, OutOfMemory>) -> PyResult<T> {
        match result {
            Ok(value) => Ok(value),
            Err(OutOfMemory) => Err(self.memory_error()),
        }
    }
}
