//! `dict` as a heap object: a table of `strategies`. The type's methods are in `types/dict`.

#![allow(unsafe_code)] // makes handles from pointers

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::value::Value;
use gc::Header;
use strategies::{Dict, DictRef, Known};

#[repr(transparent)]
pub struct DictObject(pub Dict);

// SAFETY: made by `new_dict` and `dict.__new__`; all zero behind the header is an empty dict.
unsafe impl Object for DictObject {
    const KIND: u8 = kind::DICT;
    const NAME: &'static str = "dict";
}

impl Gc<DictObject> {
    #[inline(always)]
    pub fn table_header(self) -> &'static Header {
        &self.get().0.header
    }
    /// The table's operations.
    #[inline(always)]
    pub fn table(self) -> DictRef<Value> {
        // SAFETY: a live dict.
        unsafe { DictRef::from_raw(self.pointer().cast()) }
    }
}

impl Context {
    pub fn new_dict(&mut self) -> Gc<DictObject> {
        let object = self.heap.alloc(Header::new(kind::DICT.into(), kind::DICT), size_of::<DictObject>());
        // SAFETY: just allocated; zeroes are an empty dict.
        unsafe { Gc::from_pointer(object.cast()) }
    }

    #[inline]
    pub fn dict_get(&mut self, dict: Gc<DictObject>, key: Value) -> PyResult<Option<Value>> {
        dict.table().get(self, key)
    }
    #[inline]
    pub fn dict_set(&mut self, dict: Gc<DictObject>, key: Value, value: Value) -> PyResult<()> {
        dict.table().set(self, key, value)
    }
    pub fn dict_len(&mut self, dict: Gc<DictObject>) -> usize {
        dict.table().len(self)
    }

    /// Lookup of a str in a dict of the machine's own (namespaces, globals). Runs Python code only if a program has put
    /// keys there whose comparison does; then errors count as absent.
    #[inline]
    pub fn dict_get_str(&mut self, dict: Gc<DictObject>, key: Gc<StrObject>) -> Option<Value> {
        match dict.table().get_str(key.value(), key.hash()) {
            Known::Found(value) => Some(value),
            Known::Absent => None,
            Known::Ask => dict.table().get(self, key.value()).unwrap_or(None),
        }
    }

    /// Store under a str in a dict of the machine's own.
    pub fn dict_set_str(&mut self, dict: Gc<DictObject>, key: Gc<StrObject>, value: Value) {
        if dict.table().set_hashed(self, key.value(), key.hash(), value).is_err() {
            // A str key needs no Python code here: it was memory.
            self.pending = None;
            let limit = self.heap.lift_limit();
            let stored = dict.table().set_hashed(self, key.value(), key.hash(), value);
            self.heap.set_limit(limit);
            if stored.is_err() {
                self.pending = None;
            }
        }
    }

    /// As `dict_set_str` with the name as text.
    pub fn dict_put(&mut self, dict: Gc<DictObject>, key: &str, value: Value) {
        let name = self.intern(key.as_bytes());
        self.dict_set_str(dict, name, value);
    }

    /// As `dict_get_str` with the name as text.
    pub fn dict_find(&mut self, dict: Gc<DictObject>, key: &str) -> Option<Value> {
        let name = self.intern(key.as_bytes());
        self.dict_get_str(dict, name)
    }

    /// Removes; whether it was there.
    pub fn dict_delete(&mut self, dict: Gc<DictObject>, key: Value) -> PyResult<bool> {
        dict.table().delete(self, key)
    }

    /// The entry after `position` in order.
    #[inline]
    pub fn dict_next(&mut self, dict: Gc<DictObject>, position: &mut usize) -> Option<(Value, Value)> {
        dict.table().next_entry(self, position)
    }

    /// Makes the namespace of `class` tell it of changes.
    pub(crate) fn watch_namespace(&mut self, class: Gc<TypeObject>) {
        class.dict.table().set_watched();
        self.namespaces.insert(class);
    }
}
